// The staff's PIN, hashed (base/argon2.h): half a second on a Raspberry Pi. Never call it on the desk's thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace kiosk {

// The hash says how it was made and brings its own salt. failed: no memory for it.
base::Result<std::string> hash_pin(std::string_view pin);

bool pin_fits(std::string_view pin, const std::string& hash);

}  // namespace kiosk
