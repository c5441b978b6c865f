// Events for calendar programs: an iCalendar stream (RFC 5545), written by libical. Pure.
#pragma once

#include <span>
#include <string>

#include "attendance/person.h"

namespace web {

inline constexpr std::string_view calendar_type = "text/calendar; charset=utf-8";

// Times are UTC, so that a program shows them in its own zone. `name`: the community's, may be empty.
std::string calendar_text(const std::string& name, std::span<const attendance::Event> events, attendance::WallTime now);

}  // namespace web
