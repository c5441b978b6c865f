#include "attendance/opening.h"

#include <algorithm>

#include "attendance/fold.h"

namespace attendance {
namespace {

// When it was opened, on a clock that can be believed: the present one tells of its own boot, and all of another boot
// was before this one.
WallTime opened_at(const Opening& opening, const Moment& now) {
    if (opening.at.boot_id == now.boot_id) return corrected_time(opening.at, BootAnchor{now.wall, now.boottime}).at;
    const auto booted = now.wall - std::chrono::duration_cast<std::chrono::microseconds>(now.boottime);
    return std::min(opening.at.wall, booted);
}

WallTime ends_by_the_clock(const Opening& opening, const Event& event, std::span<const Event> events,
                           const Moment& now) {
    const WallTime opened = opened_at(opening, now);
    WallTime end = std::max(event.ends, opened) + opening_outlasts_event;
    for (const Event& other : events)
        if (other.id != event.id && opened < other.starts) end = std::min(end, other.starts);
    return end;
}

WallTime ends_by_running(const Opening& opening, const Event& event, const Moment& now) {
    const bool same_boot = opening.at.boot_id == now.boot_id;
    if (!same_boot && now.quality == ClockQuality::restored && event.ends <= now.wall) return now.wall;
    const BootTime ran = same_boot ? now.boottime - opening.at.boottime : opening.ran_before + now.boottime;
    return now.wall + std::chrono::ceil<std::chrono::microseconds>(opening_runs_at_most - ran);
}

}  // namespace

std::optional<HeldOpen> held_open(const std::optional<Opening>& opening, std::span<const Event> events,
                                  const Moment& now) {
    if (!opening) return std::nullopt;
    const auto event = std::ranges::find(events, opening->event, &Event::id);
    if (event == events.end()) return std::nullopt;
    const WallTime until = now.quality == ClockQuality::synchronised ? ends_by_the_clock(*opening, *event, events, now)
                                                                     : ends_by_running(*opening, *event, now);
    if (until <= now.wall) return std::nullopt;
    return HeldOpen{event->id, until};
}

}  // namespace attendance
