#include <algorithm>
#include <utility>

#include "base/whole_number.h"
#include "desk/pages/pages.h"
#include "desk/staff_mode.h"
#include "words/languages.h"

namespace desk::pages {
namespace {

constexpr const char* volume_setting = "volume_percent";
constexpr const char* brightness_setting = "brightness_percent";
constexpr const char* mirrored_setting = "mirrored";
constexpr const char* lang_setting = "lang";
constexpr const char* calm_setting = "calm";
constexpr const char* diagonal_setting = "diagonal_tenths";
constexpr const char* distance_setting = "distance_cm";
constexpr const char* large_text_setting = "large_text";
constexpr const char* low_reach_setting = "low_reach";
constexpr int diagonal_min_tenths = 30;
constexpr int diagonal_max_tenths = 2000;
constexpr int distance_min_cm = 30;
constexpr int distance_max_cm = 1000;
constexpr int distance_step_cm = 10;
constexpr int step_percent = 10;
constexpr int brightness_min_percent = 10;  // what is quite dark cannot be made light again by touch

void read_number(const std::optional<std::string>& text, int low, int high, int& into) {
    if (!text) return;
    if (const auto number = base::whole_number<int>(*text)) into = std::clamp(*number, low, high);
}

void read_switch(const std::optional<std::string>& text, bool& into) {
    if (text) into = *text == "1";
}

// A setting as the journal keeps it.
struct KeptSetting {
    std::string name;
    std::string value;
};

KeptSetting turn(const char* name, bool& which) {
    which = !which;
    return {name, which ? "1" : "0"};
}

KeptSetting change(desk::Settings& settings, const ChangeSetting& answer) {
    switch (answer.what) {
        case ChangeSetting::What::volume:
            settings.volume_percent = std::clamp(settings.volume_percent + answer.by * step_percent, 0, 100);
            return {volume_setting, std::to_string(settings.volume_percent)};
        case ChangeSetting::What::brightness:
            settings.brightness_percent =
                std::clamp(settings.brightness_percent + answer.by * step_percent, brightness_min_percent, 100);
            return {brightness_setting, std::to_string(settings.brightness_percent)};
        case ChangeSetting::What::mirrored:
            return turn(mirrored_setting, settings.mirrored);
        case ChangeSetting::What::lang:
            settings.lang = words::next_language(settings.lang).code;
            return {lang_setting, settings.lang};
        case ChangeSetting::What::diagonal:
            settings.fit.diagonal_tenths =
                std::clamp(settings.fit.diagonal_tenths + answer.by, diagonal_min_tenths, diagonal_max_tenths);
            return {diagonal_setting, std::to_string(settings.fit.diagonal_tenths)};
        case ChangeSetting::What::distance:
            settings.fit.distance_cm =
                std::clamp(settings.fit.distance_cm + answer.by * distance_step_cm, distance_min_cm, distance_max_cm);
            return {distance_setting, std::to_string(settings.fit.distance_cm)};
        case ChangeSetting::What::large_text:
            return turn(large_text_setting, settings.fit.large_text);
        case ChangeSetting::What::low_reach:
            return turn(low_reach_setting, settings.fit.low_reach);
        case ChangeSetting::What::calm:
            return turn(calm_setting, settings.calm);
    }
    return {};
}

}  // namespace

// What staff chose before goes before the configuration.
Settings::Settings(const Surroundings& surroundings) : Page(surroundings), m_settings(m_desk.options().settings) {
    auto& journal = m_desk.lookups();
    m_settings.mirrored = m_desk.options().community.mirrored;
    m_settings.lang = m_desk.options().community.lang;
    m_settings.calm = m_desk.options().community.calm;
    m_settings.fit = m_desk.options().community.fit;
    read_number(journal.setting(volume_setting), 0, 100, m_settings.volume_percent);
    read_number(journal.setting(brightness_setting), brightness_min_percent, 100, m_settings.brightness_percent);
    read_number(journal.setting(diagonal_setting), diagonal_min_tenths, diagonal_max_tenths,
                m_settings.fit.diagonal_tenths);
    read_number(journal.setting(distance_setting), distance_min_cm, distance_max_cm, m_settings.fit.distance_cm);
    read_switch(journal.setting(mirrored_setting), m_settings.mirrored);
    read_switch(journal.setting(calm_setting), m_settings.calm);
    read_switch(journal.setting(large_text_setting), m_settings.fit.large_text);
    read_switch(journal.setting(low_reach_setting), m_settings.fit.low_reach);
    const auto lang = journal.setting(lang_setting);
    if (lang && !m_desk.options().lang_is_given && words::is_language(*lang)) m_settings.lang = *lang;
    m_desk.apply(m_settings);
}

bool Settings::open() {
    refresh();
    return true;
}

void Settings::refresh() {
    m_shown.volume_percent = m_settings.volume_percent;
    m_shown.brightness_percent = m_settings.brightness_percent;
    m_shown.mirrored = m_settings.mirrored;
    m_shown.calm = m_settings.calm;
    m_shown.fit = m_settings.fit;
    m_shown.lang = m_settings.lang;
    m_shown.version = m_desk.options().version;
    m_shown.clock = m_desk.now().wall;
    m_shown.clock_synchronised = m_desk.now().quality == base::ClockQuality::synchronised;
    m_shown.clock_draft = m_clock_draft;
    m_shown.clock_problem = m_clock_problem;
    m_shown.hub = m_desk.hub_facts().url;
    m_shown.pending = m_desk.unsent();
    m_shown.has_power = static_cast<bool>(m_desk.events().power);
}

void Settings::back() {
    if (m_clock_draft || m_shown.shows_fit) {
        drop();
        m_staff.open<Settings>();
    } else {
        m_staff.open<Monitor>();
    }
}

void Settings::forget() {
    m_clock_draft.reset();
    m_clock_problem.clear();
    m_shown = {};
}

// The setting itself tells what is; the entry tells who did it.
void Settings::touch(const ChangeSetting& answer) {
    desk::Settings changed = m_settings;
    const auto [name, value] = change(changed, answer);
    if (changed != m_settings && m_staff.note(name + " " + value) && m_staff.keep(name, value)) {
        m_settings = changed;
        m_desk.apply(m_settings);
    }
    refresh();
}

void Settings::touch(const MoveTime& answer) {
    if (answer.what != MoveTime::What::clock || m_shown.clock_synchronised) return;
    const auto from = m_clock_draft.value_or(std::chrono::floor<std::chrono::minutes>(m_desk.now().wall));
    m_clock_draft = from + answer.by;
    m_clock_problem.clear();
    refresh();
}

// The entry is written after the clock was set, so that its own moment is the news.
void Settings::save() {
    if (!m_clock_draft) return;
    const auto set = m_desk.set_clock(*std::exchange(m_clock_draft, std::nullopt));
    m_clock_problem = set ? "" : set.error().message;
    if (set) {
        m_staff.note("clock_set");
        m_desk.clock_was_set();
    }
    refresh();
}

}  // namespace desk::pages
