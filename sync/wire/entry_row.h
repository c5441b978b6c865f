// One entry as a row of the wire: a JSON array with the columns of codec.h (room-internal).
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "wire/json_value.h"
#include "wire/messages.h"

namespace wire {

// `boot`: of the request, for rows that name none.
Row read_row(const JsonValue& value, std::int64_t seq, const std::string& boot);

// `seq` goes into the first column; the boot is left out where it is `boot`.
nlohmann::json row_to_json(const attendance::Entry& entry, const std::string& boot);

// The array [device, epoch, seq] that refers to an entry.
attendance::EntryRef read_ref(const JsonValue& value);
nlohmann::json ref_to_json(const attendance::EntryRef& ref);

// Bounds of the numbers that several messages carry.
inline constexpr std::int64_t number_max = INT64_C(1) << 53;                   // exact in every JSON library
inline constexpr std::int64_t wall_us_max = INT64_C(253'402'300'799'999'999);  // end of the year 9999
inline constexpr std::int64_t boottime_ns_max = INT64_C(1) << 62;
attendance::WallTime read_wall(const JsonValue& value);
attendance::ClockQuality read_quality(const JsonValue& value);

}  // namespace wire
