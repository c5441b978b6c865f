// The subcommands that carry lists in and out.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "store/address.h"

namespace hub {

struct ExportOptions {
    std::string event;   // these two are ids; both empty: everything
    std::string season;  //
    std::string format;  // csv, xlsx, json, connpass (of an event)
    std::string lang;    // of the sheet for people in an XLSX; of words/languages.h
    std::string file;    // "" or "-": standard output (not for xlsx)
};
// Works while the hub serves.
base::Result<void> export_rows(const store::Address& address, const ExportOptions& options);

struct ImportOptions {
    std::string file;
    std::string event;                // empty: people only
    std::vector<std::string> coming;  // words of the status column that mean to come
    bool strict = false;              // nothing is written where anything is doubtful: bad_input
};
// A guest list into people and, where `event` is not empty, its list. Says what changes; doubtful rows are listed on
// standard error and left out.
base::Result<void> import_list(const store::Address& address, const ImportOptions& options, const base::Clock& clock);

}  // namespace hub
