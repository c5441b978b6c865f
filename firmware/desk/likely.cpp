// Whom the screen may have to welcome next: those who were at the last evenings, and in a small community everybody.
// Looked up one by one while the screen rests, so that no tap waits; a wrong guess costs nothing but a picture that
// nobody sees.
#include <algorithm>

#include "desk/state.h"
#include "journal/moment.h"

namespace desk {
namespace {

constexpr std::size_t likely_max = 64;
constexpr std::size_t evenings_back = 3;
constexpr std::int64_t small_community = 200;
constexpr std::size_t published_each = 8;

// What a picture shows of it.
bool look_alike(const Welcome& a, const Welcome& b) {
    return a.guest.shown_name == b.guest.shown_name && a.guest.lang == b.guest.lang &&
           a.guest.may_open_page == b.guest.may_open_page && a.greeting == b.greeting && a.prompt == b.prompt &&
           a.card.count == b.card.count && a.card.filled.size() == b.card.filled.size();
}

}  // namespace

std::vector<attendance::PersonId> Desk::State::who_may_come(const attendance::Event& event) {
    std::vector<attendance::PersonId> people;
    std::size_t evenings = 0;
    for (auto earlier = m_known_events.rbegin(); earlier != m_known_events.rend(); ++earlier) {  // by start
        if (earlier->id == event.id || earlier->starts > event.starts) continue;
        const auto came = m_journal.people_at(earlier->id, static_cast<std::int64_t>(likely_max));
        people.insert(people.end(), came.begin(), came.end());
        if (++evenings == evenings_back) break;
    }
    const auto all = m_journal.people_after(0, small_community);
    if (all.next == 0)
        for (const attendance::Person& person : all.people)
            people.push_back(person.id);
    return people;
}

bool Desk::State::has_likely_to_look_up() const {
    return m_door.state == attendance::DoorState::open && m_door.event && !m_staff.is_open() && !m_cannot_record &&
           (m_likely_for != std::pair(m_door.event->id, lang()) || !m_may_come.empty());
}

void Desk::State::look_up_likely() {
    const attendance::Event& event = *m_door.event;
    if (std::pair now{event.id, lang()}; m_likely_for != now) {
        m_likely_for = std::move(now);
        m_likely_before = std::exchange(m_likely, {});
        const auto people = who_may_come(event);
        m_may_come.assign(people.begin(), people.end());
        return;
    }
    const attendance::PersonId person = std::move(m_may_come.front());
    m_may_come.pop_front();
    auto welcome = likely_welcome(person, event);
    const bool is_one_more = welcome != nullptr;
    if (is_one_more) m_likely.push_back({person, std::move(welcome)});
    if (m_likely.size() == likely_max) m_may_come.clear();
    if (m_may_come.empty()) m_likely_before.clear();
    if (m_may_come.empty() || (is_one_more && m_likely.size() % published_each == 0)) publish();
}

// Null: they are here already, are looked up already, or have no name to be shown.
std::shared_ptr<const Welcome> Desk::State::likely_welcome(const attendance::PersonId& id,
                                                           const attendance::Event& event) {
    if (std::ranges::find(m_likely, id, &Likely::person) != m_likely.end()) return nullptr;
    const auto person = m_journal.person(id);
    if (!person || person->erased || m_journal.presence(event.id, person->id)) return nullptr;
    std::string shown = attendance::shown_name(*person, m_options.community.names);
    if (shown.empty()) return nullptr;
    const auto cards = m_journal.cards_of(person->id);
    if (cards.empty()) return nullptr;
    auto visits = m_journal.visits(person->id);
    visits.push_back({event.id, event.title, m_now.wall, journal::moment_of(m_now).quality, event.starts});
    auto welcome = std::make_shared<Welcome>(welcome_after(person->id, visits));
    welcome->guest = {std::move(shown), person->lang};
    welcome->guest.may_open_page = !own_page_url(cards.front().card).empty();
    const auto before = std::ranges::find(m_likely_before, person->id, &Likely::person);
    if (before != m_likely_before.end() && look_alike(*before->welcome, *welcome)) return before->welcome;
    return welcome;
}

void Desk::State::came(const attendance::PersonId& person) {
    std::erase_if(m_likely, [&](const Likely& likely) { return likely.person == person; });
}

std::shared_ptr<const std::vector<std::shared_ptr<const Welcome>>> Desk::State::likely() const {
    auto all = std::make_shared<std::vector<std::shared_ptr<const Welcome>>>();
    for (const Likely& likely : m_likely)
        all->push_back(likely.welcome);
    return all;
}

}  // namespace desk
