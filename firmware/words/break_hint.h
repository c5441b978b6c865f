// Where a line may break between phrases: ZERO WIDTH SPACE, which the message files write as "|".
#pragma once

#include <string_view>

namespace words {

inline constexpr std::string_view break_hint = "\u200B";

}  // namespace words
