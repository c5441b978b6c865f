// The number a tag gives of itself. It exists only between the reader and the hash (journal/card_key.h): it is never
// stored, sent or logged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace attendance {

// What kind of tag it is, as far as it matters to us. `a`: ISO 14443-A without a known memory.
enum class TagTech { type2, classic, type3, type4, a };

std::string_view to_string(TagTech tech);
std::optional<TagTech> tag_tech_from(std::string_view text);

// 4, 7 or 10 bytes (ISO/IEC 14443-3 UID) or 8 bytes (FeliCa IDm, JIS X 6319-4), checked at birth.
class CardUid {
public:
    // Absent for any other length, and for all zeros (a reader's fault, not a card).
    static std::optional<CardUid> from_bytes(std::span<const std::uint8_t> bytes);
    static std::optional<CardUid> from_hex(std::string_view text);

    std::span<const std::uint8_t> bytes() const { return m_bytes; }
    std::string hex() const;

    // A 4-byte UID that begins with 08 is drawn afresh at each tap (ISO/IEC 14443-3, 6.5.4: RID): never an identity.
    bool is_random() const { return m_bytes.size() == 4 && m_bytes[0] == 0x08; }

    bool operator==(const CardUid&) const = default;

private:
    explicit CardUid(std::span<const std::uint8_t> bytes) : m_bytes(bytes.begin(), bytes.end()) {}
    std::vector<std::uint8_t> m_bytes;
};

}  // namespace attendance
