// The key under which card numbers are hashed. Whoever holds it and a tag's number can find the card in the journal,
// and without it nobody can: it never leaves the kiosk but in backups and to the hub at enrolment.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "attendance/card_uid.h"
#include "attendance/ids.h"
#include "base/bytes.h"
#include "base/result.h"

namespace journal {

inline constexpr std::size_t card_key_bytes = 32;

class CardKey {
public:
    // Drawn from the kernel's randomness.
    static CardKey draw();
    // Absent unless it is 64 hexadecimal digits.
    static std::optional<CardKey> from_hex(std::string_view hex);
    // Absent for another length than card_key_bytes.
    static std::optional<CardKey> from_bytes(base::ByteView bytes);

    base::ByteView bytes() const { return m_bytes; }
    std::string hex() const { return base::to_hex(m_bytes); }

    // BLAKE2b (RFC 7693) keyed hash of the number, 16 bytes as 32 hexadecimal digits.
    attendance::CardId card_id(const attendance::CardUid& uid) const;

    bool operator==(const CardKey&) const = default;

private:
    explicit CardKey(base::Bytes bytes) : m_bytes(std::move(bytes)) {}
    base::Bytes m_bytes;
};

// The key of now, and those that the hub's organizers replaced: cards that were not tapped since are known by them.
struct CardKeys {
    CardKey newest;
    std::vector<CardKey> older;  // newest first

    // Under the older ones, in their order.
    std::vector<attendance::CardId> older_ids(const attendance::CardUid& uid) const;
    bool operator==(const CardKeys&) const = default;
};

// DIR/card.key: a copy of the keys beside the database (0600), a line each and the newest first, so that a damaged page
// cannot make every card unknown.
std::optional<CardKeys> read_key_file(const std::filesystem::path& folder);
base::Result<void> write_key_file(const std::filesystem::path& folder, const CardKeys& keys);

// Several as text: hexadecimal, with `separator` between them. Words that are no keys are passed over.
std::string to_text(std::span<const CardKey> keys, char separator);
std::vector<CardKey> card_keys_in(std::string_view text);

}  // namespace journal
