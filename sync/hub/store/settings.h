// Words about the whole hub, the same for all hubs on one database: by name, one text each.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/store.h"

namespace store {

// Empty where it was never set. An empty value removes it.
base::Result<std::string> setting(Store& store, std::string_view name);
base::Result<void> set_setting(Store& store, std::string_view name, std::string_view value);
// By a form that was opened when the setting was `opened`. Absent: it is `value` now. Else what somebody else made of
// it meanwhile: nothing was saved. Where it was never set, `unset` stands.
base::Result<std::optional<std::string>> change_setting(Store& store, std::string_view name, std::string_view opened,
                                                        std::string_view value, std::string_view unset = "");

// The address under which kiosks and browsers reach the hub: "https://hub.example.org", no path, no slash at the end.
inline constexpr std::string_view public_url_setting = "public_url";

// The first PIN of the staff's screens for kiosks that have none when they enrol (attendance/staff_pin.h).
inline constexpr std::string_view first_pin_setting = "first_pin";

// What the community is called, as guests read it on their phones.
inline constexpr std::string_view community_setting = "community";

}  // namespace store
