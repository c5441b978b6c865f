// What is wrong in a TOML file that people write, and in which line. The topmost fault is reported. For sources alone:
// toml++ is large.
#pragma once

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/nearest_word.h"
#include "base/result.h"

namespace base {

struct TomlFault {
    toml::source_index line = 0;
    std::string text;
};

class TomlFaults {
public:
    void note(toml::source_index line, std::string text) { m_all.push_back({line, std::move(text)}); }
    void note(const toml::node& where, std::string text) { note(where.source().begin.line, std::move(text)); }
    // `what`: "key", "section".
    void unknown(std::string_view what, const toml::key& key, const std::string& name,
                 const std::vector<std::string>& known) {
        note(key.source().begin.line,
             fmt::format("unknown {} {}; did you mean {}?", what, name, nearest_word(name, known)));
    }
    bool none() const { return m_all.empty(); }
    // The topmost; of several in one line the first that was noted.
    std::optional<TomlFault> first() const {
        const auto first = std::ranges::min_element(m_all, {}, &TomlFault::line);
        return first == m_all.end() ? std::nullopt : std::optional(*first);
    }
    // bad_input: "FILE:LINE: what is wrong".
    Result<void> report(const std::string& file) const {
        const auto fault = first();
        if (!fault) return {};
        return fail(ErrorCode::bad_input, fmt::format("{}:{}: {}", file, fault->line, fault->text));
    }

private:
    std::vector<TomlFault> m_all;
};

// `syntax`: where the text is no TOML.
inline std::optional<toml::table> parse_toml(std::string_view text, TomlFaults& syntax) {
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& error) {
        std::string what(error.description());
        std::ranges::replace(what, '\n', ' ');
        syntax.note(error.source().begin.line, "not TOML: " + what);
        return std::nullopt;
    }
}

// Absent: not of this type, or out of bounds.
inline std::optional<std::string> toml_text(const toml::node& node, std::size_t bytes_max) {
    auto text = node.value_exact<std::string>();
    return text && text->size() <= bytes_max ? std::move(text) : std::nullopt;
}
template <typename Number>
std::optional<Number> toml_number(const toml::node& node, Number low, Number high) {
    if (std::integral<Number> && !node.is_integer()) return std::nullopt;
    const auto number = node.value<double>();  // whole numbers too
    if (!number || !(*number >= static_cast<double>(low) && *number <= static_cast<double>(high))) return std::nullopt;
    return static_cast<Number>(*number);
}

}  // namespace base
