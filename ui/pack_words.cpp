// Which of a pack's words can stand in the messages' places.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "base/nearest_word.h"
#include "ui/messages.h"
#include "words/pattern.h"

namespace ui {
namespace {

// The screens give numbers for these and texts for all others.
bool is_number(std::string_view placeholder) {
    return placeholder == "count" || placeholder == "minutes";
}

// What a pattern asks for may not suit what it is given: {time, number}.
bool formats(std::string_view pattern, const std::set<std::string>& names, std::string_view lang) {
    std::vector<words::Argument> arguments;
    for (const auto& name : names)
        if (is_number(name))
            arguments.emplace_back(name, 3);
        else
            arguments.emplace_back(name, "19:02");
    return words::can_format(pattern, lang, arguments);
}

class Judge {
public:
    explicit Judge(std::string_view lang) : m_lang(lang), m_own(Messages::load(lang)), m_known(m_own.keys()) {}

    std::optional<std::string> fault(const std::string& key, const std::string& pattern) const {
        const std::string place = place_of(key);
        if (place.empty()) return fmt::format("is unknown; did you mean {}?", base::nearest_word(key, m_known));
        if (key.starts_with("date.")) return "belongs to the language; a pack cannot change it";
        const auto names = words::placeholders(pattern);
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
        for (const Messages* messages : {&m_own, &m_own.second()})
            if (messages->has(place))
                names.merge(words::placeholders(messages->pattern(place)).value_or(std::set<std::string>()));
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
