// The number a tag gives of itself, or the text of a code that was scanned in its place. It exists only between the
// reader and the hash (journal/card_key.h): it is never stored, sent or logged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace attendance {

// What kind of tag it is, as far as it matters to us. `a`: ISO 14443-A without a known memory; `code`: none, but a QR code
// or barcode.
enum class TagTech { type2, classic, type3, type4, a, code };

std::string_view to_string(TagTech tech);
std::optional<TagTech> tag_tech_from(std::string_view text);

// Longer codes stand for nobody: they hold an address book's entry, or somebody else's web page.
inline constexpr std::size_t code_bytes_max = 400;

// 4, 7 or 10 bytes (ISO/IEC 14443-3 UID), 8 bytes (FeliCa IDm, JIS X 6319-4), or a code, checked at birth.
class CardUid {
public:
    // Absent for any other length, and for all zeros (a reader's fault, not a card).
    static std::optional<CardUid> from_bytes(std::span<const std::uint8_t> bytes);
    static std::optional<CardUid> from_hex(std::string_view text);
    // As a person writes it: the number in hexadecimal, or code:TEXT.
    static std::optional<CardUid> from_text(std::string_view text);
    // Absent for an empty text and a longer one than code_bytes_max.
    static std::optional<CardUid> from_code(std::string_view code);

    // A code's bytes are longer than any tag's: no code can be taken for a card.
    std::span<const std::uint8_t> bytes() const { return m_bytes; }
    // Digits; in front of a code's the word "code". from_hex reads it back.
    std::string hex() const;
    bool is_code() const { return m_bytes.size() > 10; }

    // A 4-byte UID that begins with 08 is drawn afresh at each tap (ISO/IEC 14443-3, 6.5.4: RID): never an identity.
    bool is_random() const { return m_bytes.size() == 4 && m_bytes[0] == 0x08; }

    bool operator==(const CardUid&) const = default;

private:
    explicit CardUid(std::span<const std::uint8_t> bytes) : m_bytes(bytes.begin(), bytes.end()) {}
    std::vector<std::uint8_t> m_bytes;
};

}  // namespace attendance
