#include <algorithm>
#include <charconv>

#include "base/random_id.h"
#include "desk/kana_keys.h"
#include "desk/pages/pages.h"
#include "desk/staff_mode.h"

namespace desk::pages {
namespace {

using namespace std::chrono_literals;
using attendance::Event;
using attendance::WallTime;

constexpr std::size_t events_max = 12;
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

void Events::refresh() {
    m_shown.events = m_desk.known_events();
    const auto now = m_desk.now().wall;
    std::ranges::stable_sort(m_shown.events, {}, [&](const Event& event) { return distance(event, now); });
    if (m_shown.events.size() > events_max) m_shown.events.resize(events_max);
    const auto& door = m_desk.door();
    const bool is_open = door.state == attendance::DoorState::open && door.event;
    m_shown.open = is_open ? std::optional(door.event->id) : std::nullopt;
    const auto& held = m_desk.held_open();
    m_shown.held_open_until = held ? std::optional(held->until) : std::nullopt;
}

void Events::back() {
    if (m_shown.draft)
        m_staff.open<Events>();
    else
        m_staff.open<Monitor>();
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
    journal::Addition addition = m_staff.act(attendance::EntryKind::event);
    Event event;
    event.id.value = base::random_id();
    event.version = 0;
    if (!m_desk.known_events().empty()) event.venue = m_desk.known_events().back().venue;
    if (draft.event)
        if (const auto newest = m_desk.lookups().event(*draft.event)) event = *newest;
    event.title = draft.title;
    event.starts = draft.starts;
    event.ends = draft.ends;
    ++event.version;
    addition.entry.event = event.id;
    addition.entry.version = event.version;
    addition.event = std::move(event);
    if (!m_staff.record({&addition, 1})) return;
    m_desk.events_changed();
    m_staff.open<Events>();
}

void Events::touch(const OpenEvent& answer) {
    const auto held = m_desk.held_open() ? std::optional(m_desk.held_open()->event) : std::nullopt;
    const bool exists = !answer.event || m_desk.lookups().event(*answer.event);
    if (!exists || held == answer.event) return refresh();
    journal::Addition addition = m_staff.act(attendance::EntryKind::open);
    addition.entry.event = answer.event;
    if (!m_staff.record({&addition, 1})) return;
    m_desk.opened_by_hand(answer.event);
    refresh();
}

}  // namespace desk::pages
