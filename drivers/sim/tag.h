// A card, sticker or phone as a value: what it says of itself when it is selected, and its memory.
#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "base/bytes.h"
#include "sim/answer.h"
#include "sim/type2.h"

namespace sim {

enum class TagKind { ultralight, ntag213, ntag215, ntag216 };

std::string_view to_string(TagKind kind);
std::optional<TagKind> tag_kind_from(std::string_view text);

struct Tag {
    TagKind kind = TagKind::ntag213;
    base::Bytes uid;
    std::variant<Type2Memory> memory;
};

// Speaks ISO 14443 type A.
bool is_type_a(const Tag& tag);

// SENS_RES (two bytes, high byte first, as the PN532 gives them), SEL_RES, and the ATS of an ISO-DEP tag (with its
// length byte; empty for others). Type A only.
struct TypeAIdentity {
    std::uint8_t atqa_high = 0x00;
    std::uint8_t atqa_low = 0x00;
    std::uint8_t sak = 0x00;
    base::Bytes ats;
};
TypeAIdentity type_a_identity(TagKind kind, std::size_t uid_size);

}  // namespace sim
