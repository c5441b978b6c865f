#include "search/keys.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.h"
#include "search/bones.h"
#include "search/romaji.h"

namespace search {
namespace {

// Characters that Unicode keeps apart and people do not.
using Variant = std::pair<UChar32, UChar32>;
constexpr std::array variants{
    Variant{0x9AD9, 0x9AD8},   // 髙 高
    Variant{0xFA11, 0x5D0E},   // 﨑 崎
    Variant{0x5D5C, 0x5D0E},   // 嵜 崎
    Variant{0x20BB7, 0x5409},  // 𠮷 吉
    Variant{0x908A, 0x8FBA},   // 邊 辺
    Variant{0x9089, 0x8FBA},   // 邉 辺
    Variant{0x6FF1, 0x6D5C},   // 濱 浜
    Variant{0x6FF5, 0x6D5C},   // 濵 浜
    Variant{0x6FA4, 0x6CA2},   // 澤 沢
    Variant{0x5EE3, 0x5E83},   // 廣 広
    Variant{0x9F4A, 0x6589},   // 齊 斉
    Variant{0x9F4B, 0x658E},   // 齋 斎
    Variant{0x5CEF, 0x5CF0},   // 峯 is written 峰 too
    Variant{0x5DBD, 0x5CB3},   // 嶽 岳
    Variant{0x5D8B, 0x5CF6},   // 嶋 島
    Variant{0x5D8C, 0x5CF6},   // 嶌 島
    Variant{0x9F8D, 0x7ADC},   // 龍 竜
    Variant{0x570B, 0x56FD},   // 國 国
    Variant{0x6AFB, 0x685C},   // 櫻 桜
    Variant{0x773E, 0x8846},   // 眾 衆
    Variant{0x111, 'd'},       // đ
    Variant{0x142, 'l'},       // ł
    Variant{0xF8, 'o'},        // ø
    Variant{0x131, 'i'},       // ı
};

// Small kana are typed large by those in a hurry, and four kana sound like others.
constexpr std::array kana_variants{
    Variant{0x3041, 0x3042}, Variant{0x3043, 0x3044}, Variant{0x3045, 0x3046}, Variant{0x3047, 0x3048},
    Variant{0x3049, 0x304A}, Variant{0x3063, 0x3064}, Variant{0x3083, 0x3084}, Variant{0x3085, 0x3086},
    Variant{0x3087, 0x3088}, Variant{0x308E, 0x308F}, Variant{0x3095, 0x304B}, Variant{0x3096, 0x3051},
    Variant{0x3062, 0x3058}, Variant{0x3065, 0x305A}, Variant{0x3092, 0x304A}, Variant{0x3090, 0x3044},
    Variant{0x3091, 0x3048},
};

constexpr UChar32 long_vowel_mark = 0x30FC;

template <std::size_t N>
UChar32 standard(UChar32 c, const std::array<Variant, N>& table) {
    const auto at = std::ranges::find(table, c, &Variant::first);
    return at == table.end() ? c : at->second;
}

bool is_hiragana(UChar32 c) {
    return c >= 0x3041 && c <= 0x309F;
}

UChar32 to_hiragana(UChar32 c) {
    return c >= 0x30A1 && c <= 0x30F6 ? c - 0x60 : c;
}

// Marks that are written over letters; the kana's own marks make other kana and stay, vowel signs of scripts that need
// them are no such marks.
bool is_dropped_mark(UChar32 c) {
    if (c == 0x3099 || c == 0x309A || u_charType(c) != U_NON_SPACING_MARK) return false;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    return script == USCRIPT_INHERITED || script == USCRIPT_ARABIC;
}

bool needs_decomposing(const icu::UnicodeString& text) {
    for (int i = 0; i < text.length(); ++i) {
        const char16_t unit = text.charAt(i);
        const bool kana_or_cjk = unit >= 0x3000 && unit < 0xD800;
        if (unit >= 0x80 && !kana_or_cjk) return true;
    }
    return false;
}

enum class Kind { gap, joined, other };

// A gap parts words; an apostrophe and the mark of a long vowel vanish without parting anything.
Kind kind_of(UChar32 c) {
    if (c == long_vowel_mark || c == '\'' || c == 0x2019 || c == 0x02BC) return Kind::joined;
    if (u_isUWhiteSpace(c) || u_ispunct(c) || u_iscntrl(c)) return Kind::gap;
    return Kind::other;
}

std::string utf8_of(const icu::UnicodeString& text) {
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

// ICU marks small vowels with a tilde: うぃ u~i, ゔぃ vu~i, とぅ to~u. They are typed wi, vi, tu.
std::string merge_small_vowels(std::string_view latin) {
    constexpr std::string_view vowels = "aiueo";
    std::string merged;
    for (std::size_t i = 0; i < latin.size(); ++i) {
        if (latin[i] != '~') {
            merged += latin[i];
            continue;
        }
        const char next = i + 1 < latin.size() ? latin[i + 1] : '\0';
        const bool merges = next == 'y' || vowels.find(next) != std::string_view::npos;
        if (!merges || merged.empty()) continue;
        const bool syllable = merged.size() > 1 && vowels.find(merged[merged.size() - 2]) == std::string_view::npos;
        if (merged.back() == 'u' && !syllable)
            merged.back() = 'w';
        else
            merged.pop_back();
    }
    return merged;
}

icu::UnicodeString with_large_kana(const icu::UnicodeString& word) {
    icu::UnicodeString large;
    for (int i = 0; i < word.length(); i = word.moveIndex32(i, 1)) {
        const UChar32 c = word.char32At(i);
        large.append(is_hiragana(c) ? standard(c, kana_variants) : c);
    }
    return large;
}

// Letters that staff of this kiosk cannot type: neither Latin nor kana nor kanji, whose sounds nobody can tell.
bool is_of_other_script(const icu::UnicodeString& word) {
    bool any = false;
    for (int i = 0; i < word.length(); i = word.moveIndex32(i, 1)) {
        UErrorCode status = U_ZERO_ERROR;
        switch (uscript_getScript(word.char32At(i), &status)) {
            case USCRIPT_LATIN:
            case USCRIPT_HIRAGANA:
            case USCRIPT_KATAKANA:
            case USCRIPT_HAN:
                return false;
            case USCRIPT_COMMON:
            case USCRIPT_INHERITED:
                break;
            default:
                any = true;  // of the world's scripts
        }
    }
    return any;
}

std::vector<icu::UnicodeString> kana_runs(const icu::UnicodeString& word) {
    std::vector<icu::UnicodeString> runs;
    bool inside = false;
    for (int i = 0; i < word.length(); i = word.moveIndex32(i, 1)) {
        const UChar32 c = word.char32At(i);
        const bool kana = is_hiragana(c);
        if (kana && !inside) runs.emplace_back();
        if (kana) runs.back().append(c);
        inside = kana;
    }
    return runs;
}

void add_word(Key& key, std::string_view word) {
    if (word.empty()) return;
    if (key.text.size() < 64) key.starts |= std::uint64_t{1} << key.text.size();
    key.text += word;
}

}  // namespace

struct KeyMaker::Icu {
    const icu::Normalizer2* compatibility = nullptr;  // these three belong to ICU
    const icu::Normalizer2* apart = nullptr;
    const icu::Normalizer2* together = nullptr;
    std::unique_ptr<icu::Transliterator> to_latin;
    std::unique_ptr<icu::Transliterator> any_to_latin;  // made for the first name that needs it: it takes a while

    // Words with small kana and without the marks that do not matter.
    std::vector<icu::UnicodeString> words(std::string_view text) const;
    std::string latin_of(const icu::UnicodeString& kana) const;
    std::string latin_of_other(const icu::UnicodeString& word);
};

std::vector<icu::UnicodeString> KeyMaker::Icu::words(std::string_view text) const {
    UErrorCode status = U_ZERO_ERROR;
    const auto given = icu::UnicodeString::fromUTF8({text.data(), static_cast<int>(text.size())});
    icu::UnicodeString folded = compatibility->normalize(given, status);
    const bool decomposed = needs_decomposing(folded);
    if (decomposed) folded = apart->normalize(folded, status);
    std::vector<icu::UnicodeString> found(1);
    for (int i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
        const UChar32 c = folded.char32At(i);
        if (is_dropped_mark(c)) continue;
        switch (kind_of(c)) {
            case Kind::joined:
                break;
            case Kind::gap:
                if (!found.back().isEmpty()) found.emplace_back();
                break;
            case Kind::other:
                found.back().append(standard(to_hiragana(c), variants));
                break;
        }
    }
    if (found.back().isEmpty()) found.pop_back();
    if (decomposed)
        for (icu::UnicodeString& word : found)
            word = together->normalize(word, status);
    return found;
}

std::string KeyMaker::Icu::latin_of(const icu::UnicodeString& kana) const {
    icu::UnicodeString latin(kana);
    to_latin->transliterate(latin);
    UErrorCode status = U_ZERO_ERROR;
    return plain_romaji(
        merge_small_vowels(utf8_of(apart->normalize(latin, status))));  // a macron is no letter: it goes
}

std::string KeyMaker::Icu::latin_of_other(const icu::UnicodeString& word) {
    UErrorCode status = U_ZERO_ERROR;
    if (!any_to_latin) any_to_latin.reset(icu::Transliterator::createInstance("Any-Latin", UTRANS_FORWARD, status));
    PETTAN_ASSERT(U_SUCCESS(status));  // ICU's data come with its library
    icu::UnicodeString latin(word);
    any_to_latin->transliterate(latin);
    latin = compatibility->normalize(latin, status);
    latin = apart->normalize(latin, status);
    std::string letters;
    for (const char c : utf8_of(latin))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) letters += c;
    return letters;
}

KeyMaker::KeyMaker() : m_icu(std::make_unique<Icu>()) {
    UErrorCode status = U_ZERO_ERROR;
    m_icu->compatibility = icu::Normalizer2::getNFKCCasefoldInstance(status);
    m_icu->apart = icu::Normalizer2::getNFDInstance(status);
    m_icu->together = icu::Normalizer2::getNFCInstance(status);
    m_icu->to_latin.reset(icu::Transliterator::createInstance("Hiragana-Latin", UTRANS_FORWARD, status));
    PETTAN_ASSERT(U_SUCCESS(status));  // ICU's data come with its library
}
KeyMaker::~KeyMaker() = default;

Keys KeyMaker::keys(std::string_view text) const {
    Keys keys;
    bool all_latin = true;
    for (const icu::UnicodeString& word : m_icu->words(text)) {
        const std::string plain = utf8_of(with_large_kana(word));
        add_word(keys.written, plain);
        if (is_latin(plain)) {
            add_word(keys.sound_of_latin, plain_romaji(plain));
            continue;
        }
        all_latin = false;
        if (is_of_other_script(word)) {
            const std::string latin = m_icu->latin_of_other(word);
            add_word(keys.sound_of_latin, plain_romaji(latin));
            add_word(keys.bones, bones_of(latin));
            continue;
        }
        for (const icu::UnicodeString& run : kana_runs(word))
            add_word(keys.sound_of_kana, m_icu->latin_of(run));
    }
    if (all_latin) keys.written = {};
    return keys;
}

std::vector<std::string> KeyMaker::words(std::string_view text) const {
    std::vector<std::string> found;
    for (const icu::UnicodeString& word : m_icu->words(text))
        found.push_back(utf8_of(with_large_kana(word)));
    return found;
}

bool is_latin(std::string_view word) {
    return std::ranges::all_of(word, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

bool is_kana(std::string_view word) {
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8({word.data(), static_cast<int>(word.size())});
    for (int i = 0; i < text.length(); ++i)
        if (!is_hiragana(text.charAt(i))) return false;
    return !text.isEmpty();
}

}  // namespace search
