// The staff's PIN, hashed (base/argon2.h): half a second on a Raspberry Pi. Never call it on the desk's thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "journal/journal.h"

namespace kiosk {

// The hash says how it was made and brings its own salt. failed: no memory for it.
base::Result<std::string> hash_pin(std::string_view pin);

// The PIN of the settings, where none was set yet; a later one is chosen elsewhere and stays. Empty: nothing is done.
base::Result<void> keep_first_pin(journal::Journal& journal, const std::string& pin);

// The one that a hub gave with the enrolment (attendance/staff_pin.h), under the same rule. What is no PIN's hash, or one
// that would take another effort to check, is left out with a warning.
base::Result<void> keep_given_pin(journal::Journal& journal, std::string_view given);

bool pin_fits(std::string_view pin, const std::string& hash);

}  // namespace kiosk
