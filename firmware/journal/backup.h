// Backups: one file with everything, also the card key and all names. It is as secret as the kiosk itself (mode 0600).
#pragma once

#include <filesystem>

#include "base/clock.h"
#include "base/result.h"
#include "journal/copy.h"

namespace journal {

// Copies the journal of `folder` to `file`, also while a kiosk writes. An existing file is replaced only if it is a
// Pettan backup itself; else bad_input. Other errors: not_found (no journal), full, denied, damaged.
base::Result<void> back_up(const std::filesystem::path& folder, const std::filesystem::path& file,
                           const CopyProgress& progress = {});

// Puts the content of a backup into `folder` (made if missing) as a new epoch. The present database is set aside as
// pettan.db.replaced-<time>, not deleted; the result is its path, empty if there was none. The backup is looked through
// first: damaged, too_new or bad_input leave everything as it was. busy while a kiosk runs there.
base::Result<std::string> restore(const std::filesystem::path& file, const std::filesystem::path& folder,
                                  base::WallTime now, const CopyProgress& progress = {});

}  // namespace journal
