#include "base/secrets.h"

#include <sodium.h>

#include <array>

#include "base/argon2.h"
#include "base/bytes.h"
#include "base/check.h"
#include "base/random_id.h"

namespace base {
namespace {

template <std::size_t N>
std::array<std::uint8_t, N> random_bytes() {
    PETTAN_ASSERT(sodium_init() >= 0);
    std::array<std::uint8_t, N> bytes;
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

constexpr std::string_view crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

}  // namespace

std::string random_token() {
    const auto bytes = random_bytes<32>();
    std::array<char, sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING)> text;
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return text.data();
}

std::string random_key() {
    return to_hex(random_bytes<32>());
}

std::string random_code() {
    std::string code;
    for (const std::uint8_t byte : random_bytes<8>())
        code += crockford[byte % crockford.size()];
    return code.insert(4, 1, '-');
}

std::string random_password() {
    std::string password = random_id();
    for (const std::size_t at : {15U, 10U, 5U})
        password.insert(at, 1, '-');
    return password;
}

std::string hash_of(std::string_view secret) {
    PETTAN_ASSERT(sodium_init() >= 0);
    std::array<std::uint8_t, 32> hash;
    const ByteView bytes = as_bytes(secret);
    crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), nullptr, 0);
    return to_hex(hash);
}

std::string password_hash(const std::string& password) {
    auto hash = argon2::hash(password);
    PETTAN_ASSERT(hash.has_value());
    return *std::move(hash);
}

bool password_fits(const std::string& hash, const std::string& password) {
    return argon2::fits(password, hash);
}

}  // namespace base
