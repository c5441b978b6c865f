// What the charts of a season show: counts only, no names.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "office/event_queries.h"

namespace office {

struct EventBar {
    attendance::Event event;
    EventCounts counts;
};

struct CohortRow {
    std::string name;                // of the season in which they came first; empty: before all seasons
    std::int64_t people = 0;         // of that cohort, seen in this season
    std::vector<std::int64_t> came;  // at each event
};

struct SeasonPicture {
    std::vector<EventBar> events;                    // oldest first
    std::map<std::int64_t, std::int64_t> people_by;  // number of stamps -> how many people have so many
    std::vector<CohortRow> cohorts;                  // oldest first
};

// The picture of the season that was asked for last is kept until something changes: it takes a look at every presence
// of the season, and at all visits of its people, whatever their years. Any thread.
class KeptSeasonPicture {
public:
    // Of events that start within the season. Inside no transaction of `store`.
    base::Result<std::shared_ptr<const SeasonPicture>> of(store::Store& store, const attendance::Season& season);

private:
    struct Kept {
        store::Position position;
        attendance::Season season;
        bool operator==(const Kept&) const = default;
    };
    std::mutex m_mutex;  // also while it is made: whoever asks meanwhile waits for the same answer
    std::optional<Kept> m_kept;
    std::shared_ptr<const SeasonPicture> m_picture;
};

}  // namespace office
