// Database files that Pettan set aside by itself: beside a damaged one, before a migration, at a restore. They hold
// names and the card key, so they are not kept for ever, and whoever is erased is erased in them too.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace journal {

struct Leftover {
    std::filesystem::path file;  // its -wal and -shm belong to it
    std::string reason;          // "damaged", "replaced", "schema"
    base::WallTime since{};      // when it was set aside
    std::uintmax_t bytes = 0;
};

// Oldest first.
std::vector<Leftover> leftovers(const std::filesystem::path& folder);

// Overwrites, in all of them, what stands of the people with these ids: in the rows that can be found without SQLite,
// and wherever else the same texts stand one behind the other as in a row. Which rows a file has is as before. How many
// rows and places were overwritten.
base::Result<int> scrub_leftovers(const std::filesystem::path& folder, const std::vector<std::string>& people);

// To be called when a backup of this folder was made.
base::Result<void> note_backup(const std::filesystem::path& folder);

// What two clocks say: one may be wrong, and nothing is removed on one clock's word.
struct TwoClocks {
    base::ClockReading now;        // counts only if synchronised
    base::WallTime other_start{};  // the latest that another start of this machine knew while synchronised
};

constexpr std::chrono::days leftovers_stay{90};

// Removes those for which both clocks say that 90 days have passed and behind which a backup was made. Their names. One
// whose time cannot be right begins its 90 days now.
std::vector<std::filesystem::path> remove_old_leftovers(const std::filesystem::path& folder, const TwoClocks& clocks);

}  // namespace journal
