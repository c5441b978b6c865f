#include "web/doubles.h"

#include <algorithm>

#include "base/utf8.h"
#include "search/keys.h"

namespace web {
namespace {

// A KeyMaker belongs to one thread, and is expensive to construct.
const search::KeyMaker& keys() {
    static thread_local const search::KeyMaker maker;
    return maker;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += word;
    return text;
}

std::string first_character(std::string_view text) {
    std::size_t end = 1;
    while (end < text.size() && !base::begins_character(text[end]))
        ++end;
    return std::string(text.substr(0, end));
}

}  // namespace

Called::Called(const attendance::Person& person) {
    for (const std::string* text : {&person.name, &person.nickname, &person.reading}) {
        const std::vector<std::string> words = keys().words(*text);
        for (const std::string& word : words)
            if (base::count_characters(word) >= list_query_characters_min) m_words.insert(word);
        std::string whole = joined(words);
        if (!whole.empty()) m_whole.insert(std::move(whole));
    }
}

bool Called::may_be(const Called& other) const {
    const auto in = [](const std::set<std::string>& names, const std::set<std::string>& others) {
        return std::ranges::any_of(names, [&](const std::string& name) { return others.contains(name); });
    };
    return in(m_whole, other.m_whole) || in(m_whole, other.m_words) || in(m_words, other.m_whole);
}

bool Called::begins_with(std::string_view text) const {
    const std::string query = list_query(text);
    const auto begins = [&](const std::string& name) { return name.starts_with(query); };
    return !query.empty() && (std::ranges::any_of(m_whole, begins) || std::ranges::any_of(m_words, begins));
}

std::string list_query(std::string_view text) {
    std::string query = joined(keys().words(text));
    if (base::count_characters(query) < list_query_characters_min) query.clear();
    return query;
}

std::string hinted_name(const attendance::Person& person) {
    const std::string& name = person.name.empty() ? person.nickname : person.name;
    std::string hint;
    std::size_t at = 0;
    while (at < name.size()) {
        const std::string_view rest = std::string_view(name).substr(at);
        const std::size_t space = std::min(rest.find(' '), rest.find("　"));
        const std::string_view word = rest.substr(0, space);
        if (!word.empty()) hint += hint.empty() ? std::string(word) : " " + first_character(word) + "…";
        if (space == std::string_view::npos) break;
        at += space + (rest[space] == ' ' ? 1 : std::string_view("　").size());
    }
    return hint;
}

}  // namespace web
