#include "wire/identity.h"

#include <fmt/core.h>
#include <sodium.h>

#include <array>

#include "base/bytes.h"
#include "base/check.h"

namespace wire {
namespace {

std::string signed_text(const KeyPinStatement& statement) {
    return fmt::format("pettan-pin-1\n{}\n{}\n{}\n", statement.hub, statement.serial, statement.key_pin);
}

}  // namespace

IdentityKey make_identity() {
    PETTAN_ASSERT(sodium_init() >= 0);
    std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> public_key;
    std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret;
    PETTAN_ASSERT(crypto_sign_keypair(public_key.data(), secret.data()) == 0);
    return {base::to_hex(secret), base::to_hex(public_key)};
}

void sign(KeyPinStatement& statement, std::string_view secret) {
    PETTAN_ASSERT(sodium_init() >= 0);
    const auto key = base::from_hex(secret);
    PETTAN_ASSERT(key && key->size() == crypto_sign_SECRETKEYBYTES);
    const std::string text = signed_text(statement);
    const base::ByteView bytes = base::as_bytes(text);
    std::array<std::uint8_t, crypto_sign_BYTES> signature;
    PETTAN_ASSERT(crypto_sign_detached(signature.data(), nullptr, bytes.data(), bytes.size(), key->data()) == 0);
    statement.signature = base::to_hex(signature);
}

bool is_signed_by(const KeyPinStatement& statement, std::string_view public_key) {
    PETTAN_ASSERT(sodium_init() >= 0);
    const auto key = base::from_hex(public_key);
    const auto signature = base::from_hex(statement.signature);
    if (!key || key->size() != crypto_sign_PUBLICKEYBYTES || !signature || signature->size() != crypto_sign_BYTES)
        return false;
    const std::string text = signed_text(statement);
    const base::ByteView bytes = base::as_bytes(text);
    return crypto_sign_verify_detached(signature->data(), bytes.data(), bytes.size(), key->data()) == 0;
}

}  // namespace wire
