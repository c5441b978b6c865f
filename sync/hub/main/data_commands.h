// The subcommands that carry lists in and out.
#pragma once

#include <string>

#include "base/clock.h"
#include "hub/address.h"

namespace hub_main {

// `event` and `season` are ids, both empty for everything; `format`: csv, xlsx, json; `file`: "" or "-" is standard
// output (not for xlsx). Works while the hub serves.
base::Result<void> export_rows(const hub::Address& address, const std::string& event, const std::string& season,
                               const std::string& format, const std::string& file);

// A guest list into people and, where `event` is not empty, its list. Doubtful rows are listed and left out.
base::Result<void> import_list(const hub::Address& address, const std::string& file, const std::string& event,
                               const base::Clock& clock);

}  // namespace hub_main
