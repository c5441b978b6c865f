#include "base/argon2.h"

#include <sodium.h>

namespace base::argon2 {
namespace {

// Written out: a constant of the library may grow, and what two programs derived apart must agree for ever.
constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = 64 * 1024 * 1024;
static_assert(salt_bytes == crypto_pwhash_SALTBYTES);

}  // namespace

std::optional<std::string> hash(std::string_view secret) {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (sodium_init() < 0 || crypto_pwhash_str_alg(text.data(), secret.data(), secret.size(), passes, memory_bytes,
                                                   crypto_pwhash_ALG_ARGON2ID13) != 0)
        return std::nullopt;
    return std::string(text.data());
}

bool is_hash(const std::string& text) {
    return sodium_init() >= 0 && text.starts_with(crypto_pwhash_argon2id_STRPREFIX) &&
           text.size() < crypto_pwhash_STRBYTES &&
           crypto_pwhash_str_needs_rehash(text.c_str(), passes, memory_bytes) == 0;
}

bool fits(std::string_view secret, const std::string& hash) {
    return sodium_init() >= 0 && crypto_pwhash_str_verify(hash.c_str(), secret.data(), secret.size()) == 0;
}

std::optional<std::array<std::uint8_t, key_bytes>> stretched(std::string_view secret,
                                                             const std::array<std::uint8_t, salt_bytes>& salt) {
    std::array<std::uint8_t, key_bytes> key{};
    if (sodium_init() < 0 || crypto_pwhash(key.data(), key.size(), secret.data(), secret.size(), salt.data(), passes,
                                           memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return std::nullopt;
    return key;
}

}  // namespace base::argon2
