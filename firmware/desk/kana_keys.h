// The keys of the keyboard on the screen, as a pure function: kana are composed on the last character, as phones do it.
#pragma once

#include <string>
#include <string_view>

namespace desk {

inline constexpr std::size_t nickname_characters_max = 12;

// The text after the key: a character is added; dakuten (か→が), handakuten (は→ぱ) and small (つ→っ) change the last
// one and change it back; backspace takes the last one away. A key that means nothing here changes nothing.
std::string press_key(std::string_view typed, std::string_view key,
                      std::size_t characters_max = nickname_characters_max);

}  // namespace desk
