// People and events as they were in an earlier version: what a form was opened with.
#pragma once

#include <optional>

#include "store/store.h"

namespace office {

// Absent where the hub does not hold it: no such version, or it was erased.
base::Result<std::optional<attendance::Person>> person_in_version(store::Store& store, const attendance::PersonId& id,
                                                                  std::int64_t version);
base::Result<std::optional<attendance::Event>> event_in_version(store::Store& store, const attendance::EventId& id,
                                                                std::int64_t version);

}  // namespace office
