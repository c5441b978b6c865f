// The staff's PIN: Argon2id by libsodium (RFC 9106; crypto_pwhash_str with the limits for interactive use: 64 MiB and
// some tenths of a second, on a Raspberry Pi half of one). Never call it on the desk's thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace kiosk {

// The hash says how it was made and brings its own salt. failed: no memory for it.
base::Result<std::string> hash_pin(std::string_view pin);

bool pin_fits(std::string_view pin, const std::string& hash);

}  // namespace kiosk
