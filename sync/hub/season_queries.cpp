#include "hub/season_queries.h"

#include <algorithm>
#include <unordered_map>

#include "hub/entry_columns.h"

namespace hub {
namespace {

struct PersonInSeason {
    WallTime first{};                 // visit of all
    std::vector<std::size_t> events;  // of the season, by their place
};

// One row a visit of the season's people; each with the first visit of all.
constexpr std::string_view visits_of_event =
    "SELECT presence.subject, (SELECT min(p.at_us) FROM presence AS p WHERE p.subject_kind = 0 AND p.subject = "
    "presence.subject AND p.removed = 0) FROM presence WHERE presence.event = $1 AND presence.subject_kind = 0 AND "
    "presence.removed = 0";

// The season of a first visit, by its place; one before them all is 0.
std::size_t cohort_of(const std::vector<wire::SeasonRow>& all, WallTime first) {
    std::size_t cohort = 0;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].season.first <= first) cohort = i + 1;
    return cohort;
}

}  // namespace

base::Result<SeasonPicture> season_picture(Store& store, const attendance::Season& season) {
    SeasonPicture picture;
    TRY(lines, event_lines(store, 1'000'000));
    for (auto line = lines.rbegin(); line != lines.rend(); ++line)
        if (line->event.starts >= season.first && line->event.starts < season.end)
            picture.events.push_back({line->event, {}});
    std::unordered_map<std::string, PersonInSeason> people;
    for (std::size_t i = 0; i < picture.events.size(); ++i) {
        TRY(counts, event_counts(store, picture.events[i].event.id));
        picture.events[i].counts = counts;
        TRY(transaction, Transaction::begin(store.database(), Access::read));
        TRY_VOID(store.database().run(visits_of_event, {std::string_view(picture.events[i].event.id.value)},
                                      [&](const RowView& row) {
                                          PersonInSeason& person = people[std::string(row.text(0))];
                                          person.first = from_us(row.integer(1));
                                          person.events.push_back(i);
                                      }));
    }
    TRY(all, seasons(store));
    std::vector<CohortRow> cohorts(all.size() + 1);
    for (std::size_t i = 0; i < cohorts.size(); ++i) {
        cohorts[i].name = i == 0 ? std::string() : all[i - 1].season.name;
        cohorts[i].came.resize(picture.events.size());
    }
    for (const auto& [id, person] : people) {
        ++picture.people_by[static_cast<std::int64_t>(person.events.size())];
        CohortRow& cohort = cohorts[cohort_of(all, person.first)];
        ++cohort.people;
        for (const std::size_t event : person.events)
            ++cohort.came[event];
    }
    std::erase_if(cohorts, [](const CohortRow& row) { return row.people == 0; });
    picture.cohorts = std::move(cohorts);
    return picture;
}

}  // namespace hub
