#include "attendance/tap.h"

namespace attendance {
namespace {

constexpr auto speaks_of_next_within = std::chrono::hours(24);
constexpr auto speaks_of_last_within = std::chrono::hours(12);

}  // namespace

Door door_at(std::span<const Event> events, const std::optional<EventId>& opened, WallTime now) {
    const Event* open = nullptr;
    const Event* next = nullptr;
    const Event* last = nullptr;
    for (const Event& event : events) {
        if (opened && event.id == *opened) return {DoorState::open, event};
        if (event.starts <= now && now < event.ends) {
            if (open == nullptr || open->starts < event.starts) open = &event;
        } else if (now < event.starts) {
            if (event.starts - now <= speaks_of_next_within && (next == nullptr || event.starts < next->starts))
                next = &event;
        } else if (now - event.ends <= speaks_of_last_within && (last == nullptr || last->ends < event.ends)) {
            last = &event;
        }
    }
    if (open != nullptr) return {DoorState::open, *open};
    if (next != nullptr) return {DoorState::early, *next};
    if (last != nullptr) return {DoorState::over, *last};
    return {DoorState::no_event, std::nullopt};
}

std::vector<Event> that_take_place(std::vector<Event> events) {
    std::erase_if(events, [](const Event& event) { return event.ends - event.starts <= taken_off_length; });
    return events;
}

WallTime list_counts_since(std::span<const Event> events, const Event& evening) {
    WallTime since{};
    for (const Event& event : events)
        if (event.id != evening.id && event.ends <= evening.starts) since = std::max(since, event.ends);
    return since;
}

TapDecision decide_tap(const TapFacts& facts) {
    if (!facts.stable) return NumberChangesTap{};
    if (facts.door.state != DoorState::open || !facts.door.event) return ClosedDoorTap{facts.door};
    if (facts.presence) return RepeatTap{*facts.presence, facts.person};
    return StampTap{facts.door.event->id, facts.person};
}

}  // namespace attendance
