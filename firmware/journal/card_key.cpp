#include "journal/card_key.h"

#include <sodium.h>

#include <array>
#include <sstream>

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

std::vector<attendance::CardId> CardKeys::older_ids(const attendance::CardUid& uid) const {
    std::vector<attendance::CardId> ids;
    for (const CardKey& key : older)
        ids.push_back(key.card_id(uid));
    return ids;
}

std::string to_text(std::span<const CardKey> keys, char separator) {
    std::string text;
    for (const CardKey& key : keys) {
        if (!text.empty()) text += separator;
        text += key.hex();
    }
    return text;
}

std::vector<CardKey> card_keys_in(std::string_view text) {
    std::vector<CardKey> keys;
    std::istringstream words{std::string(text)};
    for (std::string word; words >> word;)
        if (auto key = CardKey::from_hex(word)) keys.push_back(*std::move(key));
    return keys;
}

// The first line is the newest key or nothing is: an older one in its place would make other ids.
std::optional<CardKeys> read_key_file(const std::filesystem::path& folder) {
    const auto text = base::read_file(key_file(folder));
    if (!text) return std::nullopt;
    auto newest = CardKey::from_hex(std::string_view(*text).substr(0, 2 * card_key_bytes));
    if (!newest) return std::nullopt;
    return CardKeys{*std::move(newest), card_keys_in(std::string_view(*text).substr(2 * card_key_bytes))};
}

base::Result<void> write_key_file(const std::filesystem::path& folder, const CardKeys& keys) {
    std::string text = keys.newest.hex() + "\n";
    if (!keys.older.empty()) text += to_text(keys.older, '\n') + "\n";
    return base::replace_file(key_file(folder), text, 0600);
}

}  // namespace journal
