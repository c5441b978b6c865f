#include "sheet/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace sheet {
namespace {

icu::UnicodeString normalized(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCCasefoldInstance(status);
    icu::UnicodeString units =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    if (U_SUCCESS(status)) units = nfkc->normalize(units, status);
    return units;
}

// 0: left out.
UChar32 folded(UChar32 c) {
    if (u_isUWhiteSpace(c) || c == 0x30FB) return 0;
    if (c >= 0x30A1 && c <= 0x30F6) return c - 0x60;  // katakana
    if (c == 0x301C) return '~';                      // the wave dash of other systems
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) return '-';
    if (c == 0x2018 || c == 0x2019) return '\'';
    return c;
}

bool is_lost(UChar32 c) {
    return c == '?' || c == 0x25A0 || c == 0x3013 || c == 0xFFFD;
}

std::vector<UChar32> letters(std::string_view text) {
    std::vector<UChar32> all;
    const icu::UnicodeString units = normalized(text);
    for (std::int32_t i = 0; i < units.length(); i = units.moveIndex32(i, 1))
        if (const UChar32 c = folded(units.char32At(i)); c != 0) all.push_back(c);
    return all;
}

constexpr std::size_t letters_of_a_lost_one_max = 4;

}  // namespace

std::string fold(std::string_view text) {
    icu::UnicodeString all;
    for (const UChar32 c : letters(text))
        all.append(c);
    std::string utf8;
    all.toUTF8String(utf8);
    return utf8;
}

std::string bare(std::string_view text) {
    const icu::UnicodeString units = normalized(text);
    icu::UnicodeString all;
    for (std::int32_t i = 0; i < units.length(); i = units.moveIndex32(i, 1))
        if (const UChar32 c = units.char32At(i); u_isalnum(c)) all.append(c);
    std::string utf8;
    all.toUTF8String(utf8);
    return utf8;
}

bool is_damaged(std::string_view text) {
    for (const std::string_view lost : {"?", "\xE2\x96\xA0", "\xE3\x80\x93", "\xEF\xBF\xBD"})
        if (text.find(lost) != std::string_view::npos) return true;
    return false;
}

bool is_lost_altogether(std::string_view text) {
    const auto all = letters(text);
    return !all.empty() && std::ranges::all_of(all, is_lost);
}

bool may_be_copy_of(std::string_view damaged, std::string_view clean) {
    const auto pattern = letters(damaged), text = letters(clean);
    if (std::ranges::all_of(pattern, is_lost)) return false;
    // reach[j]: the pattern so far may stand for the first j letters.
    std::vector<bool> reach(text.size() + 1, false);
    reach[0] = true;
    for (const UChar32 c : pattern) {
        std::vector<bool> next(reach.size(), false);
        for (std::size_t j = 0; j < text.size(); ++j) {
            if (!reach[j]) continue;
            if (!is_lost(c)) {
                if (text[j] == c) next[j + 1] = true;
                continue;
            }
            for (std::size_t n = 1; n <= letters_of_a_lost_one_max && j + n <= text.size(); ++n)
                next[j + n] = true;
        }
        reach = std::move(next);
    }
    return reach.back();
}

}  // namespace sheet
