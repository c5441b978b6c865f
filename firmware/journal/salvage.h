// What can still be read of a damaged journal, carried over into a new file.
//
// The leaf pages are read one by one, without the trees above them (pages.h), and each row is recognised by its shape
// to which table it belongs (schema.cpp). Entries keep their seq for ever: where entries are lost, an entry of kind
// staff with the detail "lost" takes each one's place, so the journal stays gapless and every target still means what
// it meant. An id that is lost is replaced by "lost-<number>", so that a stamp still counts. All look-up tables are
// made anew.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/result.h"

namespace journal {

struct Salvaged {
    std::int64_t entries = 0;  // that were read
    std::int64_t lost = 0;     // whose places were filled
    bool has_card_key = false;
};

inline constexpr const char* lost_detail = "lost";

// Reads pettan.db and its WAL, changes neither, and leaves the new file as pettan.db.next (folder.h), with a new epoch.
// The card key is taken from the file, else from DIR/card.key.
base::Result<Salvaged> salvage(const std::filesystem::path& folder);

}  // namespace journal
