#include "sim/tag.h"

#include <array>
#include <utility>

#include "base/check.h"

namespace sim {
namespace {

constexpr std::array<std::pair<TagKind, std::string_view>, 4> kind_names = {{
    {TagKind::ultralight, "ultralight"},
    {TagKind::ntag213, "ntag213"},
    {TagKind::ntag215, "ntag215"},
    {TagKind::ntag216, "ntag216"},
}};

}  // namespace

std::string_view to_string(TagKind kind) {
    for (const auto& [value, name] : kind_names)
        if (value == kind) return name;
    CHECK(false);
}

std::optional<TagKind> tag_kind_from(std::string_view text) {
    for (const auto& [value, name] : kind_names)
        if (name == text) return value;
    return std::nullopt;
}

bool is_type_a(const Tag&) {
    return true;
}

TypeAIdentity type_a_identity(TagKind, std::size_t uid_size) {
    const std::uint8_t atqa_low = uid_size == 4 ? 0x04 : 0x44;
    return {0x00, atqa_low, 0x00, {}};
}

}  // namespace sim
