// What the charts of a season show: counts only, no names.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "office/event_queries.h"
#include "office/first_visits.h"

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

// Of events that start within the season.
base::Result<SeasonPicture> season_picture(store::Store& store, const attendance::Season& season,
                                           KeptFirstVisits& kept);

}  // namespace office
