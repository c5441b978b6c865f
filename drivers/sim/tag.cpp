#include "sim/tag.h"

#include <fmt/core.h>

#include <array>
#include <utility>

#include "base/check.h"
#include "sim/ndef_encode.h"

namespace sim {
namespace {

constexpr std::array<std::pair<TagKind, std::string_view>, 8> kind_names = {{
    {TagKind::ultralight, "ultralight"},
    {TagKind::ntag213, "ntag213"},
    {TagKind::ntag215, "ntag215"},
    {TagKind::ntag216, "ntag216"},
    {TagKind::classic_1k, "classic-1k"},
    {TagKind::felica, "felica"},
    {TagKind::type4, "type4"},
    {TagKind::phone, "phone"},
}};

bool uid_size_fits(TagKind kind, std::size_t size) {
    switch (kind) {
        case TagKind::ultralight:
        case TagKind::ntag213:
        case TagKind::ntag215:
        case TagKind::ntag216:
        case TagKind::type4:
            return size == 7;
        case TagKind::classic_1k:
            return size == 4 || size == 7;
        case TagKind::felica:
            return size == 8;
        case TagKind::phone:
            return size == 0;
    }
    PETTAN_ASSERT(false);
}

// Absent: the message does not fit.
using Made = std::optional<TagMemory>;
using Message = std::optional<base::ByteView>;

Made make_type2(Type2Model model, base::ByteView uid, Message message) {
    Type2Memory memory(model, uid);
    if (message) {
        const base::Bytes tlv = ndef_tlv(*message);
        if (tlv.size() > Type2Memory::user_bytes(model)) return std::nullopt;
        memory.format_ndef(tlv);
    } else if (model != Type2Model::ultralight) {
        memory.format_ndef(ndef_tlv({}));
    }
    return memory;
}

Made make_classic(base::ByteView uid, Message message) {
    ClassicMemory memory(uid, classic_factory_key);
    if (message) {
        const base::Bytes tlv = ndef_tlv(*message);
        if (tlv.size() > ClassicMemory::ndef_bytes_max) return std::nullopt;
        memory.format_ndef(tlv);
    }
    return memory;
}

Made make_felica(base::ByteView uid, Message message) {
    constexpr std::uint16_t transport_system = 0x0003;
    constexpr std::uint16_t blocks_max = 64;
    if (!message) return Type3Memory(uid, {transport_system});
    if (message->size() > blocks_max * type3_block_bytes) return std::nullopt;
    Type3Memory memory(uid, {type3_ndef_system});
    memory.format_ndef(*message, blocks_max);
    return memory;
}

Made make_iso_dep(base::Bytes ats, Message message) {
    constexpr std::size_t file_bytes_max = 0x2000;
    constexpr std::uint16_t read_max = 59;
    Type4Memory memory(std::move(ats));
    if (message) {
        if (message->size() + 2 > file_bytes_max) return std::nullopt;
        base::Bytes file = {static_cast<std::uint8_t>(message->size() >> 8U),
                            static_cast<std::uint8_t>(message->size() & 0xFFU)};
        file.insert(file.end(), message->begin(), message->end());
        memory.install_ndef(std::move(file), read_max);
    }
    return memory;
}

Made make_memory(TagKind kind, base::ByteView uid, Message message) {
    switch (kind) {
        case TagKind::ultralight:
            return make_type2(Type2Model::ultralight, uid, message);
        case TagKind::ntag213:
            return make_type2(Type2Model::ntag213, uid, message);
        case TagKind::ntag215:
            return make_type2(Type2Model::ntag215, uid, message);
        case TagKind::ntag216:
            return make_type2(Type2Model::ntag216, uid, message);
        case TagKind::classic_1k:
            return make_classic(uid, message);
        case TagKind::felica:
            return make_felica(uid, message);
        case TagKind::type4:
            return make_iso_dep({0x06, 0x75, 0x77, 0x81, 0x02, 0x80}, message);
        case TagKind::phone:
            return make_iso_dep({0x05, 0x78, 0x80, 0x70, 0x02}, message);
    }
    PETTAN_ASSERT(false);
}

}  // namespace

std::string_view to_string(TagKind kind) {
    for (const auto& [value, name] : kind_names)
        if (value == kind) return name;
    PETTAN_ASSERT(false);
}

std::optional<TagKind> tag_kind_from(std::string_view text) {
    for (const auto& [value, name] : kind_names)
        if (name == text) return value;
    return std::nullopt;
}

base::Result<Tag> make_tag(TagKind kind, base::ByteView uid, Message ndef_message) {
    if (!uid_size_fits(kind, uid.size())) {
        return base::fail(base::ErrorCode::bad_input,
                          fmt::format("a {} has no number of {} bytes", to_string(kind), uid.size()));
    }
    if (uid.size() == 4 && uid[0] == 0x08)
        return base::fail(base::ErrorCode::bad_input, "a 4-byte number that begins with 08 belongs to a phone");
    Made memory = make_memory(kind, uid, ndef_message);
    if (!memory)
        return base::fail(base::ErrorCode::bad_input, fmt::format("the message does not fit on a {}", to_string(kind)));
    return Tag{kind, base::Bytes(uid.begin(), uid.end()), std::move(*memory)};
}

bool is_type_a(TagKind kind) {
    return kind != TagKind::felica;
}

TypeAIdentity type_a_identity(TagKind kind, std::size_t uid_size) {
    const std::uint8_t atqa_low = uid_size == 4 ? 0x04 : 0x44;
    switch (kind) {
        case TagKind::ultralight:
        case TagKind::ntag213:
        case TagKind::ntag215:
        case TagKind::ntag216:
            return {0x00, atqa_low, 0x00};
        case TagKind::classic_1k:
            return {0x00, atqa_low, 0x08};
        case TagKind::type4:
            return {0x03, atqa_low, 0x20};
        case TagKind::phone:
            return {0x00, atqa_low, 0x20};
        case TagKind::felica:
            break;
    }
    PETTAN_ASSERT(false);
}

}  // namespace sim
