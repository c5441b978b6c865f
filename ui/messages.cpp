#include "ui/messages.h"

#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>
#include <unicode/simpletz.h>
#include <unicode/smpdtfmt.h>

#include <toml++/toml.h>
#include <algorithm>
#include <map>

#include "base/check.h"
#include "base/utf8.h"
#include "ui/message_files.h"
#include "ui/text.h"

namespace ui {

std::string with_break_hints(std::string_view text) {
    std::string result;
    for (const char c : text)
        if (c == '|')
            result += break_hint;
        else
            result += c;
    return result;
}

namespace {

using Patterns = WordMap;

icu::UnicodeString wide(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

std::string narrow(const icu::UnicodeString& text) {
    std::string result;
    return text.toUTF8String(result);
}

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

// The files are part of the program: one that does not parse is a bug, found by the first test.
Patterns parse(std::string_view file) {
    Patterns patterns;
    flatten(toml::parse(file), "", patterns);
    return patterns;
}

// "welcome.again_prompt" of "welcome.again_prompt.2"; empty if the name has no number at its end.
std::string_view list_of(std::string_view key) {
    const std::size_t dot = key.rfind('.');
    if (dot == std::string_view::npos || dot + 1 == key.size()) return {};
    const auto number = key.substr(dot + 1);
    const bool digits = std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits ? key.substr(0, dot) : std::string_view{};
}

// A list is replaced as a whole, however long both are.
void change_words(Patterns& patterns, const WordMap& words) {
    for (const auto& [key, pattern] : words)
        if (const auto list = list_of(key); key.ends_with(".1") && !list.empty())
            std::erase_if(patterns, [&](const auto& known) { return list_of(known.first) == list; });
    for (const auto& [key, pattern] : words)
        patterns[key] = pattern;
}

std::string_view file_of(std::string_view lang) {
    return lang == "ja" ? message_file_ja : message_file_en;
}

bool is_literal(std::string_view key) {
    return key.starts_with("date.") || key.starts_with("stamp.") || key.starts_with("keyboard.");
}

std::string_view accented(char letter) {
    switch (letter) {
        case 'a':
            return "á";
        case 'e':
            return "ë";
        case 'i':
            return "î";
        case 'o':
            return "ö";
        case 'u':
            return "ü";
        case 'y':
            return "ý";
        case 'n':
            return "ñ";
        case 'A':
            return "Å";
        case 'O':
            return "Ø";
        default:
            return {};  // the other letters stay: a char is no enum
    }
}

std::string pseudo_literal(std::string_view text) {
    std::string result;
    int letters = 0;
    for (const char c : text) {
        const auto other = accented(c);
        if (other.empty())
            result += c;
        else
            result += other;
        // Two of five letters twice: longer words, not more words, since those are what breaks a layout.
        if (std::isalpha(static_cast<unsigned char>(c)) != 0 && (letters++ % 5 == 1 || letters % 5 == 4))
            result += other.empty() ? std::string_view(&c, 1) : other;
    }
    return result;
}

// People's own texts may hold line breaks and stray spaces at their ends.
std::string fit_for_sentence(std::string_view text) {
    std::string clean = base::clean_for_display(text);
    const auto from = clean.find_first_not_of(' ');
    if (from == std::string::npos) return {};
    return clean.substr(from, clean.find_last_not_of(' ') - from + 1);
}

}  // namespace

std::string pseudo_pattern(std::string_view pattern) {
    UErrorCode status = U_ZERO_ERROR;
    const auto text = wide(pattern);
    const icu::MessagePattern parsed(text, nullptr, status);
    PETTAN_ASSERT(U_SUCCESS(status));
    std::string result;
    bool in_message = false;
    int32_t done = 0;
    for (int32_t i = 0; i < parsed.countParts(); ++i) {
        const auto& part = parsed.getPart(i);
        const auto between = narrow(text.tempSubStringBetween(done, part.getIndex()));
        result += in_message ? pseudo_literal(between) : between;
        result += narrow(text.tempSubStringBetween(part.getIndex(), part.getLimit()));
        done = part.getLimit();
        if (part.getType() == UMSGPAT_PART_TYPE_MSG_START || part.getType() == UMSGPAT_PART_TYPE_ARG_LIMIT)
            in_message = true;
        else if (part.getType() == UMSGPAT_PART_TYPE_MSG_LIMIT || part.getType() == UMSGPAT_PART_TYPE_ARG_START)
            in_message = false;
    }
    return result;
}

struct Messages::Book {
    std::string lang;
    icu::Locale locale;
    Patterns patterns;
    // Parsed at the first use of a key.
    mutable std::map<std::string, std::unique_ptr<icu::MessageFormat>, std::less<>> formats;
    Patterns greetings;  // "th.again" -> …
    std::unique_ptr<Messages> second;
};

Messages::Messages(std::unique_ptr<Book> book) : m_book(std::move(book)) {}
Messages::~Messages() = default;
Messages::Messages(Messages&&) noexcept = default;
Messages& Messages::operator=(Messages&&) noexcept = default;

std::unique_ptr<Messages::Book> Messages::read(std::string_view lang, const PackWords& words) {
    auto book = std::make_unique<Book>();
    book->lang = lang == "ja" || lang == "qps" ? std::string(lang) : "en";
    book->locale = icu::Locale(lang == "ja" ? "ja" : "en");
    book->patterns = parse(file_of(lang));
    book->patterns.merge(parse(lang == "ja" ? message_file_staff_ja : message_file_staff_en));
    change_words(book->patterns, lang == "ja" ? words.ja : words.en);
    if (lang == "qps")
        for (auto& [key, pattern] : book->patterns)
            if (!is_literal(key)) pattern = pseudo_pattern(pattern);
    return book;
}

Messages Messages::load(std::string_view lang, const PackWords& words) {
    auto book = read(lang, words);
    book->greetings = parse(message_file_greetings);
    const std::string_view other = book->lang == "ja" ? "en" : book->lang == "en" ? "ja" : "qps";
    book->second = std::unique_ptr<Messages>(new Messages(read(other, words)));
    return Messages(std::move(book));
}

const std::string& Messages::lang() const {
    return m_book->lang;
}

std::string_view Messages::text_language() const {
    return m_book->lang == "ja" ? "ja" : "en";
}

const Messages& Messages::second() const {
    PETTAN_ASSERT(m_book->second != nullptr);
    return *m_book->second;
}

bool Messages::has(std::string_view key) const {
    return m_book->patterns.contains(key);
}

std::string Messages::text(std::string_view key, Arguments arguments) const {
    const auto pattern = m_book->patterns.find(key);
    PETTAN_ASSERT(pattern != m_book->patterns.end());
    if (arguments.size() == 0) return pattern->second;

    UErrorCode status = U_ZERO_ERROR;
    auto& format = m_book->formats[std::string(key)];
    if (!format) format = std::make_unique<icu::MessageFormat>(wide(pattern->second), m_book->locale, status);
    PETTAN_ASSERT(U_SUCCESS(status));

    std::vector<icu::UnicodeString> names;
    std::vector<icu::Formattable> values;
    for (const auto& argument : arguments) {
        names.push_back(wide(argument.name));
        if (const auto* number = std::get_if<std::int64_t>(&argument.value))
            values.emplace_back(static_cast<int64_t>(*number));
        else
            values.emplace_back(wide(fit_for_sentence(std::get<std::string>(argument.value))));
    }
    icu::UnicodeString result;
    format->format(names.data(), values.data(), static_cast<int32_t>(values.size()), result, status);
    PETTAN_ASSERT(U_SUCCESS(status));
    return narrow(result);
}

std::string Messages::choice(std::string_view key, std::int64_t n) const {
    const std::string prefix = std::string(key) + ".";
    std::int64_t count = 0;
    while (has(prefix + std::to_string(count + 1)))
        ++count;
    PETTAN_ASSERT(count > 0);
    return text(prefix + std::to_string(n % count + 1));
}

std::string Messages::date(std::string_view key, base::WallTime at, std::chrono::minutes utc_offset) const {
    UErrorCode status = U_ZERO_ERROR;
    icu::SimpleDateFormat format(wide(text(key)), m_book->locale, status);
    PETTAN_ASSERT(U_SUCCESS(status));
    format.adoptTimeZone(
        new icu::SimpleTimeZone(static_cast<int32_t>(std::chrono::milliseconds(utc_offset).count()), "local"));
    const auto since_1970 = std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch());
    icu::UnicodeString result;
    format.format(static_cast<UDate>(since_1970.count()), result);
    return narrow(result);
}

std::optional<std::string> Messages::in_own_language(std::string_view lang, std::string_view key) const {
    // "zh-Hant-TW", "zh-Hant", "zh": the longest that is there.
    for (std::string tag(lang); !tag.empty(); tag.resize(tag.find('-') == std::string::npos ? 0 : tag.rfind('-'))) {
        if (tag == text_language() || tag == second().text_language()) return std::nullopt;
        const auto found = m_book->greetings.find(tag + "." + std::string(key));
        if (found != m_book->greetings.end()) return found->second;
    }
    return std::nullopt;
}

std::vector<std::string> Messages::keys() const {
    std::vector<std::string> result;
    for (const auto& [key, pattern] : m_book->patterns)
        result.push_back(key);
    return result;
}

std::string Messages::pattern(std::string_view key) const {
    const auto found = m_book->patterns.find(key);
    PETTAN_ASSERT(found != m_book->patterns.end());
    return found->second;
}

}  // namespace ui
