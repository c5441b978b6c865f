// The subcommands that carry lists in and out.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "hub/address.h"

namespace hub_main {

// `event` and `season` are ids, both empty for everything; `format`: csv, xlsx, json; `file`: "" or "-" is standard
// output (not for xlsx). Works while the hub serves.
base::Result<void> export_rows(const hub::Address& address, const std::string& event, const std::string& season,
                               const std::string& format, const std::string& file);

struct ImportOptions {
    std::string file;
    std::string event;                // empty: people only
    std::vector<std::string> coming;  // words of the status column that mean to come
    bool strict = false;              // nothing is written where anything is doubtful: bad_input
};
// A guest list into people and, where `event` is not empty, its list. Says what changes; doubtful rows are listed on
// standard error and left out.
base::Result<void> import_list(const hub::Address& address, const ImportOptions& options, const base::Clock& clock);

}  // namespace hub_main
