// A community of any size, filled into a hub's store as if its kiosks and organizers had.
#pragma once

#include <fmt/core.h>

#include <random>
#include <vector>

#include "attendance/stamp_card.h"
#include "base/clock.h"
#include "people.h"
#include "store/store.h"

namespace testing {

struct CommunitySize {
    int people = 0;
    int events = 0;  // one a week, the newest open now
    int stamps = 0;  // of all events together
};

class CommunityFill {
public:
    CommunityFill(store::Store& store, const base::Clock& clock) : m_store(store), m_clock(clock) {}

    base::Result<void> fill(const CommunitySize& size) {
        std::mt19937 random(7);
        for (int i = 0; i < size.people; ++i)
            TRY_VOID(add(person(i, random)));
        const auto now = m_clock.read().wall;
        const int stamps_each = size.stamps / std::max(size.events, 1);
        for (int i = 0; i < size.events; ++i) {
            const auto starts = now - std::chrono::hours(24 * 7 * (size.events - 1 - i)) - std::chrono::hours(1);
            TRY_VOID(add(event(i, starts)));
            for (int k = 0; k < stamps_each; ++k)
                TRY_VOID(add(stamp(i, static_cast<int>(random() % static_cast<unsigned>(size.people)))));
        }
        TRY_VOID(flush());
        // A season of 92 evenings, as long as seasons get.
        return m_store.put_season(
            {"s", {"Season", now - std::chrono::hours(24 * 7 * 92), now + std::chrono::hours(24), 6}, false});
    }

private:
    static store::OwnAct person(int i, std::mt19937& random) {
        store::OwnAct act;
        act.entry.kind = attendance::EntryKind::person;
        act.entry.person = attendance::PersonId{fmt::format("p{}", i)};
        act.entry.version = 1;
        act.person = wire::PersonEdit{generated_person(random, act.entry.person->value), 0, {}};
        return act;
    }
    static store::OwnAct event(int i, base::WallTime starts) {
        store::OwnAct act;
        act.entry.kind = attendance::EntryKind::event;
        act.entry.event = attendance::EventId{fmt::format("e{}", i)};
        act.entry.version = 1;
        act.event = wire::EventEdit{
            {*act.entry.event, 1, fmt::format("第{}回", i + 1), "hall", starts, starts + std::chrono::hours(3)}, 0, {}};
        return act;
    }
    static store::OwnAct stamp(int event, int person) {
        store::OwnAct act;
        act.entry.event = attendance::EventId{fmt::format("e{}", event)};
        act.entry.person = attendance::PersonId{fmt::format("p{}", person)};
        return act;
    }

    base::Result<void> add(store::OwnAct act) {
        m_acts.push_back(std::move(act));
        return m_acts.size() < 2000 ? base::Result<void>() : flush();
    }
    base::Result<void> flush() {
        if (m_acts.empty()) return {};
        TRY_VOID(m_store.append_own(m_acts, m_clock.read()));
        m_acts.clear();
        return {};
    }

    store::Store& m_store;
    const base::Clock& m_clock;
    std::vector<store::OwnAct> m_acts;
};

}  // namespace testing
