// Taking an event out: its stamps are taken back by entries of the log, its hours end at once, so that no kiosk opens
// it, and lists leave it out. Everything can be put back.
#pragma once

#include "office/acts.h"

namespace office {

// Repeating it after a fault completes it.
base::Result<void> remove_event(store::Store& store, Acts& acts, const attendance::Event& event,
                                attendance::WallTime now);
// Of a removed one; else nothing happens.
base::Result<void> put_event_back(store::Store& store, Acts& acts, const attendance::Event& event);
base::Result<bool> is_removed(store::Store& store, const attendance::EventId& event);

}  // namespace office
