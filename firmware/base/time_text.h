// Wall time as text, RFC 3339. Pure, but for local_offset, which asks the C library for the zone that the machine has
// now.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace base {

// "2026-07-21T19:00:00+09:00", "…Z", optional fraction up to microseconds (more digits are cut). Absent when malformed,
// out of range (a month 13, a 30th of February) or without an offset. A leap second :60 counts as :59.
std::optional<WallTime> parse_rfc3339(std::string_view text);

// Seconds precision, with the given offset; "Z" for zero.
std::string format_rfc3339(WallTime time, std::chrono::minutes offset);

// The machine's offset from UTC at that moment, as set by TZ or /etc/localtime.
std::chrono::minutes local_offset(WallTime time);

}  // namespace base
