#include "wire/enrol_proof.h"

#include <sodium.h>

#include <array>
#include <cctype>

#include "base/argon2.h"
#include "base/bytes.h"
#include "base/check.h"

namespace wire {
namespace {

constexpr std::size_t key_bytes = base::argon2::key_bytes;

template <std::size_t N>
std::array<std::uint8_t, N> blake2b(std::string_view text, base::ByteView key) {
    std::array<std::uint8_t, N> hash{};
    const base::ByteView bytes = base::as_bytes(text);
    crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), key.data(), key.size());
    return hash;
}

}  // namespace

std::string plain_code(std::string_view typed) {
    std::string code;
    for (const char c : typed) {
        const char upper = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        if (upper == ' ' || upper == '-') continue;
        code += upper == 'O' ? '0' : upper == 'I' || upper == 'L' ? '1' : upper;
    }
    return code;
}

std::optional<std::string> stretched_code(std::string_view code, std::string_view hub) {
    PETTAN_ASSERT(sodium_init() >= 0);
    const auto salt = blake2b<base::argon2::salt_bytes>("pettan enrolment 1 salt\n" + std::string(hub), {});
    const auto key = base::argon2::stretched(plain_code(code), salt);
    if (!key) return std::nullopt;
    return base::to_hex(*key);
}

std::string random_nonce() {
    PETTAN_ASSERT(sodium_init() >= 0);
    std::array<std::uint8_t, nonce_hex_bytes / 2> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return base::to_hex(bytes);
}

std::string enrol_proof(Prover who, const std::string& stretched, const EnrolNonces& nonces,
                        const std::string& key_pin) {
    PETTAN_ASSERT(sodium_init() >= 0);
    const auto key = base::from_hex(stretched);
    PETTAN_ASSERT(key && key->size() == key_bytes);
    const std::string text = std::string("pettan enrolment 1 ") + (who == Prover::kiosk ? "kiosk" : "hub") + "\n" +
                             nonces.kiosk + "\n" + nonces.hub + "\n" + key_pin;
    return base::to_hex(blake2b<key_bytes>(text, *key));
}

bool is_same_proof(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace wire
