// Everybody of an event, whether they came or not, for a list that people read: those who came in their order, then
// those who did not, by reading; unknown cards last. One read transaction.
#pragma once

#include "hub/store.h"

namespace hub {

struct EventPerson {
    attendance::Person person;  // empty id: a card that nobody has claimed
    std::optional<WallTime> came;
    bool sure = true;    // of the time
    bool first = false;  // the person's first event of all
    bool listed = false;
    std::string ticket;  // on the list; of an unknown card, what its guest was told
    std::string user;    // at the service from which the list came: "sakura_t"
    std::string device;  // name
};
base::Result<std::vector<EventPerson>> event_people(Store& store, const attendance::EventId& event);

}  // namespace hub
