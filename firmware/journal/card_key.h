// The key under which card numbers are hashed. Whoever holds it and a tag's number can find the card in the journal,
// and without it nobody can: it never leaves the kiosk but in backups and to the hub at enrolment.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

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

// DIR/card.key: a copy of the key beside the database (0600), so that a damaged page cannot make every card unknown.
std::optional<CardKey> read_key_file(const std::filesystem::path& folder);
base::Result<void> write_key_file(const std::filesystem::path& folder, const CardKey& key);

}  // namespace journal
