// How the subcommands reach the journal.
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"
#include "journal/journal.h"
#include "journal/reader.h"

namespace kiosk {

// For commands that write: takes the folder's lock, makes the store at first use.
base::Result<std::unique_ptr<journal::Journal>> open_journal(const std::filesystem::path& data);

// For commands that only read; works while a kiosk runs. Null where the folder is there and holds no store yet.
base::Result<std::unique_ptr<journal::Reader>> open_reader(const std::filesystem::path& data);

// The id of a card's number. What is known of the card under an older card key is carried over first.
base::Result<attendance::CardId> card_of(journal::Journal& journal, const attendance::CardUid& uid);

// An entry that says that the command line made it.
attendance::Entry command_entry(attendance::EntryKind kind);

}  // namespace kiosk
