#include "drivers/presence.h"

#include <algorithm>

namespace drivers {

bool Presence::saw(const FoundTag& found, base::MonotonicTime now) {
    auto same = std::ranges::find(m_tags, found.uid, [](const Tag& tag) { return tag.found.uid; });
    if (same == m_tags.end() && found.uid.is_random())
        same = std::ranges::find_if(
            m_tags, [&](const Tag& tag) { return tag.found.uid.is_random() && !seen_in_this_poll(tag); });
    const bool arrived = same == m_tags.end();
    if (arrived)
        m_tags.push_back({found, now, 0, found.uid});
    else
        *same = {found, now, 0, same->arrived_as};
    return arrived;
}

std::vector<FoundTag> Presence::end_poll(base::MonotonicTime now) {
    std::vector<FoundTag> left;
    for (Tag& tag : m_tags) {
        if (seen_in_this_poll(tag)) continue;
        ++tag.misses;
    }
    const auto has_left = [&](const Tag& tag) { return tag.misses >= presence_misses_max && now - tag.seen >= m_gap; };
    for (const Tag& tag : m_tags) {
        if (!has_left(tag)) continue;
        left.push_back(tag.found);
        left.back().uid = tag.arrived_as;
    }
    std::erase_if(m_tags, has_left);
    return left;
}

bool Presence::holds(const attendance::CardUid& uid) const {
    return std::ranges::any_of(m_tags, [&](const Tag& tag) { return tag.found.uid == uid; });
}

}  // namespace drivers
