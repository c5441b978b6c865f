// Every visible word of the screens, from the message files in ui/messages/, which are compiled into the program
// (firmware/words). Guests' words stand in ja.toml, en.toml, …, which are whole; staff's in staff_ja.toml, …, and are
// English where a language has none.
// Texts may carry U+200B where a line may break (text.h). One thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "words/book.h"

namespace ui {

// What a pack (pack.h) calls things: patterns by their dotted names, break hints as U+200B. A list's sentences,
// numbered from 1, replace the whole list.
using WordMap = words::Patterns;
using PackWords = std::map<std::string, WordMap, std::less<>>;  // by language

// A pattern that cannot stand for its key: an unknown key, broken syntax, a placeholder that nobody fills.
struct WordFault {
    std::string key;
    std::string text;  // "knows no {nmae}; it has {count}"
};
std::vector<WordFault> word_faults(const WordMap& words, std::string_view lang);

class Messages {
public:
    using Argument = words::Argument;
    using Arguments = words::Arguments;

    // A language of words/languages.h, or "qps": a pseudo-language for tests, whose texts are English with accents and
    // some 40 % longer. Anything else is English. `words` are a pack's, without faults.
    static Messages load(std::string_view lang, const PackWords& words = {});
    ~Messages();
    Messages(Messages&&) noexcept;
    Messages& operator=(Messages&&) noexcept;

    const std::string& lang() const;
    // The language for TextStyle.
    std::string_view text_language() const;

    // A key that no file has is a bug (CHECK); a placeholder without its argument stays visible as {name}.
    // Of a name that wears an honorific already (花さん) a pattern's own one is dropped: never 花さんさん.
    std::string text(std::string_view key, Arguments arguments = {}) const;
    // What is said after this name: "さん"; empty where it wears one, or the language has none.
    std::string honorific_of(std::string_view name) const;
    bool has(std::string_view key) const;
    // Whether it stands in this language, and not in English for want of a text.
    bool has_own(std::string_view key) const;
    // One of a list's sentences; any number n >= 0 chooses.
    std::string choice(std::string_view key, std::int64_t n) const;
    // `key` names a date pattern ("date.time"); `utc_offset` makes the time local.
    std::string date(std::string_view key, base::WallTime at, std::chrono::minutes utc_offset) const;

    // For the small second line.
    const Messages& second() const;
    // "first_time" or "again" in a guest's own language, where the file knows it and it is neither of the two above.
    std::optional<std::string> in_own_language(std::string_view lang, std::string_view key) const;

    // All keys in order, and a key's pattern: for tests.
    std::vector<std::string> keys() const;
    std::string pattern(std::string_view key) const;

private:
    struct Face;
    bool wears_honorific(std::string_view name) const;
    explicit Messages(std::unique_ptr<Face> face);
    static std::unique_ptr<Face> read(std::string_view lang, const PackWords& words);
    std::unique_ptr<Face> m_face;
};

}  // namespace ui
