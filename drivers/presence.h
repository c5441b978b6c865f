// Turns "this tag answered a poll" into one arrival and one departure, however long it lies there and however it
// flickers. Pure; one thread.
#pragma once

#include <chrono>
#include <vector>

#include "base/clock.h"
#include "drivers/found_tag.h"

namespace drivers {

// A tag has left when so many polls in a row missed it and it was not seen for so long: a hand that trembles at the
// edge of the field makes one arrival. A reader that is looked at less often needs a longer gap.
inline constexpr int presence_misses_max = 3;
inline constexpr std::chrono::milliseconds presence_gap_max{200};

class Presence {
public:
    explicit Presence(std::chrono::milliseconds gap = presence_gap_max) : m_gap(gap) {}

    struct Tag {
        FoundTag found;
        base::MonotonicTime seen{};
        int misses = 0;
        attendance::CardUid arrived_as;  // its number then: a phone draws others while it lies there
    };

    void begin_poll(base::MonotonicTime now) { m_poll_began = now; }

    // One that answered this poll at `now`. True: it has arrived with it. A number that is drawn afresh, in place of
    // one that just fell silent, is the same phone after a gap in the field: no arrival.
    bool saw(const FoundTag& found, base::MonotonicTime now);

    bool seen_in_this_poll(const Tag& tag) const { return tag.seen >= m_poll_began; }

    // The end of a poll that looked for every tag: those that it did not see have one miss more. Returns the ones that
    // have left with it, each under the number that it arrived with.
    std::vector<FoundTag> end_poll(base::MonotonicTime now);

    const std::vector<Tag>& tags() const { return m_tags; }
    bool holds(const attendance::CardUid& uid) const;

private:
    std::chrono::milliseconds m_gap;
    std::vector<Tag> m_tags;
    base::MonotonicTime m_poll_began{};
};

}  // namespace drivers
