#include <algorithm>
#include <charconv>
#include <utility>

#include "attendance/tap.h"
#include "base/random_id.h"
#include "desk/kana_keys.h"
#include "desk/pages/pages.h"
#include "desk/staff_mode.h"

namespace desk::pages {
namespace {

using namespace std::chrono_literals;
using attendance::Event;
using attendance::WallTime;

constexpr std::size_t events_max = 60;
constexpr std::size_t title_characters_max = 60;
constexpr std::chrono::minutes usual_length = 120min;
constexpr std::chrono::minutes shortest = 15min;

// "第12回 もくもく会" → "第13回 もくもく会": the first number in the title grows by one.
std::string next_title(const std::string& title) {
    constexpr const char* digits = "0123456789";
    const auto begin = title.find_first_of(digits);
    if (begin == std::string::npos) return title;
    const auto end = std::min(title.find_first_not_of(digits, begin), title.size());
    std::int32_t number = 0;
    if (std::from_chars(title.data() + begin, title.data() + end, number).ec != std::errc() || end - begin > 9)
        return title;
    return title.substr(0, begin) + std::to_string(number + 1) + title.substr(end);
}

WallTime next_full_hour(WallTime now) {
    return std::chrono::ceil<std::chrono::hours>(now);
}

// How far an event is from now; nothing while it lasts.
std::chrono::microseconds distance(const Event& event, WallTime now) {
    if (now < event.starts) return event.starts - now;
    return now < event.ends ? 0us : std::chrono::microseconds(now - event.ends);
}

}  // namespace

bool Events::open() {
    m_shown = {};
    refresh();
    return true;
}

bool Events::open(const ShowExport&) {
    auto about = std::move(m_shown.about);
    open();
    m_shown.about = std::move(about);
    m_shown.exporting.emplace();
    if (m_shown.about)
        m_shown.exporting->event = m_shown.about->event;
    else if (const auto& door = m_desk.door(); door.event && door.state != attendance::DoorState::early)
        m_shown.exporting->event = door.event;
    tick();
    refresh();
    return true;
}

void Events::tick() {
    if (m_shown.exporting && m_desk.events().look_for_targets) m_desk.events().look_for_targets();
}

void Events::refresh() {
    m_shown.events = m_desk.known_events();
    const auto now = m_desk.now().wall;
    std::ranges::stable_sort(m_shown.events, {}, [&](const Event& event) { return distance(event, now); });
    if (m_shown.events.size() > events_max) m_shown.events.resize(events_max);
    if (m_shown.from >= m_shown.events.size()) m_shown.from = 0;
    const auto& door = m_desk.door();
    const bool is_open = door.state == attendance::DoorState::open && door.event;
    m_shown.open = is_open ? std::optional(door.event->id) : std::nullopt;
    const auto& held = m_desk.held_open();
    m_shown.held_open_until = held ? std::optional(held->until) : std::nullopt;
    if (m_shown.about) m_shown.about = about(m_shown.about->event.id);
    if (!m_shown.exporting) return;
    m_shown.exporting->state = m_export;
    m_shown.exporting->targets = m_targets;
}

// Absent: there is no such event (any more).
std::optional<EventPage::About> Events::about(const attendance::EventId& id) {
    const auto& known = m_desk.known_events();
    const auto event = std::ranges::find(known, id, &Event::id);
    if (event == known.end()) return std::nullopt;
    EventPage::About about;
    about.event = *event;
    about.arrived = m_desk.lookups().arrived(id);
    about.can_end = m_shown.open == id;
    about.can_remove = about.arrived == 0 && !about.can_end;
    return about;
}

// From the question, the calendar or the export to what it began on, then to the list, then off the page.
void Events::back() {
    if (m_shown.asked != EventPage::Act::none) {
        m_shown.asked = EventPage::Act::none;
    } else if (m_shown.draft && m_shown.draft->calendar) {
        m_shown.draft->calendar.reset();
    } else if (m_shown.draft || m_shown.exporting) {
        m_shown.draft.reset();
        m_shown.exporting.reset();
        refresh();
    } else if (m_shown.about) {
        m_staff.open<Events>();
    } else {
        m_staff.open<Monitor>();
    }
}

void Events::touch(const ShowFrom& answer) {
    m_shown.from = answer.from < m_shown.events.size() ? answer.from : 0;
}

void Events::touch(const ShowEvent& answer) {
    m_shown.about = about(answer.event);
}

void Events::touch(const ShowCalendar& answer) {
    if (m_shown.draft) m_shown.draft->calendar = answer.months;
}

void Events::key(const PressKey& key) {
    if (!m_shown.draft || !m_shown.draft->typing) return;
    if (key.key == key_done) return close_keyboard();
    m_shown.draft->title = press_key(m_shown.draft->title, key.key, title_characters_max);
}

void Events::open_keyboard(Keyboard keyboard) {
    if (!m_shown.draft) return;
    m_shown.draft->typing = true;
    m_shown.draft->latin = keyboard == Keyboard::abc;
}

void Events::close_keyboard() {
    if (m_shown.draft) m_shown.draft->typing = false;
}

void Events::touch(const NewEvent&) {
    const auto& known = m_desk.known_events();
    EventPage::Draft draft;
    if (!known.empty())
        draft.title = next_title(known.back().title);
    else if (const auto& titles = m_desk.options().first_titles; titles.contains(m_desk.options().community.lang))
        draft.title = titles.at(m_desk.options().community.lang);
    draft.starts = next_full_hour(m_desk.now().wall);
    draft.ends = draft.starts + usual_length;
    if (!known.empty()) {
        const auto last = known.back().ends - known.back().starts;
        if (last >= shortest && last <= 24h) draft.ends = draft.starts + last;
    }
    m_shown.draft = std::move(draft);
}

void Events::touch(const EditEvent& answer) {
    const auto event = m_desk.lookups().event(answer.event);
    if (!event) return;
    m_shown.draft =
        EventPage::Draft{.event = event->id, .title = event->title, .starts = event->starts, .ends = event->ends};
}

// The end moves with the beginning, and not before it.
void Events::touch(const MoveTime& answer) {
    if (!m_shown.draft) return;
    auto& draft = *m_shown.draft;
    switch (answer.what) {
        case MoveTime::What::starts:
            draft.starts += answer.by;
            draft.ends += answer.by;
            draft.calendar.reset();
            return;
        case MoveTime::What::ends:
            draft.ends = std::max(draft.ends + answer.by, draft.starts + shortest);
            return;
        case MoveTime::What::clock:
            return;
    }
}

void Events::save() {
    if (!m_shown.draft) return;
    const EventPage::Draft& draft = *m_shown.draft;
    if (is_blank(draft.title) || draft.ends <= draft.starts) return;
    Event event;
    event.id.value = base::random_id();
    event.version = 0;
    if (!m_desk.known_events().empty()) event.venue = m_desk.known_events().back().venue;
    if (draft.event)
        if (const auto newest = m_desk.lookups().event(*draft.event)) event = *newest;
    event.title = draft.title;
    event.starts = draft.starts;
    event.ends = draft.ends;
    if (!record_event(event)) return;
    m_shown.draft.reset();
    refresh();
}

// In its next version.
bool Events::record_event(Event event) {
    ++event.version;
    journal::Addition addition = m_staff.act(attendance::EntryKind::event);
    addition.entry.event = event.id;
    addition.entry.version = event.version;
    addition.event = std::move(event);
    if (!m_staff.record({&addition, 1})) return false;
    m_desk.events_changed();
    return true;
}

// Whoever taps from now on is stamped at another event: that is asked about where one is open.
void Events::touch(const OpenEvent& answer) {
    const auto held = m_desk.held_open() ? std::optional(m_desk.held_open()->event) : std::nullopt;
    const auto event = answer.event ? m_desk.lookups().event(*answer.event) : std::nullopt;
    if ((answer.event && !event) || held == answer.event) return refresh();
    const bool stays = answer.event && m_shown.open == answer.event;
    if (!m_shown.open || stays) return hold_open(answer.event);
    m_shown.asked = answer.event ? EventPage::Act::open : EventPage::Act::to_hours;
    m_shown.asked_event = event.value_or(Event{});
    if (answer.event) return;
    const auto by_hours = attendance::door_at(m_desk.known_events(), {}, m_desk.now().wall);
    if (by_hours.state == attendance::DoorState::open && by_hours.event) m_shown.asked_event = *by_hours.event;
}

void Events::hold_open(const std::optional<attendance::EventId>& event) {
    journal::Addition addition = m_staff.act(attendance::EntryKind::open);
    addition.entry.event = event;
    if (!m_staff.record({&addition, 1})) return;
    m_desk.opened_by_hand(event);
    refresh();
}

void Events::touch(const EndEvent&) {
    if (!m_shown.about || !m_shown.about->can_end) return refresh();
    m_shown.asked = EventPage::Act::end;
    m_shown.asked_event = m_shown.about->event;
}

void Events::touch(const RemoveEvent&) {
    if (!m_shown.about || !m_shown.about->can_remove) return refresh();
    m_shown.asked = EventPage::Act::remove;
    m_shown.asked_event = m_shown.about->event;
}

// Nobody is stamped at it from now on, whatever opened it. One that was opened before its hours keeps these.
void Events::end(const Event& event) {
    if (m_desk.held_open() && m_desk.held_open()->event == event.id) hold_open({});
    if (m_staff.act_failed()) return;
    const auto now = std::chrono::floor<std::chrono::seconds>(m_desk.now().wall);
    auto ended = m_desk.lookups().event(event.id);
    if (!ended || ended->ends <= now || now - ended->starts <= attendance::taken_off_length) return;
    ended->ends = now;
    record_event(*std::move(ended));
}

void Events::touch(const Confirm&) {
    const auto asked = std::exchange(m_shown.asked, EventPage::Act::none);
    const Event event = m_shown.asked_event;
    switch (asked) {
        case EventPage::Act::none:
            break;
        case EventPage::Act::open:
            hold_open(event.id);
            break;
        case EventPage::Act::to_hours:
            hold_open({});
            break;
        case EventPage::Act::end:
            end(event);
            break;
        case EventPage::Act::remove: {
            const auto now = about(event.id);
            if (!now || !now->can_remove) break;  // somebody came meanwhile
            Event gone = now->event;
            gone.ends = gone.starts + attendance::taken_off_length;
            record_event(std::move(gone));
            break;
        }
    }
    refresh();
}

void Events::touch(const ChooseExport& answer) {
    if (m_shown.exporting) m_shown.exporting->all = answer.all;
}

void Events::touch(const StartExport& answer) {
    const bool is_running = m_export.step == ExportState::Step::running;
    if (!m_shown.exporting || is_running || answer.target >= m_targets.size() || !m_desk.events().export_to) return;
    // Where nothing can be recorded any more, taking the data home matters most: the export goes on all the same.
    m_staff.note("export");
    m_export = {};
    m_export.step = ExportState::Step::running;
    m_export.target = m_targets[answer.target];
    const auto& event = m_shown.exporting->event;
    const bool one = event && !m_shown.exporting->all;
    m_desk.events().export_to({answer.target, one ? std::optional(event->id) : std::nullopt});
    refresh();
}

}  // namespace desk::pages
