// Rows that could not be read when they came (messages.h, BadRow): held as they came, until a newer hub can read them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wire/messages.h"

namespace wire {

// What stands in BadRow::raw: the row, its boot named, and the person or event that it brought, if any.
std::string raw_of(const std::string& row_json, const std::string& object_json, const std::string& boot);

// Whether the same row came again. Its object does not count (a person may have been erased in between), nor does a
// boot that is named in one only.
bool is_same_raw(std::string_view a, std::string_view b);

// The row as a request with its entry and what that brought; absent where it still cannot be read. Where the raw row
// names no boot, the entry gets one of its own: no clock of that boot is taken for another's.
std::optional<EntriesRequest> understand(std::string_view raw, std::int64_t epoch, std::int64_t seq);

}  // namespace wire
