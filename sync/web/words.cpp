#include "web/words.h"

#include <fmt/core.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cstdlib>

#include "base/check.h"
#include "base/time_text.h"
#include "hub/zone.h"
#include "web/assets.h"

namespace web {
namespace {

struct LocalTime {
    std::chrono::year_month_day day;
    std::chrono::hh_mm_ss<std::chrono::minutes> time;
    unsigned weekday = 0;
};

LocalTime local(base::WallTime at) {
    const auto shifted = std::chrono::floor<std::chrono::minutes>(at) + hub::zone_offset(at);
    const auto day = std::chrono::floor<std::chrono::days>(shifted);
    return {std::chrono::year_month_day(day), std::chrono::hh_mm_ss(shifted - day),
            std::chrono::weekday(day).c_encoding()};
}

}  // namespace

Words::Words(std::string_view lang, std::string_view toml) : m_lang(lang) {
    const toml::table table = toml::parse(toml);
    for (const auto& [group, entries] : table)
        for (const auto& [key, value] : *entries.as_table())
            m_texts.emplace_back(std::string(group.str()) + "." + std::string(key.str()), value.as_string()->get());
    std::ranges::sort(m_texts);
}

const Words& Words::in(std::string_view lang) {
    static const Words ja("ja", asset("messages/ja.toml"));
    static const Words en("en", asset("messages/en.toml"));
    return lang == "en" ? en : ja;
}

const std::string* Words::find(std::string_view key) const {
    const auto at =
        std::ranges::lower_bound(m_texts, key, {}, [](const auto& pair) { return std::string_view(pair.first); });
    return at == m_texts.end() || at->first != key ? nullptr : &at->second;
}

std::string Words::text(std::string_view key, std::initializer_list<Argument> arguments) const {
    const std::string* pattern = find(key);
    for (const Argument& argument : arguments)
        if (argument.name == "n" && argument.number == 1)
            if (const std::string* one = find(std::string(key) + "_one")) pattern = one;
    PETTAN_ASSERT(pattern != nullptr);
    std::string out;
    for (std::size_t at = 0; at < pattern->size();) {
        const std::size_t open = pattern->find('{', at);
        out.append(*pattern, at, open - at);
        if (open == std::string::npos) break;
        const std::size_t close = pattern->find('}', open);
        PETTAN_ASSERT(close != std::string::npos);
        const std::string_view name = std::string_view(*pattern).substr(open + 1, close - open - 1);
        const auto argument = std::ranges::find(arguments, name, &Argument::name);
        out += argument == arguments.end() ? pattern->substr(open, close - open + 1) : argument->value;
        at = close + 1;
    }
    return out;
}

std::vector<std::string> Words::keys() const {
    std::vector<std::string> keys;
    for (const auto& [key, text] : m_texts)
        keys.push_back(key);
    return keys;
}

std::string Words::time(base::WallTime at) const {
    const LocalTime t = local(at);
    return fmt::format("{}:{:02}", t.time.hours().count(), t.time.minutes().count());
}

std::string Words::day(base::WallTime at) const {
    const LocalTime t = local(at);
    const std::string weekday = text(fmt::format("date.weekday_{}", t.weekday));
    const std::string month = text(fmt::format("date.month_{}", static_cast<unsigned>(t.day.month())));
    return text("date.day",
                {{"month", month}, {"day", std::int64_t{static_cast<unsigned>(t.day.day())}}, {"weekday", weekday}});
}

std::string Words::day_and_year(base::WallTime at) const {
    const LocalTime t = local(at);
    const std::string month = text(fmt::format("date.month_{}", static_cast<unsigned>(t.day.month())));
    return text("date.day_and_year", {{"year", std::int64_t{static_cast<int>(t.day.year())}},
                                      {"month", month},
                                      {"day", std::int64_t{static_cast<unsigned>(t.day.day())}}});
}

std::string Words::short_day(base::WallTime at) const {
    const LocalTime t = local(at);
    return fmt::format("{}.{}", static_cast<unsigned>(t.day.month()), static_cast<unsigned>(t.day.day()));
}

std::string Words::ago(std::chrono::seconds age) const {
    const std::int64_t s = std::max<std::int64_t>(age.count(), 0);
    if (s < 60) return text("date.seconds_ago", {{"n", s}});
    if (s < 3600) return text("date.minutes_ago", {{"n", s / 60}});
    if (s < 48 * 3600) return text("date.hours_ago", {{"n", s / 3600}});
    return text("date.days_ago", {{"n", s / 86400}});
}

std::string Words::zone(base::WallTime at) {
    const auto minutes = hub::zone_offset(at).count();
    const auto size = std::abs(minutes);
    const std::string rest = size % 60 == 0 ? std::string() : fmt::format(":{:02}", size % 60);
    return fmt::format("{} (UTC{}{}{})", hub::zone_name(), minutes < 0 ? '-' : '+', size / 60, rest);
}

std::string local_minutes(base::WallTime at) {
    const LocalTime t = local(at);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}", static_cast<int>(t.day.year()),
                       static_cast<unsigned>(t.day.month()), static_cast<unsigned>(t.day.day()), t.time.hours().count(),
                       t.time.minutes().count());
}

namespace {

// A reading of the zone's clocks, as if it were UTC, as the moment that it means.
base::WallTime moment_of(base::WallTime as_if_utc) {
    const base::WallTime guess = as_if_utc - hub::zone_offset(as_if_utc);
    return as_if_utc - hub::zone_offset(guess);
}

}  // namespace

std::optional<base::WallTime> parse_local_minutes(std::string_view text) {
    const auto as_if_utc = base::parse_rfc3339(std::string(text) + ":00Z");
    if (!as_if_utc || text.size() != 16) return std::nullopt;
    return moment_of(*as_if_utc);
}

base::WallTime days_later(base::WallTime at, std::chrono::days days) {
    return moment_of(at + hub::zone_offset(at) + days);
}

}  // namespace web
