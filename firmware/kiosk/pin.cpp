#include "kiosk/pin.h"

#include <sodium.h>

#include <array>

namespace kiosk {

base::Result<std::string> hash_pin(std::string_view pin) {
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (sodium_init() < 0 ||
        crypto_pwhash_str_alg(hash.data(), pin.data(), pin.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                              crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return base::fail(base::ErrorCode::failed, "there is no memory to hash the PIN (64 MiB); close something");
    return std::string(hash.data());
}

bool pin_fits(std::string_view pin, const std::string& hash) {
    return sodium_init() >= 0 && crypto_pwhash_str_verify(hash.c_str(), pin.data(), pin.size()) == 0;
}

}  // namespace kiosk
