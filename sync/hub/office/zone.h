// The time zone in which the hub tells days and hours: a setting of the hub, else that of the machine. All functions
// are thread-safe; what they tell is the same in the whole process. Names are those of the IANA database
// ("Asia/Tokyo"), rules come with ICU.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace office {

inline constexpr std::string_view zone_setting = "zone";

bool is_zone(std::string_view name);
std::vector<std::string> zone_names();
// Of the machine. A server that was never told is in UTC.
std::string machine_zone();

// Empty: the machine's. An unknown name changes nothing.
void use_zone(const std::string& name);
// What the hub's setting says, from now on. Its value; empty where there is none.
base::Result<std::string> use_kept_zone(store::Store& store);

std::string zone_name();
// From UTC, at that moment.
std::chrono::minutes zone_offset(attendance::WallTime at);

}  // namespace office
