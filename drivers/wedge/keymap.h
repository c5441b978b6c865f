// Which character a key of a keyboard types: physical keys by their Linux codes, as a keyboard of one country has them.
// Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace wedge {

// How the scanner is set up to type, whatever the keyboards beside it are.
enum class Layout { us, jp };

std::optional<Layout> layout_from(std::string_view word);

// `upper`: with shift. Absent for keys that type nothing.
std::optional<char> character_of(std::uint16_t key, bool upper, Layout layout);

}  // namespace wedge
