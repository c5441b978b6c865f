// Guest lists into people and an event's list. Importing again updates and never doubles: by the service's own key, the
// address, or name and reading (sheet/who_is_who.h); what is doubtful waits for a decision.
//
// A service's key stands in service_key as "connpass:ユーザー名=sakura", an address in guest_mail as its keyed hash.
// Both end with their person. A plan costs as much as its list, not as much as all who are known (guest_names.h).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "office/acts.h"
#include "office/guest_uploads.h"
#include "sheet/who_is_who.h"

namespace office {

// guest.state
enum class GuestState : std::int64_t { coming = 1, off = 2, waiting = 3 };

// `act(store that writes)`, in a slice of its own: between two slices others may write.
using Writing = std::function<base::Result<void>(const std::function<base::Result<void>(store::Store&)>& act)>;

// A row that comes, waits, does not come, or that nobody knows of, as Proposal::guest.coming says.
using ImportPlan = std::vector<sheet::Proposal>;

// In the order of lines. Brings the index of names up to date before.
base::Result<ImportPlan> plan_import(store::Store& reading, const Writing& writing, const sheet::GuestList& list);

struct ImportCounts {
    std::int64_t fresh = 0;
    std::int64_t updated = 0;
    std::int64_t unchanged = 0;
    std::int64_t left_out = 0;
    std::int64_t waiting = 0;
    std::int64_t withdrawn = 0;  // were on the event's list and are not any more
    std::string id;              // by which it can be undone (import_undo.h)
};

// Called in each slice, with the store that writes: rows written, of how many.
using ImportProgress = std::function<base::Result<void>(store::Store& writing, UploadProgress progress)>;

// Writes people, their keys and the event's list (none where `event` is empty) in slices. A doubtful row without a
// decision is left out. Repeating it after a fault completes it.
base::Result<ImportCounts> apply_import(const Writing& writing, const base::Clock& clock, const std::string& by,
                                        const ImportPlan& plan, const Decisions& decisions,
                                        const attendance::EventId& event, const ImportProgress& progress = {});

// Who waits for a place at the event. By reading.
base::Result<std::vector<attendance::Person>> waiting_guests(store::Store& store, const attendance::EventId& event,
                                                             std::size_t limit);

// The columns' meanings that an organizer chose for a header, remembered for the next file like it.
base::Result<std::string> remembered_columns(store::Store& store, const std::string& header);
base::Result<void> remember_columns(store::Store& store, const std::string& header, const std::string& fields);

}  // namespace office
