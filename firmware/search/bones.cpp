#include "search/bones.h"

namespace search {
namespace {

bool is_vowel(char c) {
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

// Letters that one name is written with here and there.
char standard(char c) {
    switch (c) {
        case 'j':
            return 'c';
        case 'q':
        case 'g':
            return 'k';
        case 'w':
            return 'v';
        default:
            return c;  // the other letters stay: a char is no enum
    }
}

// ph, th, kh, sh, ch, dh, gh, zh: breath, not a letter of its own.
bool is_breath(std::string_view latin, std::size_t at) {
    constexpr std::string_view before = "ptkscdgzb";
    return latin[at] == 'h' && at > 0 && before.find(latin[at - 1]) != std::string_view::npos;
}

}  // namespace

std::string bones_of(std::string_view latin) {
    std::string bones;
    for (std::size_t i = 0; i < latin.size(); ++i) {
        const char c = latin[i];
        const bool half_vowel = (c == 'y' || c == 'w') && i > 0;
        if (is_vowel(c) || half_vowel || is_breath(latin, i)) continue;
        const char bone = standard(c);
        if (bones.empty() || bones.back() != bone) bones += bone;
    }
    bones += bones_end;
    return bones;
}

std::string bones_beginning(std::string_view typed) {
    std::string bones = bones_of(typed);
    if (bones.size() > 2) bones.pop_back();
    return bones.size() < 2 ? std::string() : bones;
}

}  // namespace search
