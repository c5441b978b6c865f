// How long names are kept after an event, and the erasing of those whose time has come.
#pragma once

#include "hub/acts.h"

namespace hub {

// Days after the event's end; 0: for ever.
base::Result<void> keep_for(Store& store, const attendance::EventId& event, WallTime ends, std::int64_t days);
base::Result<std::int64_t> kept_for(Store& store, const attendance::EventId& event, WallTime ends);

// Erases everybody all of whose events have passed their dates: came only to these, or was only on their guest lists.
// Somebody who came to an event without a date stays. How many were erased.
base::Result<std::int64_t> erase_due(Store& store, const base::Clock& clock);

}  // namespace hub
