#include "wedge/keymap.h"

#include <linux/input-event-codes.h>

#include <algorithm>
#include <array>

namespace wedge {
namespace {

struct Key {
    std::uint16_t code;
    char plain;
    char shifted;
};

constexpr std::array letters{
    Key{KEY_A, 'a', 'A'}, Key{KEY_B, 'b', 'B'}, Key{KEY_C, 'c', 'C'}, Key{KEY_D, 'd', 'D'}, Key{KEY_E, 'e', 'E'},
    Key{KEY_F, 'f', 'F'}, Key{KEY_G, 'g', 'G'}, Key{KEY_H, 'h', 'H'}, Key{KEY_I, 'i', 'I'}, Key{KEY_J, 'j', 'J'},
    Key{KEY_K, 'k', 'K'}, Key{KEY_L, 'l', 'L'}, Key{KEY_M, 'm', 'M'}, Key{KEY_N, 'n', 'N'}, Key{KEY_O, 'o', 'O'},
    Key{KEY_P, 'p', 'P'}, Key{KEY_Q, 'q', 'Q'}, Key{KEY_R, 'r', 'R'}, Key{KEY_S, 's', 'S'}, Key{KEY_T, 't', 'T'},
    Key{KEY_U, 'u', 'U'}, Key{KEY_V, 'v', 'V'}, Key{KEY_W, 'w', 'W'}, Key{KEY_X, 'x', 'X'}, Key{KEY_Y, 'y', 'Y'},
    Key{KEY_Z, 'z', 'Z'},
};

// The same on both, and on the number pad.
constexpr std::array common{
    Key{KEY_1, '1', '!'},       Key{KEY_3, '3', '#'},      Key{KEY_4, '4', '$'},          Key{KEY_5, '5', '%'},
    Key{KEY_COMMA, ',', '<'},   Key{KEY_DOT, '.', '>'},    Key{KEY_SLASH, '/', '?'},      Key{KEY_SPACE, ' ', ' '},
    Key{KEY_KP0, '0', '0'},     Key{KEY_KP1, '1', '1'},    Key{KEY_KP2, '2', '2'},        Key{KEY_KP3, '3', '3'},
    Key{KEY_KP4, '4', '4'},     Key{KEY_KP5, '5', '5'},    Key{KEY_KP6, '6', '6'},        Key{KEY_KP7, '7', '7'},
    Key{KEY_KP8, '8', '8'},     Key{KEY_KP9, '9', '9'},    Key{KEY_KPDOT, '.', '.'},      Key{KEY_KPSLASH, '/', '/'},
    Key{KEY_KPMINUS, '-', '-'}, Key{KEY_KPPLUS, '+', '+'}, Key{KEY_KPASTERISK, '*', '*'},
};

constexpr std::array us_only{
    Key{KEY_2, '2', '@'},          Key{KEY_6, '6', '^'},          Key{KEY_7, '7', '&'},
    Key{KEY_8, '8', '*'},          Key{KEY_9, '9', '('},          Key{KEY_0, '0', ')'},
    Key{KEY_MINUS, '-', '_'},      Key{KEY_EQUAL, '=', '+'},      Key{KEY_LEFTBRACE, '[', '{'},
    Key{KEY_RIGHTBRACE, ']', '}'}, Key{KEY_SEMICOLON, ';', ':'},  Key{KEY_APOSTROPHE, '\'', '"'},
    Key{KEY_GRAVE, '`', '~'},      Key{KEY_BACKSLASH, '\\', '|'},
};

// JIS X 6002; without shift 0 the zero is alone.
constexpr std::array jp_only{
    Key{KEY_2, '2', '"'},          Key{KEY_6, '6', '&'},         Key{KEY_7, '7', '\''},
    Key{KEY_8, '8', '('},          Key{KEY_9, '9', ')'},         Key{KEY_0, '0', '0'},
    Key{KEY_MINUS, '-', '='},      Key{KEY_EQUAL, '^', '~'},     Key{KEY_LEFTBRACE, '@', '`'},
    Key{KEY_RIGHTBRACE, '[', '{'}, Key{KEY_SEMICOLON, ';', '+'}, Key{KEY_APOSTROPHE, ':', '*'},
    Key{KEY_BACKSLASH, ']', '}'},  Key{KEY_YEN, '\\', '|'},      Key{KEY_RO, '\\', '_'},
};

template <std::size_t size>
const Key* find(const std::array<Key, size>& keys, std::uint16_t code) {
    const auto key = std::ranges::find(keys, code, &Key::code);
    return key == keys.end() ? nullptr : &*key;
}

const Key* find(std::uint16_t code, Layout layout) {
    if (const Key* key = find(letters, code)) return key;
    if (const Key* key = find(common, code)) return key;
    return layout == Layout::us ? find(us_only, code) : find(jp_only, code);
}

}  // namespace

std::optional<Layout> layout_from(std::string_view word) {
    if (word == "us") return Layout::us;
    if (word == "jp") return Layout::jp;
    return std::nullopt;
}

std::optional<char> character_of(std::uint16_t code, bool upper, Layout layout) {
    const Key* key = find(code, layout);
    return key == nullptr ? std::nullopt : std::optional(upper ? key->shifted : key->plain);
}

}  // namespace wedge
