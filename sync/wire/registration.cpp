#include "wire/registration.h"

#include <sodium.h>

#include <array>

#include "base/bytes.h"

namespace wire {
namespace {

constexpr std::size_t card_id_characters = 32;
constexpr std::size_t proof_bytes = 8;
constexpr std::size_t hash_bytes = 16;  // the least that libsodium makes

}  // namespace

std::optional<std::string> registration_code(std::string_view card_key, const attendance::CardId& card) {
    const auto key = base::from_hex(card_key);
    if (!key || key->size() != crypto_generichash_KEYBYTES || card.value.size() != card_id_characters ||
        sodium_init() < 0)
        return std::nullopt;
    const std::string message = "pettan registration 1:" + card.value;
    std::array<std::uint8_t, hash_bytes> hash{};
    const base::ByteView bytes = base::as_bytes(message);
    crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), key->data(), key->size());
    return card.value + "-" + base::to_hex(base::ByteView(hash).first(proof_bytes));
}

std::optional<attendance::CardId> card_of_registration(std::string_view card_key, std::string_view code) {
    if (code.size() != card_id_characters + 1 + 2 * proof_bytes) return std::nullopt;
    const attendance::CardId card{std::string(code.substr(0, card_id_characters))};
    const auto expected = registration_code(card_key, card);
    if (!expected || sodium_memcmp(expected->data(), code.data(), code.size()) != 0) return std::nullopt;
    return card;
}

}  // namespace wire
