// Every visible word of the pages, from sync/web/messages/*.toml, which are compiled into the program (firmware/words):
// ICU MessageFormat patterns. [event] people = "…" is "event.people". Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "words/book.h"
#include "words/languages.h"

namespace web {

class Words {
public:
    using Argument = words::Argument;
    using Arguments = words::Arguments;

    // The closest language; English where none is close.
    static const Words& in(std::string_view tag);
    // The first of an Accept-Language header that there is; Japanese where nothing is asked for, else English.
    static const Words& asked_for(std::string_view accepted);

    std::string_view lang() const { return m_language.code; }
    // A key that no file has is a bug; a placeholder without its argument stays visible.
    std::string text(std::string_view key, Arguments arguments = {}) const { return m_book.text(key, arguments); }
    bool has(std::string_view key) const { return m_book.has(key); }
    // Whether it stands in this language, and not in English for want of a text.
    bool has_own(std::string_view key) const { return m_book.has_own(key); }
    std::vector<std::string> keys() const { return m_book.keys(); }
    const std::string& pattern(std::string_view key) const { return m_book.pattern(key); }

    // In the hub's own time zone.
    std::string time(base::WallTime at) const;          // 19:05
    std::string day(base::WallTime at) const;           // 7月21日（火） / Tue 21 Jul
    std::string day_and_year(base::WallTime at) const;  // 2026年7月21日 / 21 Jul 2026
    std::string short_day(base::WallTime at) const;     // 7.21
    std::string ago(std::chrono::seconds age) const;
    // The zone of all these, with its difference to UTC at that moment: "Asia/Tokyo (UTC+9)".
    static std::string zone(base::WallTime at);

private:
    explicit Words(const words::Language& language);
    static const std::vector<Words>& all();

    const words::Language& m_language;
    words::Book m_book;
};

// A wall time as the fields of a calendar in the hub's zone, and back ("2026-07-21T18:30", as browsers send it).
std::string local_minutes(base::WallTime at);
std::optional<base::WallTime> parse_local_minutes(std::string_view text);
// The same time of the day so many days later, whatever the clocks were set to in between.
base::WallTime days_later(base::WallTime at, std::chrono::days days);

}  // namespace web
