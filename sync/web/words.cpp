#include "web/words.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>

#include "base/time_text.h"
#include "office/zone.h"
#include "web/message_files.h"

namespace web {

namespace {

struct LocalTime {
    std::chrono::year_month_day day;
    std::chrono::hh_mm_ss<std::chrono::minutes> time;
};

LocalTime local(base::WallTime at) {
    const auto shifted = std::chrono::floor<std::chrono::minutes>(at) + office::zone_offset(at);
    const auto day = std::chrono::floor<std::chrono::days>(shifted);
    return {std::chrono::year_month_day(day), std::chrono::hh_mm_ss(shifted - day)};
}

words::Book own_book(const words::Language& language) {
    const std::string code(language.code);
    words::Patterns patterns = words::read_messages(message_files, "phone_" + code);
    patterns.merge(words::read_messages(message_files, code));
    return {language.code, patterns};
}

}  // namespace

Words::Words(const words::Language& language) : m_language(language), m_book(own_book(language)) {
    m_book.fill_from(own_book(words::language_or_english("en")));
}

const std::vector<Words>& Words::all() {
    static const std::vector<Words> every = [] {
        std::vector<Words> made;
        for (const words::Language& language : words::languages())
            made.push_back(Words(language));
        return made;
    }();
    return every;
}

const Words& Words::in(std::string_view tag) {
    return *std::ranges::find(all(), words::language_or_english(tag).code, &Words::lang);
}

const Words& Words::asked_for(std::string_view accepted) {
    if (accepted.empty()) return all().front();
    // Browsers name the dearest first; weights ("en;q=0.8") only repeat that order.
    while (!accepted.empty()) {
        const std::size_t end = std::min(accepted.find(','), accepted.size());
        std::string_view tag = accepted.substr(0, std::min(accepted.find(';'), end));
        tag.remove_prefix(std::min(tag.find_first_not_of(' '), tag.size()));
        if (const auto* language = words::find_language(tag)) return in(language->code);
        accepted.remove_prefix(std::min(end + 1, accepted.size()));
    }
    return in("en");
}

std::string Words::time(base::WallTime at) const {
    const LocalTime t = local(at);
    return fmt::format("{}:{:02}", t.time.hours().count(), t.time.minutes().count());
}

std::string Words::day(base::WallTime at) const {
    return m_book.date("date.day", at, office::zone_offset(at));
}

std::string Words::day_and_year(base::WallTime at) const {
    return m_book.date("date.day_and_year", at, office::zone_offset(at));
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
    const auto minutes = office::zone_offset(at).count();
    const auto size = std::abs(minutes);
    const std::string rest = size % 60 == 0 ? std::string() : fmt::format(":{:02}", size % 60);
    return fmt::format("{} (UTC{}{}{})", office::zone_name(), minutes < 0 ? '-' : '+', size / 60, rest);
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
    const base::WallTime guess = as_if_utc - office::zone_offset(as_if_utc);
    return as_if_utc - office::zone_offset(guess);
}

}  // namespace

std::optional<base::WallTime> parse_local_minutes(std::string_view text) {
    const auto as_if_utc = base::parse_rfc3339(std::string(text) + ":00Z");
    if (!as_if_utc || text.size() != 16) return std::nullopt;
    return moment_of(*as_if_utc);
}

base::WallTime days_later(base::WallTime at, std::chrono::days days) {
    return moment_of(at + office::zone_offset(at) + days);
}

}  // namespace web
