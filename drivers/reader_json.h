// The lines that pettan-reader prints and the supervisor reads: one JSON object a line (man page pettan-reader), both
// directions in one place. Whatever a process that may die in the middle of a line can send, parsing only refuses it.
// Pure functions, any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"
#include "drivers/card_reader.h"

namespace drivers {

// With its newline. A memory that would make a longer line is reported as malformed, without its records.
inline constexpr std::size_t reader_line_bytes_max = 64 * 1024;

// With its newline; never longer than reader_line_bytes_max. An `unread` memory has no key "ndef".
// ReaderHealth::starting is the supervisor's own word and has no line.
std::string to_json_line(const ReaderEvent& event);

// Without the newline. bad_input for everything that to_json_line would not have written; unknown keys are ignored.
base::Result<ReaderEvent> parse_json_line(std::string_view line);

}  // namespace drivers
