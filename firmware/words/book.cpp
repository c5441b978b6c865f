#include "words/book.h"

#include <unicode/smpdtfmt.h>

#include <mutex>
#include <span>

#include "base/check.h"
#include "words/fill.h"
#include "words/wide.h"

namespace words {
namespace {

struct Message {
    std::string pattern;
    std::string language;
    // Parsed at the first use.
    std::unique_ptr<icu::MessageFormat> format;
    std::unique_ptr<icu::SimpleDateFormat> date_format;
};

}  // namespace

struct Book::State {
    std::string language;
    std::map<std::string, Message, std::less<>> messages;
    std::mutex formatting;  // ICU's formats warm up shared state

    Message& at(std::string_view key) {
        const auto found = messages.find(key);
        PETTAN_ASSERT(found != messages.end());
        return found->second;
    }
    std::string text(std::string_view key, std::span<const Argument> arguments) {
        Message& message = at(key);
        if (arguments.empty()) return message.pattern;
        const std::lock_guard lock(formatting);
        if (!message.format) {
            UErrorCode status = U_ZERO_ERROR;
            message.format =
                std::make_unique<icu::MessageFormat>(wide(message.pattern), locale_of(message.language), status);
            PETTAN_ASSERT(U_SUCCESS(status));
        }
        UErrorCode status = U_ZERO_ERROR;
        const auto filled = fill(*message.format, arguments, status);
        PETTAN_ASSERT(U_SUCCESS(status));
        return narrow(filled);
    }
};

Book::Book(std::string_view language, const Patterns& patterns) : m_state(std::make_unique<State>()) {
    m_state->language = language;
    for (const auto& [key, pattern] : patterns)
        m_state->messages[key] = {pattern, m_state->language, nullptr, nullptr};
}
Book::~Book() = default;
Book::Book(Book&&) noexcept = default;
Book& Book::operator=(Book&&) noexcept = default;

void Book::fill_from(const Book& other) {
    for (const auto& [key, message] : other.m_state->messages) {
        const auto list = list_of(key);
        if (!list.empty() && has_own(std::string(list) + ".1")) continue;
        m_state->messages.try_emplace(key, Message{message.pattern, message.language, nullptr, nullptr});
    }
}

std::string Book::text(std::string_view key, Arguments arguments) const {
    return m_state->text(key, {arguments.begin(), arguments.size()});
}

std::string Book::text(std::string_view key, const std::vector<Argument>& arguments) const {
    return m_state->text(key, arguments);
}

bool Book::has(std::string_view key) const {
    return m_state->messages.contains(key);
}

bool Book::has_own(std::string_view key) const {
    const auto found = m_state->messages.find(key);
    return found != m_state->messages.end() && found->second.language == m_state->language;
}

std::string Book::choice(std::string_view key, std::int64_t n) const {
    const std::string prefix = std::string(key) + ".";
    std::int64_t count = 0;
    while (has(prefix + std::to_string(count + 1)))
        ++count;
    PETTAN_ASSERT(count > 0);
    return text(prefix + std::to_string(n % count + 1));
}

std::string Book::date(std::string_view key, base::WallTime at, std::chrono::minutes utc_offset) const {
    Message& message = m_state->at(key);
    const std::lock_guard lock(m_state->formatting);
    if (!message.date_format) {
        UErrorCode status = U_ZERO_ERROR;
        message.date_format =
            std::make_unique<icu::SimpleDateFormat>(wide(message.pattern), locale_of(message.language), status);
        PETTAN_ASSERT(U_SUCCESS(status));
        message.date_format->setTimeZone(*icu::TimeZone::getGMT());
    }
    const auto since_1970 = std::chrono::duration_cast<std::chrono::milliseconds>((at + utc_offset).time_since_epoch());
    icu::UnicodeString result;
    message.date_format->format(static_cast<UDate>(since_1970.count()), result);
    return narrow(result);
}

std::vector<std::string> Book::keys() const {
    std::vector<std::string> result;
    for (const auto& [key, message] : m_state->messages)
        result.push_back(key);
    return result;
}

const std::string& Book::pattern(std::string_view key) const {
    return m_state->at(key).pattern;
}

}  // namespace words
