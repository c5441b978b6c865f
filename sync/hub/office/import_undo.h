// Imports that were approved, and taking one back as a whole. What somebody touched since stays: whoever came, has a
// card or a page of their own, was edited, or stands on another list.
#pragma once

#include <string>
#include <vector>

#include "office/guest_import.h"

namespace office {

struct DoneImport {
    std::string id;
    attendance::EventId event;  // empty: people only
    std::string by;
    attendance::WallTime at{};
    std::int64_t people = 0;
    bool undone = false;
};
// Newest first, of the last days.
base::Result<std::vector<DoneImport>> done_imports(store::Store& store, std::size_t limit);

// For apply_import, before a slice is written: how each of these people stood.
struct ImportedRow {
    std::string person;
    std::int64_t version = 0;  // before; 0: they are new; -1: they are not changed
    GuestState made = GuestState::coming;
};
inline constexpr std::int64_t not_changed = -1;
base::Result<void> begin_import(store::Store& store, const DoneImport& import);
base::Result<void> note_rows(store::Store& store, const DoneImport& import, std::span<const ImportedRow> rows);

struct UndoCounts {
    std::int64_t gone = 0;  // people who were new
    std::int64_t back = 0;  // texts as they were
    std::int64_t kept = 0;  // touched since
};
// Once: not_found for an import that is not there or was undone. Repeating it after a fault completes it.
base::Result<UndoCounts> undo_import(const Writing& writing, const base::Clock& clock, const std::string& by,
                                     const std::string& id);

}  // namespace office
