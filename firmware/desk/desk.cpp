#include "desk/desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "attendance/evening.h"
#include "base/counted.h"
#include "desk/state.h"
#include "journal/moment.h"

namespace desk {
namespace {

constexpr auto tick_period = std::chrono::seconds(1);
constexpr auto clock_step = std::chrono::seconds(1);  // less is the clock's own steering

// A reader that is back within this time was not in trouble as far as attendees are concerned.
constexpr auto reader_grace = std::chrono::milliseconds(1500);

// A guest's picture while somebody else waits to type on.
constexpr auto beside_typing_lasts = std::chrono::milliseconds(2500);

constexpr int night_percent = 30;
constexpr int night_least_percent = 10;

}  // namespace

std::string_view to_string(Decided::Result result) {
    switch (result) {
        case Decided::Result::stamped:
            return "stamped";
        case Decided::Result::repeat:
            return "repeat";
        case Decided::Result::unknown:
            return "unknown";
        case Decided::Result::refused:
            return "refused";
    }
    return "";
}

Desk::Desk(journal::Journal& journal, const base::Clock& clock, DeskOptions options, DeskEvents events)
    : m_state(std::make_unique<State>(journal, clock, std::move(options), std::move(events))) {}
Desk::~Desk() = default;
void Desk::handle(const Input& input) {
    m_state->handle(input);
}
void Desk::tick() {
    m_state->tick();
}
MonotonicTime Desk::next_wake() const {
    return m_state->next_wake();
}
SnapshotPtr Desk::snapshot() const {
    return m_state->snapshot();
}

Desk::State::State(journal::Journal& journal, const base::Clock& clock, DeskOptions options, DeskEvents events)
    : m_journal(journal),
      m_clock(clock),
      m_options(std::move(options)),
      m_events(std::move(events)),
      m_now(clock.read()),
      m_monotonic(clock.monotonic()),
      m_staff(*this) {
    m_reader_since = m_started = m_monotonic;
    take_in(everything);
    if (m_options.event)
        m_opening = attendance::Opening{.event = *m_options.event, .at = journal::moment_of(m_now)};
    else
        m_opening = m_journal.opening();
    m_status.reader_is_simulated = m_options.reader_is_simulated;
    m_status.store = {Health::ok, "", m_monotonic};
    refresh_door();
    watch_clock();
    load_taps();
    show(StartingUp{}, std::nullopt);
}

void Desk::State::read_clock() {
    m_now = m_clock.read();
    m_monotonic = m_clock.monotonic();
}

void Desk::State::refresh_door() {
    const auto event_before = m_door.event;
    m_held_open = attendance::held_open(m_opening, m_known_events, journal::moment_of(m_now));
    const auto opened = m_held_open ? std::optional(m_held_open->event) : std::nullopt;
    m_door = attendance::door_at(m_known_events, opened, m_now.wall);
    if (m_door.event != event_before) m_not_recorded = 0;
    const Counted now{m_door.event ? std::optional(m_door.event->id) : std::nullopt, m_journal.last_seq()};
    if (now == m_counted) return;
    m_counted = now;
    m_arrived = now.event ? m_journal.arrived(*now.event) : 0;
    m_came_is_known = false;
}

// At night the resting screen is dim; whoever taps or touches it has light.
void Desk::State::tell_light() {
    const bool dim = std::holds_alternative<Idle>(m_scene) && attendance::is_night(m_door, *m_came, m_now.wall);
    const int light =
        dim ? std::max(m_brightness_percent * night_percent / 100, night_least_percent) : m_brightness_percent;
    if (std::exchange(m_light_percent, light) != light && m_events.light) m_events.light(light);
}

void Desk::State::one_more_came() {
    ++m_arrived;
    if (!m_came_is_known) return;
    auto came = std::make_shared<std::vector<attendance::WallTime>>(*m_came);
    came->push_back(m_now.wall);
    m_came = std::move(came);
}

// Looks at each of them, so nobody who taps waits for it.
void Desk::State::read_who_came() {
    if (std::exchange(m_came_is_known, true)) return;
    auto came = m_door.event ? m_journal.arrivals(m_door.event->id) : std::vector<attendance::WallTime>();
    std::ranges::sort(came);
    m_came = std::make_shared<const std::vector<attendance::WallTime>>(std::move(came));
}

// What is shown goes on by the time that passed; a clock that was set is reported at once.
void Desk::State::tell_new_time() {
    const auto shown = m_snapshot->now +
                       std::chrono::duration_cast<std::chrono::microseconds>(m_monotonic - m_snapshot->now_monotonic);
    const bool is_set = std::chrono::abs(m_now.wall - shown) >= clock_step;
    if (is_set || m_snapshot->status.clock.health != m_status.clock.health) publish();
}

void Desk::State::handle(const Input& input) {
    read_clock();
    std::visit([this](const auto& value) { on(value); }, input);
}

void Desk::State::tick() {
    read_clock();
    watch_clock();
    tell_new_time();
    flush_sync();
    if (m_cannot_record && m_monotonic >= m_probe_at) probe_store();
    const auto door_before = m_door;
    refresh_door();
    m_staff.tick();
    tell_light();
    const bool served = m_returns_at && m_monotonic < *m_returns_at;
    if (served) return;
    const bool is_over = m_returns_at.has_value();  // also where it rests on the same scene: else there is no next wake
    const bool door_changed = door_before.state != m_door.state || door_before.event != m_door.event;
    if (is_over || door_changed || language_is_over() || resting_scene().index() != m_scene.index()) return rest();
    if (has_likely_to_look_up()) look_up_likely();
}

MonotonicTime Desk::State::next_wake() const {
    const bool is_taking_in = (m_journal_has_work || !m_rosters.empty()) && m_monotonic >= m_rosters_wait_until;
    if (m_staff.people().is_reading() || is_taking_in) return m_monotonic;
    if (!m_returns_at && has_likely_to_look_up()) return m_monotonic;
    const MonotonicTime next_tick = m_monotonic + tick_period;
    return m_returns_at ? std::min(*m_returns_at, next_tick) : next_tick;
}

void Desk::State::rest() {
    m_new_card.reset();
    m_own_card.reset();
    m_may_choose.reset();
    m_guest_lang.reset();
    m_staff.left();
    if (!bring_typing_back()) show(resting_scene(), std::nullopt);
}

// The worst trouble first: what cannot be recorded must not be tapped.
Scene Desk::State::resting_scene() const {
    if (m_cannot_record) return CannotRecord{*m_cannot_record};
    const bool troubled = m_reader == ReaderInput::State::fault || m_reader == ReaderInput::State::absent;
    if (troubled && m_monotonic - m_reader_since >= reader_grace)
        return ReaderTrouble{m_reader == ReaderInput::State::absent, m_reader_since};
    if (m_reader == ReaderInput::State::starting && std::holds_alternative<StartingUp>(m_scene)) return StartingUp{};
    return Idle{};
}

void Desk::State::show(Scene scene, std::optional<std::chrono::milliseconds> lasting) {
    m_scene = std::move(scene);
    m_shown_at = m_monotonic;
    m_returns_at = lasting ? std::optional<MonotonicTime>(m_monotonic + *lasting) : std::nullopt;
    publish();
}

void Desk::State::present(Scene scene, std::chrono::milliseconds lasting) {
    if (m_staff.is_open()) return m_staff.tapped();
    show(std::move(scene), m_aside.empty() ? lasting : std::min(lasting, beside_typing_lasts));
}

attendance::Season Desk::State::season_at(base::WallTime at) const {
    const auto names = m_options.quarter_names.find(lang());
    static const attendance::QuarterNames no_names;
    return attendance::season_at(m_options.season, names == m_options.quarter_names.end() ? no_names : names->second,
                                 m_seasons, at, m_options.zone);
}

attendance::StampCard Desk::State::card_at(std::span<const attendance::Visit> visits) const {
    return attendance::stamp_card(season_at(visits.empty() ? m_now.wall : visits.back().at), visits);
}

// Whoever was not stamped is to be asked to tap again, also when the store is well again.
Part Desk::State::store_part() const {
    Part store = m_status.store;
    if (m_not_recorded == 0) return store;
    if (store.health == Health::ok) store.health = Health::warning;
    store.detail = fmt::format("{}{}{} not recorded", store.detail, store.detail.empty() ? "" : "; ",
                               base::counted(m_not_recorded, "tap was", "taps were"));
    return store;
}

void Desk::State::publish() {
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->version = ++m_version;
    snapshot->scene = m_scene;
    snapshot->shown_at = m_shown_at;
    snapshot->returns_at = m_returns_at;
    snapshot->door = m_door;
    for (const attendance::Event& event : m_known_events) {  // by start
        const bool is_next = event.starts > m_now.wall && !(m_door.event && m_door.event->id == event.id);
        if (!is_next) continue;
        snapshot->next_event = event;
        break;
    }
    snapshot->arrived = m_arrived;
    if (std::holds_alternative<Idle>(m_scene)) read_who_came();
    snapshot->came = m_came;
    tell_light();
    snapshot->now = m_now.wall;
    snapshot->now_monotonic = m_monotonic;
    snapshot->zone = m_options.zone;
    snapshot->community = m_options.community;
    if (!m_staff.is_open()) snapshot->community.lang = lang();
    snapshot->status = m_status;
    snapshot->status.store = store_part();
    snapshot->status.has_hub = !hub_facts().url.empty();
    snapshot->taps = taps();
    const bool is_typing =
        std::holds_alternative<NewCard>(m_scene) && std::get<NewCard>(m_scene).page != NewCard::Page::offer;
    if (!m_aside.empty() && !is_typing && !m_staff.is_open()) snapshot->typing_waits = m_aside.back().scene.typed;
    snapshot->likely = likely();
    snapshot->staff_act_failed = m_staff.act_failed();
    m_snapshot = std::move(snapshot);
}

}  // namespace desk
