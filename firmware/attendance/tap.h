// The decision about one tap. Pure: everything it may look at stands in TapFacts.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "attendance/fold.h"
#include "attendance/person.h"

namespace attendance {

// Why no event is open for a tap.
enum class DoorState {
    open,
    early,     // the next event of the day has not begun
    over,      // the last one has ended
    no_event,  // none today
};

// The event that a tap belongs to, or the one that a closed door speaks of.
struct Door {
    DoorState state = DoorState::no_event;
    std::optional<Event> event;
};

// The event that is open by hand (opening.h; whatever its hours: a Pi without a clock must be able to stamp), else the
// one whose hours contain `now` (the one that started last if several), else the next one that starts within 24 hours,
// else the last one that ended within 12 hours.
Door door_at(std::span<const Event> events, const std::optional<EventId>& opened, WallTime now);

// An event that was taken off has hours of a second at most, as its newest version says: nothing is stamped at it.
inline constexpr std::chrono::seconds taken_off_length{1};
std::vector<Event> that_take_place(std::vector<Event> events);

// Guest lists name no event: those of one evening are the lists that were imported since the evening before it ended.
WallTime list_counts_since(std::span<const Event> events, const Event& evening);

struct TapFacts {
    CardId card;
    bool stable = true;  // false: the number is drawn afresh at each tap
    Door door;
    std::optional<PersonId> person{};    // whose card it is, if anybody's
    std::optional<Presence> presence{};  // of that person (or of the unknown card) at the open event
};

struct StampTap {
    EventId event;
    std::optional<PersonId> person;  // absent: stamped under its card id
};
struct RepeatTap {
    Presence first;
    std::optional<PersonId> person;
};
struct NumberChangesTap {};
struct ClosedDoorTap {
    Door door;
};
using TapDecision = std::variant<StampTap, RepeatTap, NumberChangesTap, ClosedDoorTap>;

TapDecision decide_tap(const TapFacts& facts);

}  // namespace attendance
