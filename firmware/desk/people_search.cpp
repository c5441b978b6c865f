#include "desk/people_search.h"

namespace desk {
namespace {

constexpr std::int64_t people_a_step = 200;  // some milliseconds of work

}  // namespace

void PeopleSearch::read_step(journal::Lookups& lookups) {
    const auto stretch = lookups.people_after(m_read_to, people_a_step);
    for (const attendance::Person& person : stretch.people)
        m_index.put(person);
    m_read_to = stretch.next;
    m_reading = stretch.next != 0;
}

void PeopleSearch::read_again() {
    m_index = {};
    m_read_to = 0;
    m_reading = true;
}

void PeopleSearch::renew(journal::Lookups& lookups, const attendance::PersonId& id) {
    const auto person = lookups.person(id);
    if (person && person->id == id && !person->erased)
        m_index.put(*person);
    else
        m_index.remove(id);
}

void PeopleSearch::renew(journal::Lookups& lookups, const journal::RosterUpdate& update) {
    for (const attendance::Person& person : update.people)
        renew(lookups, person.id);
    for (const attendance::Merge& merge : update.merges)
        renew(lookups, merge.person);
}

}  // namespace desk
