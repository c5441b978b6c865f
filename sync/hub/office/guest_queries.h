// An event's guest list beside the cards that came: who is awaited, who may be who. Each function is one read
// transaction.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "attendance/ticket.h"
#include "store/store.h"

namespace office {

// Who is on the list (cancelled ones left out); merges are followed.
base::Result<std::set<std::string>> listed_people(store::Store& store, const attendance::EventId& event);

// On the list and not there. By reading.
struct Awaited {
    attendance::Person person;
    // Nothing but the list knows them: no card, no stamp, no page of their own. Only such a one may be taken over by
    // somebody who says on a phone who they are.
    bool untouched = false;
};
base::Result<std::vector<Awaited>> awaited_guests(store::Store& store, const attendance::EventId& event,
                                                  std::size_t limit);

// As Awaited::untouched; false for somebody who is not there.
base::Result<bool> is_untouched(store::Store& store, const attendance::PersonId& id);

// Who is on the list, by reading, and when they came.
struct ListedGuest {
    attendance::Person person;
    std::string ticket;
    std::optional<attendance::WallTime> came;
};
base::Result<std::vector<ListedGuest>> guest_list(store::Store& store, const attendance::EventId& event,
                                                  std::size_t limit);

// Whether the person is nameless, or of one evening: with a single stamp, after `since`, and on no list. Such a one may
// be joined with somebody by staff.
base::Result<bool> is_of_one_evening(store::Store& store, const attendance::Person& person, attendance::WallTime since);

// A card whose guest was told the ticket at the event, newest first. The owner is empty where nobody has claimed it.
struct TicketCard {
    attendance::CardId card;
    attendance::EntryRef tap;
    attendance::WallTime at{};
    attendance::PersonId owner;
};
base::Result<std::vector<TicketCard>> cards_of_ticket(store::Store& store, const attendance::EventId& event,
                                                      const attendance::Ticket& ticket);

// The cards at the event that nobody has claimed, oldest first; `owner` is empty.
base::Result<std::vector<TicketCard>> unknown_cards(store::Store& store, const attendance::EventId& event,
                                                    std::size_t limit);

// Who is there, by id, and since when.
base::Result<std::map<std::string, attendance::WallTime>> people_there(store::Store& store,
                                                                       const attendance::EventId& event);

// Who said whose card it is ("user:NAME"); empty where nobody did at the hub.
base::Result<std::string> card_bound_by(store::Store& store, const attendance::CardId& card);

}  // namespace office
