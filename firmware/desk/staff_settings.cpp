#include <fmt/format.h>

#include <algorithm>

#include "base/whole_number.h"
#include "desk/staff_pages.h"
#include "words/languages.h"

namespace desk {
namespace {

constexpr const char* volume_setting = "volume_percent";
constexpr const char* brightness_setting = "brightness_percent";
constexpr const char* mirrored_setting = "mirrored";
constexpr const char* lang_setting = "lang";
constexpr int step_percent = 10;
constexpr int brightness_min_percent = 10;  // what is quite dark cannot be made light again by touch

void read_percent(const std::optional<std::string>& text, int low, int& into) {
    if (!text) return;
    if (const auto number = base::whole_number<int>(*text)) into = std::clamp(*number, low, 100);
}

}  // namespace

// What staff chose before goes before the configuration.
void Desk::Staff::load_settings() {
    auto& journal = m_desk.m_journal;
    m_settings = m_desk.m_options.settings;
    m_settings.mirrored = m_desk.m_options.community.mirrored;
    m_settings.lang = m_desk.m_options.community.lang;
    read_percent(journal.setting(volume_setting), 0, m_settings.volume_percent);
    read_percent(journal.setting(brightness_setting), brightness_min_percent, m_settings.brightness_percent);
    if (const auto mirrored = journal.setting(mirrored_setting)) m_settings.mirrored = *mirrored == "1";
    if (const auto lang = journal.setting(lang_setting); !m_desk.m_options.lang_is_given && words::is_language(*lang))
        m_settings.lang = *lang;
    m_desk.m_options.community.mirrored = m_settings.mirrored;
    m_desk.m_options.community.lang = m_settings.lang;
    if (m_desk.m_events.apply) m_desk.m_events.apply(m_settings);
}

void Desk::Staff::show_settings() {
    if (m_desk.m_events.look_for_targets) m_desk.m_events.look_for_targets();
    show(make_settings());
}

SettingsPage Desk::Staff::make_settings() {
    SettingsPage made;
    made.volume_percent = m_settings.volume_percent;
    made.brightness_percent = m_settings.brightness_percent;
    made.mirrored = m_settings.mirrored;
    made.lang = m_settings.lang;
    made.version = m_desk.m_options.version;
    made.clock = m_desk.m_now.wall;
    made.clock_synchronised = m_desk.m_now.quality == base::ClockQuality::synchronised;
    made.clock_draft = m_clock_draft;
    made.clock_problem = m_clock_problem;
    made.exporting = m_export;
    made.targets = m_targets;
    made.hub = hub_facts().url;
    made.pending = pending();
    return made;
}

// The setting itself tells what is; the entry tells who did it.
void Desk::Staff::handle(const ChangeSetting& answer) {
    if (auto* form = page<PersonForm>(); form != nullptr && answer.what == ChangeSetting::What::lang) {
        form->lang = words::next_language(form->lang).code;
        return m_desk.publish();
    }
    if (page<SettingsPage>() == nullptr) return m_desk.publish();
    Settings changed = m_settings;
    std::string name, value;
    switch (answer.what) {
        case ChangeSetting::What::volume:
            changed.volume_percent = std::clamp(changed.volume_percent + answer.by * step_percent, 0, 100);
            name = volume_setting;
            value = std::to_string(changed.volume_percent);
            break;
        case ChangeSetting::What::brightness:
            changed.brightness_percent =
                std::clamp(changed.brightness_percent + answer.by * step_percent, brightness_min_percent, 100);
            name = brightness_setting;
            value = std::to_string(changed.brightness_percent);
            break;
        case ChangeSetting::What::mirrored:
            changed.mirrored = !changed.mirrored;
            name = mirrored_setting;
            value = changed.mirrored ? "1" : "0";
            break;
        case ChangeSetting::What::lang:
            changed.lang = words::next_language(changed.lang).code;
            name = lang_setting;
            value = changed.lang;
            break;
    }
    if (changed == m_settings || !note(name + " " + value) || !keep(name, value)) return refresh();
    m_settings = changed;
    m_desk.m_options.community.mirrored = m_settings.mirrored;
    m_desk.m_options.community.lang = m_settings.lang;
    if (m_desk.m_events.apply) m_desk.m_events.apply(m_settings);
    refresh();
}

// The entry is written after the clock was set, so that its own moment is the news.
void Desk::Staff::save_clock() {
    const auto wanted = std::exchange(m_clock_draft, std::nullopt);
    m_clock_problem = "this kiosk has no clock to set";
    if (m_desk.m_events.set_clock) {
        const auto set = m_desk.m_events.set_clock(*wanted);
        m_clock_problem = set ? "" : set.error().message;
    }
    m_desk.read_clock();
    if (m_clock_problem.empty()) {
        note("clock_set");
        m_desk.watch_clock();
        m_desk.refresh_taps();
        m_desk.refresh_door();
    }
    refresh();
}

void Desk::Staff::handle(const StartExport& answer) {
    const bool is_running = m_export.step == ExportState::Step::running;
    if (page<SettingsPage>() == nullptr || is_running || answer.target >= m_targets.size() ||
        !m_desk.m_events.export_to)
        return m_desk.publish();
    // Where nothing can be recorded any more, taking the data home matters most: the export goes on all the same.
    note("export");
    m_export = {};
    m_export.step = ExportState::Step::running;
    m_export.target = m_targets[answer.target];
    const auto& event = m_desk.m_door.event;
    m_desk.m_events.export_to({answer.target, event ? std::optional(event->id) : std::nullopt});
    refresh();
}

void Desk::Staff::on(const TargetsInput& targets) {
    m_targets = targets.targets;
    if (page<SettingsPage>() != nullptr) refresh();
}

void Desk::Staff::on(const ExportInput& exporting) {
    m_export = exporting.state;
    if (page<SettingsPage>() != nullptr) refresh();
}

}  // namespace desk
