// The organizers' deck (attendance/deck.h) as the pages show and change it, and who is to hear of it at an event. Each
// function is one transaction, but for `expected_guests`, which is a read for each guest.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "attendance/deck.h"
#include "store/store.h"

namespace office {

struct Deck {
    std::vector<attendance::DeckSentence> said;     // by id: in the order in which they were written
    std::vector<attendance::DeckSentence> removed;  // likewise
};
base::Result<Deck> deck(store::Store& store);
base::Result<std::optional<attendance::DeckSentence>> find_sentence(store::Store& store, const std::string& id);
// An id for a new one, behind all that were written before.
std::string new_sentence_id(attendance::WallTime now);

// Who is on an event's list or there, with their visits up to it, the one at it last: where they are not there yet, as
// if they came now or, of an event to come, when it opens.
struct ExpectedGuest {
    attendance::Person person;
    std::vector<attendance::Visit> visits;
    bool is_there = false;
};
// Those on the list by reading, then who came without being on it.
base::Result<std::vector<ExpectedGuest>> expected_guests(store::Store& store, const attendance::Event& event,
                                                         attendance::WallTime now, std::size_t limit);

}  // namespace office
