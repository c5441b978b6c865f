#include <algorithm>
#include <charconv>

#include "base/random_id.h"
#include "desk/staff_pages.h"
#include "journal/moment.h"

namespace desk {
namespace {

using namespace std::chrono_literals;
using attendance::Event;
using attendance::WallTime;

constexpr std::size_t events_max = 12;
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

EventPage Desk::Staff::make_events() {
    EventPage made;
    made.events = m_desk.m_known_events;
    const auto now = m_desk.m_now.wall;
    std::ranges::stable_sort(made.events, {}, [&](const Event& event) { return distance(event, now); });
    if (made.events.size() > events_max) made.events.resize(events_max);
    if (m_desk.m_door.state == attendance::DoorState::open && m_desk.m_door.event) made.open = m_desk.m_door.event->id;
    if (m_desk.m_held_open) made.held_open_until = m_desk.m_held_open->until;
    return made;
}

void Desk::Staff::handle(const NewEvent&) {
    auto* events = page<EventPage>();
    if (events == nullptr) return m_desk.publish();
    const auto& known = m_desk.m_known_events;  // by start
    EventPage::Draft draft;
    if (!known.empty())
        draft.title = next_title(known.back().title);
    else if (const auto title = m_desk.m_options.first_titles.find(m_desk.m_options.community.lang);
             title != m_desk.m_options.first_titles.end())
        draft.title = title->second;
    draft.starts = next_full_hour(m_desk.m_now.wall);
    draft.ends = draft.starts + usual_length;
    if (!known.empty()) {
        const auto last = known.back().ends - known.back().starts;
        if (last >= shortest && last <= 24h) draft.ends = draft.starts + last;
    }
    events->draft = std::move(draft);
    m_desk.publish();
}

void Desk::Staff::handle(const EditEvent& answer) {
    auto* events = page<EventPage>();
    const auto event = m_desk.m_journal.event(answer.event);
    if (events == nullptr || !event) return m_desk.publish();
    events->draft =
        EventPage::Draft{.event = event->id, .title = event->title, .starts = event->starts, .ends = event->ends};
    m_desk.publish();
}

// The end moves with the beginning, and not before it.
void Desk::Staff::handle(const MoveTime& answer) {
    auto* events = page<EventPage>();
    auto* draft = events != nullptr && events->draft ? &*events->draft : nullptr;
    switch (answer.what) {
        case MoveTime::What::starts:
            if (draft == nullptr) break;
            draft->starts += answer.by;
            draft->ends += answer.by;
            break;
        case MoveTime::What::ends:
            if (draft != nullptr) draft->ends = std::max(draft->ends + answer.by, draft->starts + shortest);
            break;
        case MoveTime::What::clock: {
            auto* settings = page<SettingsPage>();
            if (settings == nullptr || settings->clock_synchronised) break;
            const auto from = m_clock_draft.value_or(std::chrono::floor<std::chrono::minutes>(m_desk.m_now.wall));
            m_clock_draft = from + answer.by;
            m_clock_problem.clear();
            return refresh();
        }
    }
    m_desk.publish();
}

void Desk::Staff::save_draft(const EventPage::Draft& draft) {
    if (draft.title.find_first_not_of(" \xE3\x80\x80") == std::string::npos || draft.ends <= draft.starts)
        return m_desk.publish();
    journal::Addition addition = act(attendance::EntryKind::event);
    Event event;
    event.id.value = base::random_id();
    event.version = 0;
    if (!m_desk.m_known_events.empty()) event.venue = m_desk.m_known_events.back().venue;
    if (draft.event)
        if (const auto newest = m_desk.m_journal.event(*draft.event)) event = *newest;
    event.title = draft.title;
    event.starts = draft.starts;
    event.ends = draft.ends;
    ++event.version;
    addition.entry.event = event.id;
    addition.entry.version = event.version;
    addition.event = std::move(event);
    if (!record({&addition, 1})) return;
    m_desk.m_known_events = m_desk.m_journal.events();
    m_desk.refresh_door();
    show(make_events());
}

void Desk::Staff::handle(const OpenEvent& answer) {
    const auto held = m_desk.m_held_open ? std::optional(m_desk.m_held_open->event) : std::nullopt;
    const bool exists = !answer.event || m_desk.m_journal.event(*answer.event);
    if (page<EventPage>() == nullptr || !exists || held == answer.event) return refresh();
    journal::Addition addition = act(attendance::EntryKind::open);
    addition.entry.event = answer.event;
    if (!record({&addition, 1})) return;
    m_desk.m_opening.reset();
    if (answer.event)
        m_desk.m_opening = attendance::Opening{.event = *answer.event, .at = journal::moment_of(m_desk.m_now)};
    m_desk.refresh_door();
    refresh();
}

}  // namespace desk
