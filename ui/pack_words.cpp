// Which of a pack's words can stand in the messages' places.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>

#include <set>

#include "base/nearest_word.h"
#include "ui/messages.h"

namespace ui {
namespace {

icu::UnicodeString wide(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

// The names of a pattern's placeholders; absent: it does not parse.
std::optional<std::set<std::string>> placeholders(std::string_view pattern) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::MessagePattern parsed(wide(pattern), nullptr, status);
    if (U_FAILURE(status)) return std::nullopt;
    std::set<std::string> names;
    for (int32_t i = 0; i < parsed.countParts(); ++i) {
        const auto type = parsed.getPart(i).getType();
        if (type != UMSGPAT_PART_TYPE_ARG_NAME && type != UMSGPAT_PART_TYPE_ARG_NUMBER) continue;
        std::string name;
        parsed.getSubstring(parsed.getPart(i)).toUTF8String(name);
        names.insert(name);
    }
    return names;
}

// The screens give numbers for these and texts for all others.
bool is_number(std::string_view placeholder) {
    return placeholder == "count" || placeholder == "minutes";
}

// What a pattern asks for may not suit what it is given: {time, number}.
bool formats(std::string_view pattern, const std::set<std::string>& names, std::string_view lang) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::MessageFormat format(wide(pattern), icu::Locale(lang == "ja" ? "ja" : "en"), status);
    std::vector<icu::UnicodeString> keys;
    std::vector<icu::Formattable> values;
    for (const auto& name : names) {
        keys.push_back(wide(name));
        if (is_number(name))
            values.emplace_back(static_cast<int64_t>(3));
        else
            values.emplace_back(wide("19:02"));
    }
    icu::UnicodeString result;
    if (U_SUCCESS(status))
        format.format(keys.data(), values.data(), static_cast<int32_t>(values.size()), result, status);
    return U_SUCCESS(status);
}

class Judge {
public:
    explicit Judge(std::string_view lang) : m_lang(lang), m_own(Messages::load(lang)), m_known(m_own.keys()) {}

    std::optional<std::string> fault(const std::string& key, const std::string& pattern) const {
        const std::string place = place_of(key);
        if (place.empty()) return fmt::format("is unknown; did you mean {}?", base::nearest_word(key, m_known));
        if (key.starts_with("date.")) return "belongs to the language; a pack cannot change it";
        const auto names = placeholders(pattern);
        if (!names) return "is no message: every { needs its }, and a plural its other";
        const std::set<std::string> filled = filled_at(place);
        for (const auto& name : *names)
            if (!filled.contains(name))
                return filled.empty() ? fmt::format("knows no {{{}}}; it has no placeholder", name)
                                      : fmt::format("knows no {{{}}}; it has {{{}}}", name, fmt::join(filled, "}, {"));
        if (!names->empty() && !formats(pattern, *names, m_lang)) return "asks for what a placeholder is not";
        return std::nullopt;
    }

private:
    // Washi's own key; of a sentence of a list the first one's. Empty: there is none.
    std::string place_of(const std::string& key) const {
        if (m_own.has(key)) return key;
        const std::string first = key.substr(0, key.rfind('.') + 1) + "1";
        return first != key && m_own.has(first) ? first : std::string();
    }
    std::set<std::string> filled_at(const std::string& place) const {
        std::set<std::string> names;
        for (const Messages* words : {&m_own, &m_own.second()})
            if (words->has(place)) names.merge(placeholders(words->pattern(place)).value_or(std::set<std::string>()));
        return names;
    }

    std::string m_lang;
    Messages m_own;
    std::vector<std::string> m_known;
};

}  // namespace

std::vector<WordFault> word_faults(const WordMap& words, std::string_view lang) {
    const Judge judge(lang);
    std::vector<WordFault> faults;
    for (const auto& [key, pattern] : words)
        if (auto fault = judge.fault(key, pattern)) faults.push_back({key, std::move(*fault)});
    return faults;
}

}  // namespace ui
