// How long names are kept after an event, and the erasing of those whose time has come. Nobody can take that back, so
// it is slow: whose date has come stands on a list for seven days, over at least three days in which a hub ran, where
// organizers can stop it; and the clock has to agree with the kiosks (believed_clock.h).
#pragma once

#include <optional>

#include "office/acts.h"
#include "office/believed_clock.h"

namespace office {

// Days after the event's end; 0: for ever.
base::Result<void> keep_for(store::Store& store, const attendance::EventId& event, attendance::WallTime ends,
                            std::int64_t days);
base::Result<std::int64_t> kept_for(store::Store& store, const attendance::EventId& event, attendance::WallTime ends);

// Everybody all of whose events have passed their dates: came only to these, or was only on their guest lists, under
// any of the people who were merged into one. Somebody who came to an event without a date stays.
base::Result<std::vector<attendance::PersonId>> people_due(store::Store& store, attendance::WallTime now);

inline constexpr std::chrono::hours listed_for{7 * 24};
inline constexpr std::chrono::seconds hub_ran_for{3 * 24 * 3600};
inline constexpr std::chrono::hours first_after_start{1};

struct DueLine {
    attendance::Person person;
    attendance::WallTime listed{};
    attendance::WallTime goes{};  // not before this
    bool stopped = false;
};
struct DueList {
    std::vector<DueLine> lines;  // who goes first stands first
    std::string clock;           // to_string(ClockWord) of the last look; empty before the first
};
base::Result<DueList> due_list(store::Store& store, attendance::WallTime now, std::size_t lines_max);
// An organizer keeps somebody, or lets them go after all.
base::Result<void> stop_erasing(store::Store& store, const attendance::PersonId& person, bool stopped);
base::Result<void> stop_erasing_all(store::Store& store);
// An organizer says that the hub's date is right.
base::Result<void> confirm_date(store::Store& store, attendance::WallTime now);

// Of one serving process. Thread: belongs to the one that calls turn().
class Retention {
public:
    explicit Retention(const base::Clock& clock);
    // To be called every `turn_period` or so: counts the time that the hub ran, renews the list and erases those whose
    // days on it are over. How many people were erased. Of several hubs on one database one does it.
    base::Result<std::int64_t> turn(store::Store& store);

private:
    base::Result<bool> is_mine(store::Store& store, std::chrono::seconds ran);
    base::Result<std::int64_t> erase_ripe(store::Store& store, attendance::WallTime now);

    const base::Clock& m_clock;
    const std::string m_id;
    const base::MonotonicTime m_started;
    std::optional<base::ClockReading> m_last;
    base::MonotonicTime m_last_monotonic{};
    std::optional<std::pair<std::string, std::int64_t>> m_seen;  // holder and turn, at the last look
};
inline constexpr std::chrono::minutes turn_period{10};

}  // namespace office
