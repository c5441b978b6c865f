// Every visible word of the pages, from sync/web/messages/*.toml, which are compiled into the program. [event] arrived
// =
// "{n} came" is "event.arrived"; where n is 1, "event.arrived_one" is taken if it is there. Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace web {

class Words {
public:
    struct Argument {
        Argument(std::string_view n, std::int64_t v) : name(n), value(std::to_string(v)), number(v) {}
        Argument(std::string_view n, std::string_view v) : name(n), value(v) {}
        Argument(std::string_view n, const std::string& v) : name(n), value(v) {}
        std::string_view name;
        std::string value;
        std::int64_t number = 0;
    };

    // "ja" or "en"; anything else is Japanese.
    static const Words& in(std::string_view lang);

    std::string_view lang() const { return m_lang; }
    // A key that no file has is a bug; a placeholder without its argument stays visible.
    std::string text(std::string_view key, std::initializer_list<Argument> arguments = {}) const;
    std::vector<std::string> keys() const;

    // In the hub's own time zone.
    std::string time(base::WallTime at) const;          // 19:05
    std::string day(base::WallTime at) const;           // 7月21日（火） / Tue 21 Jul
    std::string day_and_year(base::WallTime at) const;  // 2026年7月21日 / 21 Jul 2026
    std::string short_day(base::WallTime at) const;     // 7.21
    std::string ago(std::chrono::seconds age) const;
    // The zone of all these, with its difference to UTC at that moment: "Asia/Tokyo (UTC+9)".
    static std::string zone(base::WallTime at);

private:
    explicit Words(std::string_view lang, std::string_view toml);
    const std::string* find(std::string_view key) const;

    std::string m_lang;
    std::vector<std::pair<std::string, std::string>> m_texts;  // by key
};

// A wall time as the fields of a calendar in the hub's zone, and back ("2026-07-21T18:30", as browsers send it).
std::string local_minutes(base::WallTime at);
std::optional<base::WallTime> parse_local_minutes(std::string_view text);
// The same time of the day so many days later, whatever the clocks were set to in between.
base::WallTime days_later(base::WallTime at, std::chrono::days days);

}  // namespace web
