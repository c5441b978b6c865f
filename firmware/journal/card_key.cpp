#include "journal/card_key.h"

#include <sodium.h>

#include <array>

#include "base/check.h"
#include "base/file.h"

namespace journal {
namespace {

std::filesystem::path key_file(const std::filesystem::path& folder) {
    return folder / "card.key";
}

constexpr std::size_t card_id_bytes = 16;
static_assert(card_id_bytes >= crypto_generichash_BYTES_MIN && card_key_bytes <= crypto_generichash_KEYBYTES_MAX);

}  // namespace

CardKey CardKey::draw() {
    PETTAN_ASSERT(sodium_init() >= 0);
    base::Bytes bytes(card_key_bytes);
    randombytes_buf(bytes.data(), bytes.size());
    return CardKey(std::move(bytes));
}

std::optional<CardKey> CardKey::from_hex(std::string_view hex) {
    const auto bytes = base::from_hex(hex);
    if (!bytes) return std::nullopt;
    return from_bytes(*bytes);
}

std::optional<CardKey> CardKey::from_bytes(base::ByteView bytes) {
    if (bytes.size() != card_key_bytes) return std::nullopt;
    return CardKey(base::Bytes(bytes.begin(), bytes.end()));
}

attendance::CardId CardKey::card_id(const attendance::CardUid& uid) const {
    std::array<std::uint8_t, card_id_bytes> hash{};
    const auto number = uid.bytes();
    const int code =
        crypto_generichash(hash.data(), hash.size(), number.data(), number.size(), m_bytes.data(), m_bytes.size());
    PETTAN_ASSERT(code == 0);
    return {base::to_hex(hash)};
}

std::optional<CardKey> read_key_file(const std::filesystem::path& folder) {
    const auto text = base::read_file(key_file(folder));
    if (!text) return std::nullopt;
    return CardKey::from_hex(std::string_view(*text).substr(0, 2 * card_key_bytes));
}

base::Result<void> write_key_file(const std::filesystem::path& folder, const CardKey& key) {
    return base::replace_file(key_file(folder), key.hex() + "\n", 0600);
}

}  // namespace journal
