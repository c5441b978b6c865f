#include "kiosk/pin.h"

#include "base/argon2.h"

namespace kiosk {

base::Result<std::string> hash_pin(std::string_view pin) {
    auto hash = base::argon2::hash(pin);
    if (!hash)
        return base::fail(base::ErrorCode::failed, "there is no memory to hash the PIN (64 MiB); close something");
    return *std::move(hash);
}

bool pin_fits(std::string_view pin, const std::string& hash) {
    return base::argon2::fits(pin, hash);
}

}  // namespace kiosk
