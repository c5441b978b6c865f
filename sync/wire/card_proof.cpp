#include "wire/card_proof.h"

#include <sodium.h>

#include <array>

#include "base/bytes.h"

namespace wire {
namespace {

constexpr std::size_t hash_bytes = 16;  // the least that libsodium makes

}  // namespace

std::optional<std::string> card_proof(std::string_view card_key, std::string_view message) {
    const auto key = base::from_hex(card_key);
    if (!key || key->size() != crypto_generichash_KEYBYTES || sodium_init() < 0) return std::nullopt;
    std::array<std::uint8_t, hash_bytes> hash{};
    const base::ByteView bytes = base::as_bytes(message);
    crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), key->data(), key->size());
    return base::to_hex(base::ByteView(hash).first(card_proof_characters / 2));
}

bool is_code(const std::optional<std::string>& made, std::string_view code) {
    return made && made->size() == code.size() && sodium_memcmp(made->data(), code.data(), code.size()) == 0;
}

}  // namespace wire
