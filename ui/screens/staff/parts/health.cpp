#include "staff/parts/health.h"

#include <fmt/format.h>

#include <array>

#include "staff/parts/desk_top.h"

namespace staff {

namespace {

using desk::Health;
using std::chrono::duration_cast;
using std::chrono::seconds;

// What is looked at again and again grows stale when nobody does; the others speak when something happens.
enum class Seen { when_it_changes, again_and_again };
constexpr auto stale_after = std::chrono::minutes(5);

struct NamedPart {
    std::string_view name;
    const desk::Part& part;
    Seen seen;
};

std::string_view word_of(Health health) {
    switch (health) {
        case Health::unknown:
            return "unknown";
        case Health::ok:
            return "ok";
        case Health::warning:
            return "warning";
        case Health::trouble:
            return "trouble";
    }
    return "unknown";
}

std::string_view word_of(desk::HubTrouble trouble) {
    using enum desk::HubTrouble;
    switch (trouble) {
        case none:
            return "none";
        case address:
            return "address";
        case code:
            return "code";
        case unreachable:
            return "unreachable";
        case log_in:
            return "log_in";
        case foreign:
            return "foreign";
        case stranger:
            return "stranger";
        case revoked:
            return "revoked";
        case version:
            return "version";
        case busy:
            return "busy";
        case fault:
            return "fault";
        case held:
            return "held";
        case copied:
            return "copied";
    }
    return "fault";
}

int badness(const PartWords& part) {
    if (part.health == Health::trouble) return 3;
    if (part.health == Health::warning) return 2;
    return part.stale ? 1 : 0;
}

// A figure says more than a word.
std::optional<std::string> figure_of(const parts::Stage& stage, const NamedPart& named) {
    const auto& words = stage.words;
    if (!named.part.figure) return std::nullopt;
    const std::int64_t figure = *named.part.figure;
    if (named.name == "disk" && figure < 1024)
        return words.text("staff.health.free_mb", {{"name", std::to_string(figure)}});
    if (named.name == "disk") return words.text("staff.health.free_gb", {{"name", std::to_string(figure / 1024)}});
    if (named.name == "temperature") return words.text("staff.health.degrees", {{"name", std::to_string(figure)}});
    if (named.name == "sync") return words.text("staff.health.waiting", {{"count", figure}});
    return std::nullopt;
}

std::string age_of(const parts::Stage& stage, const desk::Part& part) {
    if (part.as_of.count() <= 0) return {};
    const auto age = std::max(seconds(0), duration_cast<seconds>(stage.now - part.as_of));
    const auto& words = stage.words;
    if (age < seconds(5)) return words.text("staff.health.age_now");
    if (age < seconds(60)) return words.text("staff.health.age_seconds", {{"count", age.count()}});
    if (age < std::chrono::hours(1)) return words.text("staff.health.age_minutes", {{"count", age.count() / 60}});
    return words.text("staff.health.age_hours", {{"count", age.count() / 3600}});
}

void choose_sign(const parts::Stage& stage, PartWords& part) {
    const auto& ink = staff_theme(stage);
    switch (part.health) {
        case Health::unknown:
            part.icon = ui::Icon::ring;
            part.colour = ink.dim;
            break;
        case Health::ok:
            part.icon = part.stale ? ui::Icon::ring : ui::Icon::check_disc;
            part.colour = part.stale ? ink.warning : ink.good;
            break;
        case Health::warning:
            part.icon = ui::Icon::warning;
            part.colour = ink.warning;
            break;
        case Health::trouble:
            part.icon = ui::Icon::trouble;
            part.colour = ink.trouble;
            break;
    }
}

// The page on which staff do what the step says.
std::optional<desk::Answer> remedy_of(std::string_view part, desk::HubTrouble trouble) {
    if (part == "clock") return desk::GoTo{desk::StaffPage::settings};
    if (part == "disk") return desk::ShowExport{};
    if (part != "sync") return std::nullopt;
    using enum desk::HubTrouble;
    const bool joins_again = trouble == revoked || trouble == stranger || trouble == address || trouble == code;
    return joins_again ? std::optional<desk::Answer>(desk::OpenHub{}) : std::nullopt;
}

PartWords words_of(const parts::Stage& stage, const NamedPart& named) {
    const auto& words = stage.words;
    PartWords result;
    result.health = named.part.health;
    result.age = age_of(stage, named.part);
    result.stale =
        named.seen == Seen::again_and_again && !result.age.empty() && stage.now - named.part.as_of > stale_after;
    result.name = words.text(fmt::format("staff.part.{}", named.name));
    result.state = words.text(fmt::format("staff.health.{}_{}", named.name, word_of(named.part.health)));
    const auto figure = figure_of(stage, named);
    result.figure = figure.value_or("");
    if (figure) result.state = result.health == Health::ok ? *figure : result.state + "\u2002" + *figure;
    const auto trouble = stage.snapshot.status.hub_trouble;
    const bool is_sync = named.name == "sync" && trouble != desk::HubTrouble::none;
    if (is_sync) result.state = staff::words_of(stage, trouble).what + (figure ? "\u2002" + *figure : "");
    if (result.stale) result.state = words.text("staff.health.stale", {{"time", result.age}, {"name", result.state}});
    if (result.health == Health::warning || result.health == Health::trouble) {
        // The store is well again, but somebody was not stamped meanwhile.
        const bool is_made_up_for = named.name == "store" && result.health == Health::warning;
        result.step = words.text(is_made_up_for ? "staff.health.store_warning_step"
                                                : fmt::format("staff.health.{}_step", named.name));
        if (is_sync) result.step = staff::words_of(stage, trouble).step;
        result.remedy = remedy_of(named.name, is_sync ? trouble : desk::HubTrouble::none);
        if (!figure || is_sync) result.detail = named.part.detail;
    }
    choose_sign(stage, result);
    return result;
}

}  // namespace

TroubleWords words_of(const parts::Stage& stage, desk::HubTrouble trouble) {
    const std::string key = fmt::format("staff.link.{}", word_of(trouble));
    return {stage.words.text(key, {{"count", stage.snapshot.status.held}}), stage.words.text(key + "_step")};
}

PartWords sync_words(const parts::Stage& stage) {
    return words_of(stage, NamedPart{"sync", stage.snapshot.status.sync, Seen::when_it_changes});
}

std::vector<PartWords> parts_worst_first(const parts::Stage& stage) {
    const auto& status = stage.snapshot.status;
    const std::array named{NamedPart{"reader", status.reader, Seen::when_it_changes},
                           NamedPart{"store", status.store, Seen::when_it_changes},
                           NamedPart{"clock", status.clock, Seen::when_it_changes},
                           NamedPart{"sync", status.sync, Seen::when_it_changes},
                           NamedPart{"disk", status.disk, Seen::again_and_again},
                           NamedPart{"temperature", status.temperature, Seen::again_and_again}};
    std::vector<PartWords> parts;
    for (const auto& part : named)
        if (part.name != "sync" || status.has_hub) parts.push_back(words_of(stage, part));
    std::stable_sort(parts.begin(), parts.end(),
                     [](const PartWords& a, const PartWords& b) { return badness(a) > badness(b); });
    return parts;
}

}  // namespace staff
