#include "words/message_files.h"

#include <toml++/toml.h>

#include <algorithm>

#include "base/check.h"
#include "words/break_hint.h"

namespace words {
namespace {

void flatten(const toml::node& node, const std::string& name, Patterns& patterns) {
    if (const auto* table = node.as_table()) {
        for (const auto& [key, child] : *table)
            flatten(child, name.empty() ? std::string(key.str()) : name + "." + std::string(key.str()), patterns);
    } else if (const auto* list = node.as_array()) {
        int number = 0;
        for (const auto& child : *list)
            flatten(child, name + "." + std::to_string(++number), patterns);
    } else {
        const auto text = node.value<std::string>();
        PETTAN_ASSERT(text.has_value());
        patterns[name] = with_break_hints(*text);
    }
}

}  // namespace

std::string with_break_hints(std::string_view text) {
    std::string result;
    for (const char c : text)
        if (c == '|')
            result += break_hint;
        else
            result += c;
    return result;
}

std::string_view list_of(std::string_view key) {
    const std::size_t dot = key.rfind('.');
    if (dot == std::string_view::npos || dot + 1 == key.size()) return {};
    const auto number = key.substr(dot + 1);
    const bool digits = std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits ? key.substr(0, dot) : std::string_view{};
}

Patterns read_messages(std::string_view toml) {
    Patterns patterns;
    flatten(toml::parse(toml), "", patterns);
    return patterns;
}

Patterns read_messages(MessageFiles files, std::string_view name) {
    const auto file = std::ranges::find(files, name, &MessageFile::name);
    return file == files.end() ? Patterns() : read_messages(file->toml);
}

void replace_messages(Patterns& patterns, const Patterns& with) {
    for (const auto& [key, pattern] : with)
        if (const auto list = list_of(key); key.ends_with(".1") && !list.empty())
            std::erase_if(patterns, [&](const auto& known) { return list_of(known.first) == list; });
    for (const auto& [key, pattern] : with)
        patterns[key] = pattern;
}

}  // namespace words
