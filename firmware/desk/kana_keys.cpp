#include "desk/kana_keys.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"
#include "desk/snapshot.h"

namespace desk {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array dakuten_pairs{
    Pair{"か", "が"}, Pair{"き", "ぎ"}, Pair{"く", "ぐ"}, Pair{"け", "げ"}, Pair{"こ", "ご"}, Pair{"さ", "ざ"},
    Pair{"し", "じ"}, Pair{"す", "ず"}, Pair{"せ", "ぜ"}, Pair{"そ", "ぞ"}, Pair{"た", "だ"}, Pair{"ち", "ぢ"},
    Pair{"つ", "づ"}, Pair{"て", "で"}, Pair{"と", "ど"}, Pair{"は", "ば"}, Pair{"ひ", "び"}, Pair{"ふ", "ぶ"},
    Pair{"へ", "べ"}, Pair{"ほ", "ぼ"}, Pair{"う", "ゔ"}, Pair{"ぱ", "ば"}, Pair{"ぴ", "び"}, Pair{"ぷ", "ぶ"},
    Pair{"ぺ", "べ"}, Pair{"ぽ", "ぼ"}, Pair{"っ", "づ"}};
constexpr std::array handakuten_pairs{Pair{"は", "ぱ"}, Pair{"ひ", "ぴ"}, Pair{"ふ", "ぷ"}, Pair{"へ", "ぺ"},
                                      Pair{"ほ", "ぽ"}, Pair{"ば", "ぱ"}, Pair{"び", "ぴ"}, Pair{"ぶ", "ぷ"},
                                      Pair{"べ", "ぺ"}, Pair{"ぼ", "ぽ"}};
constexpr std::array small_pairs{Pair{"あ", "ぁ"}, Pair{"い", "ぃ"}, Pair{"う", "ぅ"}, Pair{"え", "ぇ"},
                                 Pair{"お", "ぉ"}, Pair{"つ", "っ"}, Pair{"や", "ゃ"}, Pair{"ゆ", "ゅ"},
                                 Pair{"よ", "ょ"}, Pair{"わ", "ゎ"}};

// Bytes of the last character (0 for an empty text): back over the tail bytes 10xxxxxx.
std::size_t last_length(std::string_view text) {
    std::size_t length = 0;
    while (length < text.size()) {
        ++length;
        if (base::begins_character(text[text.size() - length])) break;
    }
    return length;
}

// Forth where the last character is a pair's first; else back where it is a pair's second.
template <std::size_t N>
std::string swap_last(std::string_view typed, const std::array<Pair, N>& pairs) {
    const std::size_t length = last_length(typed);
    const std::string_view last = typed.substr(typed.size() - length);
    const std::string head(typed.substr(0, typed.size() - length));
    for (const auto& [plain, changed] : pairs)
        if (last == plain) return head + std::string(changed);
    for (const auto& [plain, changed] : pairs)
        if (last == changed) return head + std::string(plain);
    return std::string(typed);
}

}  // namespace

std::string press_key(std::string_view typed, std::string_view key, std::size_t characters_max) {
    if (key == key_backspace) return std::string(typed.substr(0, typed.size() - last_length(typed)));
    if (key == key_clear) return {};
    if (key == key_dakuten) return swap_last(typed, dakuten_pairs);
    if (key == key_handakuten) return swap_last(typed, handakuten_pairs);
    if (key == key_small) return swap_last(typed, small_pairs);
    const bool writes = !key.empty() && key.size() <= 4 && base::count_characters(key) == 1 &&
                        base::is_valid_utf8(key) && base::clean_for_display(key) == key;
    if (!writes || base::count_characters(typed) >= characters_max) return std::string(typed);
    return std::string(typed) + std::string(key);
}

}  // namespace desk
