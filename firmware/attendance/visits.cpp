#include "attendance/visits.h"

#include <algorithm>
#include <tuple>

namespace attendance {

namespace {

bool began_before(const Visit& a, const Visit& b) {
    if (!a.starts || !b.starts) return a.at < b.at;
    return std::tie(*a.starts, a.at) < std::tie(*b.starts, b.at);
}

}  // namespace

std::vector<Visit> with_last(std::vector<Visit> visits, const EventId& event) {
    std::ranges::stable_partition(visits, [&](const Visit& visit) { return visit.event != event; });
    return visits;
}

std::vector<Visit> up_to(std::vector<Visit> visits, const EventId& event, WallTime at) {
    const auto present = std::ranges::find(visits, event, &Visit::event);
    const Visit there = present != visits.end() ? *present : Visit{event, "", at, {}, {}};
    std::erase_if(visits, [&](const Visit& visit) { return visit.event != event && !began_before(visit, there); });
    return with_last(std::move(visits), event);
}

}  // namespace attendance
