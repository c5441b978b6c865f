#include "words/languages.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace words {
namespace {

constexpr std::array table{
    Language{"ja", "日本語", "en", "", "fonts-noto-cjk", 0.4f, true},
    Language{"en", "English", "ja", "", "fonts-noto-core", 0.12f, true},
    Language{"zh-Hant", "繁體中文", "en", "zh-TW zh-HK zh-MO", "fonts-noto-cjk", 0.4f, false},
    Language{"ko", "한국어", "en", "", "fonts-noto-cjk", 0.3f, true},
    Language{"vi", "Tiếng Việt", "en", "", "fonts-noto-core", 0.3f, true},
};

char small(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_tag(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, small, small);
}

bool is_called(const Language& language, std::string_view tag) {
    if (same_tag(language.code, tag)) return true;
    for (std::string_view rest = language.also; !rest.empty();) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        if (same_tag(rest.substr(0, end), tag)) return true;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

}  // namespace

std::span<const Language> languages() {
    return table;
}

const Language* find_language(std::string_view tag) {
    while (!tag.empty()) {
        for (const Language& language : table)
            if (is_called(language, tag)) return &language;
        const std::size_t dash = tag.rfind('-');
        tag = tag.substr(0, dash == std::string_view::npos ? 0 : dash);
    }
    return nullptr;
}

const Language& language_or_english(std::string_view tag) {
    const Language* found = find_language(tag);
    if (found == nullptr) found = find_language("en");
    PETTAN_ASSERT(found != nullptr);
    return *found;
}

bool is_language(std::string_view code) {
    return std::ranges::find(table, code, &Language::code) != table.end();
}

const Language& next_language(std::string_view code) {
    const auto at = std::ranges::find(table, code, &Language::code);
    return at == table.end() || at + 1 == table.end() ? table.front() : *(at + 1);
}

std::vector<std::string> language_codes() {
    std::vector<std::string> codes;
    for (const Language& language : table)
        codes.emplace_back(language.code);
    return codes;
}

}  // namespace words
