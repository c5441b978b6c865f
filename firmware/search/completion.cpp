#include "search/completion.h"

#include <algorithm>

#include "search/keys.h"

namespace search {
namespace {

constexpr std::string_view wide_space = "\u3000";

// With a blank or a wide one between them; as they are written.
std::vector<std::string_view> parts_of(std::string_view text) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min({text.find(' '), text.find(wide_space), text.size()});
        if (end > 0) parts.push_back(text.substr(0, end));
        text.remove_prefix(end);
        if (text.starts_with(' '))
            text.remove_prefix(1);
        else if (text.starts_with(wide_space))
            text.remove_prefix(wide_space.size());
    }
    return parts;
}

struct Written {
    std::string text;
    int people = 0;
};

}  // namespace

std::string_view last_word(std::string_view typed) {
    std::size_t from = 0;
    if (const auto at = typed.rfind(' '); at != std::string_view::npos) from = at + 1;
    if (const auto at = typed.rfind(wide_space); at != std::string_view::npos)
        from = std::max(from, at + wide_space.size());
    return typed.substr(from);
}

std::vector<std::string> written_as(std::string_view kana, std::span<const attendance::Person> people,
                                    std::size_t limit) {
    const KeyMaker keys;
    const auto wanted = keys.words(kana);
    if (wanted.size() != 1 || !is_kana(wanted.front())) return {};
    std::vector<Written> found;
    for (const attendance::Person& person : people) {
        const auto names = parts_of(person.name);
        const auto readings = parts_of(person.reading);
        if (names.size() != readings.size()) continue;
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (keys.words(readings[i]) != wanted || keys.words(names[i]) == wanted) continue;
            const auto known = std::ranges::find(found, names[i], &Written::text);
            if (known != found.end())
                ++known->people;
            else
                found.push_back({std::string(names[i]), 1});
        }
    }
    std::ranges::stable_sort(found, std::ranges::greater(), &Written::people);
    std::vector<std::string> texts;
    for (Written& written : found)
        if (texts.size() < limit) texts.push_back(std::move(written.text));
    return texts;
}

}  // namespace search
