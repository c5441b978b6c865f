// Named values of this kiosk, the card key among them, and the epochs.
#pragma once

#include "journal/card_key.h"
#include "journal/sqlite.h"

namespace journal {

base::Result<std::optional<std::string>> find_setting(Database& database, std::string_view name);
// The same as a number; 0 if absent or no number.
base::Result<std::int64_t> find_number(Database& database, std::string_view name);
base::Result<void> put_setting(Database& database, std::string_view name, std::string_view value);

inline constexpr std::string_view card_key_setting = "card_key";
inline constexpr std::string_view older_card_keys_setting = "older_card_keys";  // that organizers replaced
inline constexpr std::string_view former_card_key_setting = "former_card_key";  // before an enrolment; empty: none

// Names that set_setting() refuses: the file's own.
bool is_reserved_setting(std::string_view name);

base::Result<std::optional<CardKeys>> find_card_keys(Database& database);
base::Result<void> put_card_keys(Database& database, const CardKeys& keys);

base::Result<std::int64_t> current_epoch(Database& database);

// A new epoch, above all epochs of this file and above `above`; it begins at the first entry that the hub has not
// acknowledged, so that nothing of an older epoch is ever sent again under its old name. Inside the caller's
// transaction.
base::Result<void> put_new_epoch(Database& database, std::int64_t above = 0);

}  // namespace journal
