#include "kiosk/run.h"
#include "deck/shipped.h"

#include <sys/resource.h>

#include <cmath>
#include <mutex>
#include <utility>

#include "base/log.h"
#include "base/service_manager.h"
#include "base/time_text.h"
#include "base/version.h"
#include "client/hub_settings.h"
#include "kiosk/clock_setting.h"
#include "kiosk/desk_thread.h"
#include "kiosk/disk_watch.h"
#include "kiosk/ends_by_signal.h"
#include "kiosk/enrol_file.h"
#include "kiosk/evening_pictures.h"
#include "kiosk/guest_pages.h"
#include "kiosk/machine.h"
#include "kiosk/machine_manager.h"
#include "kiosk/opening.h"
#include "kiosk/pin.h"
#include "kiosk/reader_link.h"
#include "kiosk/screen.h"
#include "kiosk/simulation.h"
#include "kiosk/staff_office.h"
#include "kiosk/sync_link.h"
#include "kiosk/watchdog.h"
#include "words/languages.h"

namespace kiosk {
namespace {

// How much drawing stands back: setpriority(2).
constexpr int drawing_niceness = 10;

// The screen while there is one: the desk is there before it and after it.
class ScreenLink {
public:
    void set(Screen* screen) {
        const std::lock_guard lock(m_mutex);
        m_screen = screen;
        if (m_screen != nullptr && m_volume) m_screen->set_volume(*m_volume);
    }
    void wake() {
        const std::lock_guard lock(m_mutex);
        if (m_screen != nullptr) m_screen->wake();
    }
    void set_volume(float volume) {
        const std::lock_guard lock(m_mutex);
        m_volume = volume;
        if (m_screen != nullptr) m_screen->set_volume(volume);
    }

private:
    std::mutex m_mutex;
    Screen* m_screen = nullptr;
    std::optional<float> m_volume;
};

// The desk's orders for the staff's screens. The panel's light is touched only when another is wanted than it has.
void serve_staff(desk::DeskEvents& events, StaffOffice& office, const Config& config, ScreenLink& screen) {
    events.pin = [&office](const desk::PinWork& work) { office.look_at(work); };
    events.look_for_targets = [&office] { office.look_for_targets(); };
    events.export_to = [&office](const desk::ExportOrder& order) { office.export_to(order); };
    events.set_clock = base::service_manager::is_there() ? machine_manager::set_clock : set_clock;
    events.apply = [&](const desk::Settings& settings) {
        screen.set_volume(config.sound.mute ? 0.0f : static_cast<float>(settings.volume_percent) / 100.0f);
    };
    // A kiosk in a window on somebody's own machine does not switch it off.
    if (base::service_manager::is_there())
        events.power = [&office](desk::PowerPage::Act act) { office.switch_machine(act); };
    events.light = [](int percent) { set_backlight(percent); };
}

ui::VideoMode video_mode(Video video) {
    switch (video) {
        case Video::automatic:
            return ui::VideoMode::automatic;
        case Video::fullscreen:
            return ui::VideoMode::fullscreen;
        case Video::window:
            return ui::VideoMode::window;
        case Video::offscreen:
            return ui::VideoMode::offscreen;
    }
    return ui::VideoMode::automatic;
}

desk::ScreenFit screen_fit_of(const Config& config) {
    desk::ScreenFit fit = config.community.fit;
    fit.diagonal_tenths = static_cast<int>(std::lround(config.screen.diagonal_inch * 10));
    fit.distance_cm = static_cast<int>(std::lround(config.screen.viewing_distance_m * 100));
    return fit;
}

ScreenOptions screen_options(const Config& config, const RunOptions& options, const std::string& lang, ui::Pack pack) {
    ScreenOptions screen;
    screen.pack = std::move(pack);
    screen.loop.window.mode = video_mode(options.video.value_or(config.screen.video));
    if (const auto size = options.size ? options.size : config.screen.size) {
        screen.loop.window.width_px = size->width_px;
        screen.loop.window.height_px = size->height_px;
    }
    screen.loop.window.fit = window_fit_of(screen_fit_of(config));
    screen.lang = lang;
    screen.volume = config.sound.mute ? 0.0f : static_cast<float>(config.sound.volume_percent) / 100.0f;
    screen.screenshots = options.screenshots;
    return screen;
}

attendance::QuarterNames quarter_names(const ui::Pack& pack, const std::string& lang) {
    const auto words = ui::Messages::load(lang, pack.words);
    return {words.text("season.winter"), words.text("season.spring"), words.text("season.summer"),
            words.text("season.autumn")};
}

std::string first_title(const ui::Pack& pack, const std::string& lang, const std::string& community) {
    const auto words = ui::Messages::load(lang, pack.words);
    if (community.empty()) return words.text("staff.events.first_title_unnamed");
    return words.text("staff.events.first_title", {{"name", community}});
}

// For the hub's list of kiosks.
wire::DeviceStatus health_of(const desk::Snapshot& snapshot, bool has_reader, const std::filesystem::path& data) {
    const auto word = [](const desk::Part& part) { return part.health == desk::Health::trouble ? "fault" : "ok"; };
    wire::DeviceStatus status;
    status.version = std::string(base::version());
    status.reader = !has_reader ? "none" : snapshot.status.reader_is_absent ? "absent" : word(snapshot.status.reader);
    status.store = word(snapshot.status.store);
    std::error_code ignored;
    const auto space = std::filesystem::space(data, ignored);
    if (!ignored) status.disk_free_mb = static_cast<std::int64_t>(space.available / 1'000'000);
    return status;
}

base::Result<void> check_event(journal::Journal& journal, const std::optional<attendance::EventId>& event) {
    if (!event || journal.event(*event)) return {};
    return base::fail(base::ErrorCode::not_found,
                      "there is no event " + event->value + "; `pettan-kiosk event list` shows those that there are");
}

desk::HubFacts hub_facts(journal::Journal& journal, const std::string& configured_url) {
    desk::HubFacts facts;
    facts.suggested = configured_url;
    if (journal.setting(std::string(client::token_setting)).value_or("").empty()) return facts;
    facts.url = journal.setting(std::string(client::url_setting)).value_or("");
    facts.key_pin = journal.setting(std::string(client::key_pin_setting)).value_or("");
    return facts;
}

// A pack with a tone of its own says its own sentences.
bool has_its_own_sentences(const ui::Pack& pack, const std::string& lang) {
    const auto words = pack.words.find(lang);
    return words != pack.words.end() && words->second.contains("welcome.again_prompt.1");
}

// `journal` and `config` are to outlive the desk.
desk::DeskOptions desk_options_of(const Config& config, const RunOptions& options, const std::string& lang,
                                  const ui::Pack& pack, journal::Journal& journal) {
    desk::DeskOptions desk_options;
    desk_options.community = config.community;
    desk_options.community.lang = lang;
    desk_options.community.fit = screen_fit_of(config);
    desk_options.lang_is_given = options.lang.has_value();
    if (const auto said = pack.statements.find(lang);
        config.community.statements.empty() && said != pack.statements.end())
        desk_options.community.statements = said->second;
    desk_options.zone = attendance::Zone(base::local_offset);
    desk_options.season = config.season;
    for (const std::string& screen_lang : words::language_codes()) {
        desk_options.quarter_names[screen_lang] = quarter_names(pack, screen_lang);
        desk_options.first_titles[screen_lang] = first_title(pack, screen_lang, config.community.name);
        if (config.deck && !has_its_own_sentences(pack, screen_lang))
            desk_options.decks[screen_lang] = deck::shipped(screen_lang);
    }
    desk_options.event = options.event;
    desk_options.settings.volume_percent = config.sound.volume_percent;
    desk_options.version = std::string(base::version());
    desk_options.hub = [&journal, &config] { return hub_facts(journal, config.hub_url); };
    desk_options.register_url = [&journal, &config](const attendance::CardId& card) {
        return register_url(journal, config.hub_url, card);
    };
    desk_options.own_page_url = [&journal, &config](const attendance::CardId& card, base::WallTime now) {
        return own_page_url(journal, config.hub_url, card, now);
    };
    return desk_options;
}

// Called on the thread "export", which may not ask the desk's journal: whether there is a hub is known from the start.
DrawEvening draws_evenings(const Config& config, const std::string& lang, const ui::Pack& pack,
                           journal::Journal& journal) {
    const PictureRules rules{.season = config.season,
                             .quarter_names = quarter_names(pack, lang),
                             .zone = attendance::Zone(base::local_offset),
                             .names = config.community.names,
                             .community = config.community.name,
                             .lang = lang,
                             .full_cards = hub_facts(journal, config.hub_url).url.empty()};
    return [rules, pack](const std::filesystem::path& file, const Evening& evening) {
        return draw_evening_pictures(file, evening, rules, pack);
    };
}

// Of the reader "sim", which then is the simulated one's; else null.
base::Result<std::unique_ptr<Simulation>> simulation_of(std::string& reader, const std::filesystem::path& data) {
    if (reader != "sim") return std::unique_ptr<Simulation>();
    TRY(simulation, Simulation::start(data));
    reader = simulation->connstring();
    return simulation;
}

ScreenPorts ports_of(DeskThread& desk, Simulation* simulation) {
    ScreenPorts ports;
    ports.newest = [&desk] { return desk.newest(); };
    ports.answer = [&desk](desk::Answer answer) { desk.post(desk::AnswerInput{std::move(answer)}); };
    ports.key = [simulation](const ui::KeyPress& key) {
        if (simulation != nullptr && key.name.size() == 1)
            simulation->press(static_cast<char>(std::tolower(key.name[0])));
    };
    return ports;
}

base::Result<void> draw_until_end(Screen& screen, const DeskThread& desk, const ScreenPorts& ports) {
    const Watchdog watchdog({[&] { return screen.draws(); }, [&] { return desk.rounds(); }, [&] { screen.wake(); }});
    auto ended = screen.run(ports);
    base::service_manager::report_stopping();
    return ended;
}

// `reader` as the settings say it; `scanner` beside it, or "".
void start_readers(ReaderLink& reader_link, const std::string& reader, ReaderLink& scanner_link,
                   const std::string& scanner, const std::function<bool(desk::Input)>& post) {
    if (reader == "none")
        post(desk::ReaderInput{desk::ReaderInput::State::absent, "no reader is configured"});
    else
        reader_link.start(reader, post);
    if (!scanner.empty()) scanner_link.start(scanner, post);
}

}  // namespace

base::Result<void> run(const Config& config, const RunOptions& options) {
    TRY(trace, Trace::open(options.trace));
    TRY(pack, ui::load_pack(config.pack));
    HubClock clock(base::system_clock());
    const std::string lang = options.lang.value_or(config.community.lang);
    TRY(journal, open_journal({options.data, "", true}, clock, screen_options(config, options, lang, pack),
                              options.exit_after, *trace));
    if (!journal) return {};
    TRY_VOID(check_event(*journal, options.event));
    if (const auto kept = keep_first_pin(*journal, config.first_pin); !kept)
        base::log::warning("the first PIN was not taken: {}", kept.error().message);

    std::string reader = options.reader.value_or(config.reader);
    TRY(simulation, simulation_of(reader, options.data));

    ReaderLink link(*journal, *trace);
    ReaderLink scanner(*journal, *trace, ReaderPart::scanner_beside);
    SyncLink sync(clock, *trace);

    auto desk_options = desk_options_of(config, options, lang, pack, *journal);
    desk_options.reader_is_simulated = simulation != nullptr;
    DeskThread* desk_to_tell = nullptr;  // it gives the office its orders, and is there before the first
    const DrawEvening draw_evening = draws_evenings(config, lang, pack, *journal);
    StaffOffice office(
        options.data, lang, [&](desk::Input input) { return desk_to_tell->post(std::move(input)); }, draw_evening);
    ScreenLink screen_link;
    desk::DeskEvents events;
    serve_staff(events, office, config, screen_link);
    events.enrol = [&](const desk::EnrolOrder& order) { sync.enrol(order); };
    events.call_off_enrolment = [&] { sync.call_off_enrolment(); };
    events.decided = [&](const desk::Decided& decided) { trace->commit(decided); };
    events.recorded = [&] { sync.wake(); };
    events.store = [&](const desk::StoreHealth& health) { trace->store(health.ok); };
    events.wants_memory = [&](const attendance::CardId& card) { link.request_memory(card); };
    DeskThread desk(*journal, clock, desk_options, events, [&] { screen_link.wake(); });
    desk_to_tell = &desk;

    const auto post = [&desk](desk::Input input) { return desk.post(std::move(input)); };
    const DiskWatch disk(options.data, clock, post);
    start_readers(link, reader, scanner, config.scanner, post);
    sync.start({options.data,
                find_enrol_file(options.config, options.data),
                post,
                [&] { return health_of(*desk.newest(), reader != "none", options.data); },
                {}});

    // Last, and below the others: where the processor draws, it must not starve the reader and the desk, and threads
    // that GL starts are as nice as this one.
    ::setpriority(PRIO_PROCESS, 0, drawing_niceness);
    const auto stop_threads = [&] {  // before the desk: they post there
        link.stop();
        scanner.stop();
        sync.stop();
        office.stop();
    };
    auto opened = Screen::open(screen_options(config, options, lang, std::move(pack)), *trace);
    if (!opened) return stop_threads(), base::fail(std::move(opened).error());
    const std::unique_ptr<Screen> screen = std::move(*opened);
    screen_link.set(screen.get());
    const EndsBySignal ends(*screen, options.exit_after);
    auto ended = draw_until_end(*screen, desk, ports_of(desk, simulation.get()));
    stop_threads();
    screen_link.set(nullptr);
    return ended;
}

}  // namespace kiosk
