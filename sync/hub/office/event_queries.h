// What the pages show of events and seasons. Each function is one read transaction; its cost grows with what it
// returns.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "attendance/stamp_card.h"
#include "store/store.h"

namespace office {

struct EventCounts {
    std::int64_t arrived = 0;
    std::int64_t first_timers = 0;
    std::int64_t unknown_cards = 0;
    std::int64_t guests = 0;          // of the guest list, cancelled ones left out
    std::int64_t guests_arrived = 0;  // of these
    std::int64_t returners() const { return arrived - first_timers - unknown_cards; }
};

struct EventLine {
    attendance::Event event;
    std::int64_t arrived = 0;
    std::int64_t guests = 0;
};

// Newest first. With how many came and are expected, which costs a look at each of them; and without.
base::Result<std::vector<attendance::Event>> newest_events(store::Store& store, std::size_t limit);
base::Result<std::vector<EventLine>> event_lines(store::Store& store, std::size_t limit, std::size_t from = 0);
base::Result<std::int64_t> count_events(store::Store& store);
// Those that start in [from, to), oldest first.
base::Result<std::vector<attendance::Event>> events_between(store::Store& store, attendance::WallTime from,
                                                            attendance::WallTime to);
base::Result<std::optional<attendance::Event>> find_event(store::Store& store, const attendance::EventId& id);
// The one whose hours contain now; else the next of today; else the last that ended; else the first to come.
base::Result<std::optional<attendance::Event>> event_of_the_moment(store::Store& store, attendance::WallTime now);
base::Result<std::optional<attendance::Event>> event_before(store::Store& store, const attendance::Event& event);
base::Result<EventCounts> event_counts(store::Store& store, const attendance::EventId& id);

struct Arrival {
    attendance::Presence presence;
    attendance::Person person;  // empty id: a card that nobody has claimed
    std::string device;         // name
    std::int64_t stamps = 0;    // of the person, up to this one, between `from` and this arrival
    bool first = false;         // the person's first event of all
    bool afterwards = false;    // stamped when the event was over: the time is none
};
// Newest first. `from`: the season's beginning, for Arrival::stamps.
base::Result<std::vector<Arrival>> arrivals(store::Store& store, const attendance::EventId& id,
                                            attendance::WallTime from, std::size_t limit);

// For the chart: oldest first, without those who were stamped afterwards.
enum class ArrivalKind { returner, first, unknown };
struct ArrivalPoint {
    attendance::WallTime at{};
    ArrivalKind kind = ArrivalKind::returner;
};
base::Result<std::vector<ArrivalPoint>> arrival_points(store::Store& store, const attendance::EventId& id);

struct Guest {
    attendance::Person person;
    std::string ticket;
};
// On the guest list and not there. By reading.
base::Result<std::vector<Guest>> no_shows(store::Store& store, const attendance::EventId& id, std::size_t limit);

struct VoidedStamp {
    attendance::EntryRef ref;  // of the voiding entry
    attendance::Person person;
    attendance::CardId card;
    attendance::WallTime at{};  // of the voiding
    std::string by;
};
// Whose stamp a void took back: the id of a person or card; empty where it is none.
base::Result<std::string> subject_of_void(store::Store& store, const attendance::EntryRef& voided);
base::Result<std::vector<VoidedStamp>> voided_stamps(store::Store& store, const attendance::EventId& id,
                                                     std::size_t limit);

// Not removed ones, oldest first.
base::Result<std::vector<wire::SeasonRow>> seasons(store::Store& store);
// A removed one too.
base::Result<std::optional<wire::SeasonRow>> find_season(store::Store& store, const std::string& id);
base::Result<std::optional<wire::SeasonRow>> season_at(store::Store& store, attendance::WallTime at);

}  // namespace office
