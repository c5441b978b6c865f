// A card, sticker or phone as a value: what it says of itself when it is selected, and its memory.
#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "base/bytes.h"
#include "base/result.h"
#include "sim/classic.h"
#include "sim/type2.h"
#include "sim/type3.h"
#include "sim/type4.h"

namespace sim {

enum class TagKind {
    ultralight,  // MIFARE Ultralight, 7-byte number
    ntag213,
    ntag215,
    ntag216,
    classic_1k,  // MIFARE Classic 1K, 4- or 7-byte number
    felica,      // FeliCa, 8-byte IDm
    type4,       // DESFire-like, 7-byte number
    phone,       // ISO-DEP, its 4-byte number drawn afresh (08 and three random bytes) each time it is powered
};

std::string_view to_string(TagKind kind);
std::optional<TagKind> tag_kind_from(std::string_view text);

using TagMemory = std::variant<Type2Memory, ClassicMemory, Type3Memory, Type4Memory>;

struct Tag {
    TagKind kind = TagKind::ntag213;
    base::Bytes uid;  // empty: of a phone
    TagMemory memory;
};

// A tag of this kind with this number, and with an NDEF message on it if there is one. Without: an NTAG has an empty
// memory area, a Classic the factory's keys, a FeliCa the system 0003 without an open service, an ISO-DEP tag no NDEF
// application. Errors (bad_input): a number of the wrong length, or one of 4 bytes that begins with 08 and so could not
// be distinguished from a phone's; a message that does not fit.
base::Result<Tag> make_tag(TagKind kind, base::ByteView uid, std::optional<base::ByteView> ndef_message = std::nullopt);

// Speaks ISO 14443 type A (else FeliCa).
bool is_type_a(TagKind kind);

// SENS_RES (high byte first, as the PN532 gives it) and SEL_RES. Type A only.
struct TypeAIdentity {
    std::uint8_t atqa_high = 0x00;
    std::uint8_t atqa_low = 0x00;
    std::uint8_t sak = 0x00;
};
TypeAIdentity type_a_identity(TagKind kind, std::size_t uid_size);

}  // namespace sim
