// The messages of one language: ICU MessageFormat patterns under dotted names, formatted as the language counts and
// dates. A message that the language does not have can be taken over from another, with that one's rules. Thread-safe.
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "words/message_files.h"

namespace words {

// What fills a placeholder. Numbers are for plurals and are written as the language writes them ("1,234"); what only
// looks like a number (a line, an id) is given as text.
struct Argument {
    template <std::integral Number>
    Argument(std::string_view n, Number v) : name(n), value(static_cast<std::int64_t>(v)) {}
    template <std::convertible_to<std::string_view> Text>
    Argument(std::string_view n, const Text& v) : name(n), value(std::string(std::string_view(v))) {}

    std::string_view name;
    std::variant<std::int64_t, std::string> value;
};
using Arguments = std::initializer_list<Argument>;

class Book {
public:
    // `language` is a tag, "zh-Hant".
    Book(std::string_view language, const Patterns& patterns);
    ~Book();
    Book(Book&&) noexcept;
    Book& operator=(Book&&) noexcept;

    // Every message that `other` has and this one has not, read as `other` reads it; a list as a whole.
    void fill_from(const Book& other);

    // A key that there is not is a bug (CHECK); a placeholder without its argument stays visible as {name}.
    std::string text(std::string_view key, Arguments arguments = {}) const;
    std::string text(std::string_view key, const std::vector<Argument>& arguments) const;
    bool has(std::string_view key) const;
    // In this book's own language, not filled in.
    bool has_own(std::string_view key) const;
    // One of a list's sentences; any number n >= 0 chooses.
    std::string choice(std::string_view key, std::int64_t n) const;
    // `key` names a date pattern ("date.day"); `utc_offset` makes the time local.
    std::string date(std::string_view key, base::WallTime at, std::chrono::minutes utc_offset) const;

    // All keys in order, and a key's pattern.
    std::vector<std::string> keys() const;
    const std::string& pattern(std::string_view key) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace words
