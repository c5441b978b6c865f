// What guest lists are compared with: keyed hashes of addresses and of names as sheet/fold.h writes them. An index of
// the names beside the table `person`, so that a list of one row costs one row; it follows the change numbers and can
// be made anew at any time.
#pragma once

#include <string>
#include <string_view>

#include "store/store.h"

namespace office {

// The key of these hashes, made at the first call and kept. Without it neither an address nor a name can be found out
// from them.
base::Result<std::string> guest_secret(store::Store& writing);
base::Result<std::string> known_guest_secret(sql::Database& database);  // empty: none was made yet
std::string guest_hash(std::string_view secret, std::string_view text);

// Takes up to `rows_max` people whose rows changed since into the index; false where nothing is left to do. Cheap where
// nothing changed. One transaction.
base::Result<bool> index_names(store::Store& writing, std::size_t rows_max = 2000);

// Stands in the index for everybody some of whose letters were lost.
inline constexpr std::string_view damaged_mark = "damaged";

}  // namespace office
