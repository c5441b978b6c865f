#include <algorithm>

#include "desk/staff_pages.h"

namespace desk {
namespace {

constexpr std::size_t rows_max = 12;
constexpr std::int64_t people_a_step = 200;  // some milliseconds of work

void forget_hidden_selection(People& people) {
    const bool is_shown = std::any_of(people.rows.begin(), people.rows.end(),
                                      [&](const People::Row& row) { return row.person == people.selected; });
    if (!is_shown) people.selected.reset();
}

}  // namespace

// The index is read in small steps between the desk's inputs: a hundred thousand people take seconds, a tap does not
// wait for them.
void Desk::Staff::read_people() {
    auto stretch = m_desk.m_journal.people_after(m_read_people_to, people_a_step);
    for (const attendance::Person& person : stretch.people)
        m_index.put(person);
    m_read_people_to = stretch.next;
    m_reading = stretch.next != 0;
}

// What the update names is asked for anew: the newest version counts, and one merged away stands for nobody.
void Desk::Staff::read_people_again() {
    m_index = {};
    m_read_people_to = 0;
    m_reading = true;
}

void Desk::Staff::know_roster(const journal::RosterUpdate& update) {
    const auto renew = [&](const attendance::PersonId& id) {
        const auto person = m_desk.m_journal.person(id);
        if (person && person->id == id)
            m_index.put(*person);
        else
            m_index.remove(id);
    };
    for (const attendance::Person& person : update.people)
        renew(person.id);
    for (const attendance::Merge& merge : update.merges)
        renew(merge.person);
}

void Desk::Staff::show_people() {
    show(m_people);
    search();
    m_desk.publish();
}

// Makes the rows of the page from what is typed there.
void Desk::Staff::search() {
    auto* people = page<People>();
    const search::Found found = m_index.find(people->typed, rows_max);
    people->found = static_cast<std::int64_t>(found.count);
    people->rows.clear();
    const auto& door = m_desk.m_door;
    for (const attendance::PersonId& id : found.best) {
        const auto person = m_desk.m_journal.person(id);
        if (!person || person->erased) continue;
        People::Row row{person->id, person->name, person->reading, person->nickname, std::nullopt};
        if (door.event)
            if (const auto presence = m_desk.m_journal.presence(door.event->id, person->id))
                row.stamped_at = presence->at;
        people->rows.push_back(std::move(row));
    }
    forget_hidden_selection(*people);
    m_people = *people;
}

void Desk::Staff::handle(const Choose& answer) {
    auto* people = page<People>();
    if (people == nullptr) return m_desk.publish();
    people->selected = answer.person;
    forget_hidden_selection(*people);
    m_people = *people;
    m_desk.publish();
}

// Once per event, like a tap; there is nothing to say where the person was stamped already.
void Desk::Staff::handle(const StampByHand& answer) {
    const auto& door = m_desk.m_door;
    const bool is_page_of_people = page<People>() != nullptr || page<PersonPage>() != nullptr;
    const auto person = m_desk.m_journal.person(answer.person);
    const bool is_open = door.state == attendance::DoorState::open && door.event;
    if (!is_page_of_people || !is_open || !person || person->erased ||
        m_desk.m_journal.presence(door.event->id, person->id))
        return refresh();
    journal::Addition stamp = act(attendance::EntryKind::stamp);
    stamp.entry.event = door.event->id;
    stamp.entry.person = person->id;
    const auto seq = record({&stamp, 1});
    if (!seq) return;
    ++m_desk.m_arrived;
    m_desk.note_tap(
        {.seq = *seq, .kind = attendance::EntryKind::stamp, .person = person->id, .event = stamp.entry.event});
    m_desk.m_events.decided({Decided::Result::stamped, *seq, {}, person->id});
    refresh();
}

}  // namespace desk
