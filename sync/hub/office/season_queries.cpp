#include "office/season_queries.h"

#include <algorithm>
#include <unordered_map>

#include "attendance/season_cards.h"
#include "office/visit_order.h"
#include "store/entry_columns.h"

namespace office {
namespace {

using attendance::Event;

// Ids are looked up as rows have them, without a copy of each.
struct IdHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view id) const { return std::hash<std::string_view>()(id); }
};
template <typename Value>
using ById = std::unordered_map<std::string, Value, IdHash, std::equal_to<>>;

struct PersonInSeason {
    attendance::WallTime first{};        // visit of all
    std::vector<std::size_t> events;     // of the season, by their place
    std::size_t earliest = 0;            // of those
    attendance::WallTime earliest_at{};  // and its stamp
};

// One row a presence of the season's events, those of one event together.
constexpr std::string_view presences_of_season =
    R"(SELECT presence.event, presence.subject_kind, presence.subject, presence.at_us
       FROM event
       JOIN presence ON presence.event = event.id AND presence.removed = 0
       WHERE event.starts_us >= $1 AND event.starts_us < $2)";
constexpr std::string_view guests_of_season =
    R"(SELECT guest.event, count(*), count(DISTINCT presence.subject)
       FROM event
       JOIN guest ON guest.event = event.id AND guest.state = 1
       LEFT JOIN merged ON merged.person = guest.person
       LEFT JOIN presence ON presence.event = guest.event AND presence.subject_kind = 0
           AND presence.subject = COALESCE(merged.into_person, guest.person) AND presence.removed = 0
       WHERE event.starts_us >= $1 AND event.starts_us < $2
       GROUP BY guest.event)";

// The begin of each one's first event of all, of everybody who came in the season.
constexpr std::string_view first_visits_of_season = "SELECT presence.subject, min(" PETTAN_HUB_BEGIN_OF("presence")
    R"() FROM presence
       WHERE presence.subject_kind = 0 AND presence.removed = 0 AND presence.subject IN
           (SELECT there.subject FROM event AS evening
            JOIN presence AS there ON there.event = evening.id AND there.removed = 0
            WHERE evening.starts_us >= $1 AND evening.starts_us < $2)
       GROUP BY presence.subject)";

base::Result<SeasonPicture> season_picture(store::Store& store, const attendance::Season& season) {
    SeasonPicture picture;
    TRY(events, events_between(store, season.first, season.end));
    ById<std::size_t> place;
    for (Event& event : events) {
        place.emplace(event.id.value, picture.events.size());
        picture.events.push_back({std::move(event), {}});
    }
    ById<PersonInSeason> people;
    {
        TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
        const std::initializer_list<sql::Cell> when{store::to_us(season.first), store::to_us(season.end)};
        const auto at = [&](const sql::RowView& row) { return place.find(row.text(0)); };
        TRY_VOID(store.database().run(presences_of_season, when, [&](const sql::RowView& row) {
            const auto event = at(row);
            if (event == place.end()) return;
            EventCounts& counts = picture.events[event->second].counts;
            ++counts.arrived;
            if (row.integer(1) != 0) {
                ++counts.unknown_cards;
                return;
            }
            auto known = people.find(row.text(2));
            if (known == people.end()) known = people.try_emplace(std::string(row.text(2))).first;
            PersonInSeason& person = known->second;
            const attendance::WallTime at = store::from_us(row.integer(3));
            const auto began = [&](std::size_t place) { return picture.events[place].event.starts; };
            if (person.events.empty() ||
                std::pair(began(event->second), at) < std::pair(began(person.earliest), person.earliest_at)) {
                person.earliest = event->second;
                person.earliest_at = at;
            }
            person.events.push_back(event->second);
        }));
        TRY_VOID(store.database().run(first_visits_of_season, when, [&](const sql::RowView& row) {
            const auto person = people.find(row.text(0));
            if (person != people.end()) person->second.first = store::from_us(row.integer(1));
        }));
        for (const auto& [id, person] : people) {
            auto& evening = picture.events[person.earliest];
            if (evening.event.starts == person.first) ++evening.counts.first_timers;
        }
        TRY_VOID(store.database().run(guests_of_season, when, [&](const sql::RowView& row) {
            const auto event = at(row);
            if (event == place.end()) return;
            picture.events[event->second].counts.guests = row.integer(1);
            picture.events[event->second].counts.guests_arrived = row.integer(2);
        }));
    }
    TRY(rows, seasons(store));
    std::vector<attendance::Season> made;
    for (wire::SeasonRow& row : rows)
        made.push_back(std::move(row.season));
    std::vector<CohortRow> cohorts(made.size() + 1);
    for (std::size_t i = 0; i < cohorts.size(); ++i) {
        cohorts[i].name = i == 0 ? std::string() : made[i - 1].name;
        cohorts[i].came.resize(picture.events.size());
    }
    for (const auto& [id, person] : people) {
        ++picture.people_by[static_cast<std::int64_t>(person.events.size())];
        CohortRow& cohort = cohorts[static_cast<std::size_t>(attendance::cohort_at(made, person.first))];
        ++cohort.people;
        for (const std::size_t event : person.events)
            ++cohort.came[event];
    }
    std::erase_if(cohorts, [](const CohortRow& row) { return row.people == 0; });
    picture.cohorts = std::move(cohorts);
    return picture;
}

}  // namespace

base::Result<std::shared_ptr<const SeasonPicture>> KeptSeasonPicture::of(store::Store& store,
                                                                         const attendance::Season& season) {
    const std::lock_guard lock(m_mutex);
    // Before the season is read: what changes meanwhile makes it old.
    TRY(position, store.position());
    const Kept wanted{position, season};
    if (m_kept == wanted) return m_picture;
    TRY(picture, season_picture(store, season));
    m_kept = wanted;
    m_picture = std::make_shared<const SeasonPicture>(std::move(picture));
    return m_picture;
}

}  // namespace office
