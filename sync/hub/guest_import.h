// Guest lists into people and an event's list. Importing again updates and never doubles: by the service's own key,
// else by name and reading (sheet/guest_list.h); what is doubtful waits for a decision.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "hub/acts.h"
#include "sheet/guest_list.h"

namespace hub {

struct ImportRow {
    sheet::Proposal proposal;
    std::vector<attendance::Person> candidates;  // of a doubtful one: who it may be
};
struct ImportPlan {
    std::vector<ImportRow> rows;
    // Who the cancelled rows are, as far as that is certain: they leave the event's list.
    std::vector<attendance::PersonId> withdrawn;
    std::int64_t cancelled = 0;
};

base::Result<ImportPlan> plan_import(Store& store, const sheet::GuestList& list);

// What was decided of a doubtful row, by its line: an id, "new" or "skip". A row without a decision is left out.
using Decisions = std::map<std::int64_t, std::string>;

struct ImportCounts {
    std::int64_t fresh = 0;
    std::int64_t updated = 0;
    std::int64_t unchanged = 0;
    std::int64_t left_out = 0;
    std::int64_t withdrawn = 0;  // were on the event's list and are not any more
};

// How far an import is: people written, of how many.
using ImportProgress = std::function<void(std::size_t done, std::size_t all)>;
// Writes people in transactions of a thousand, then keys and the event's list (none where `event` is empty). Repeating
// it after a fault completes it.
base::Result<ImportCounts> apply_import(Store& store, const base::Clock& clock, const std::string& by,
                                        const ImportPlan& plan, const Decisions& decisions,
                                        const attendance::EventId& event, const ImportProgress& progress = {});

// The columns' meanings that an organizer chose for a header, remembered for the next file like it.
base::Result<std::string> remembered_columns(Store& store, const std::string& header);
base::Result<void> remember_columns(Store& store, const std::string& header, const std::string& fields);

}  // namespace hub
