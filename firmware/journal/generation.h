// The tables that hang on the hub's word, and their second set while a snapshot comes in: the present generation is
// read and written under the plain names, the next one is made beside it under the same names with "next_" before them,
// by the same statements. The switch renames tables; it copies nothing. A table that is called written_… is one of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "journal/sqlite.h"

namespace journal {

// The same statement for the tables of the next generation. To be given to Rewritten (sqlite.h).
std::string on_next(std::string_view sql);

// Inside the caller's transaction. Empty tables with all their indexes, as the present ones are defined.
base::Result<void> make_next_generation(Database& database);
// The next generation becomes the present one, and that one the last.
base::Result<void> switch_generations(Database& database);

// A small step of taking out a generation that is not the present one. True: there is more to take out.
base::Result<bool> clear_other_generations(Database& database, std::int64_t rows_max);

base::Result<bool> has_next_generation(Database& database);

}  // namespace journal
