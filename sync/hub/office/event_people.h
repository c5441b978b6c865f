// Everybody of an event, whether they came or not, for a list that people read: those who came in their order, then
// those who did not, by reading; unknown cards last. One read transaction.
#pragma once

#include "sheet/people_sheet.h"
#include "store/store.h"

namespace office {

base::Result<std::vector<sheet::PersonAtEvent>> event_people(store::Store& store, const attendance::EventId& event);

}  // namespace office
