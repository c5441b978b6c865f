#include <algorithm>

#include "desk/kana_keys.h"
#include "desk/pages/pages.h"
#include "desk/staff_mode.h"

namespace desk::pages {
namespace {

constexpr std::size_t rows_max = 12;
constexpr std::size_t query_characters_max = 24;

void forget_hidden_selection(desk::People& people) {
    const bool is_shown =
        std::ranges::any_of(people.rows, [&](const auto& row) { return row.person == people.selected; });
    if (!is_shown) people.selected.reset();
}

}  // namespace

bool People::open() {
    refresh();
    return true;
}

bool People::open(std::optional<attendance::Person> merges_into) {
    m_shown = {};
    m_shown.merges_into = std::move(merges_into);
    return open();
}

// Makes the rows from what is typed.
void People::refresh() {
    const search::Found found = m_staff.people().find(m_shown.typed, rows_max);
    m_shown.found = static_cast<std::int64_t>(found.count);
    m_shown.rows.clear();
    const auto& event = m_desk.door().event;
    for (const attendance::PersonId& id : found.best) {
        const auto person = m_desk.lookups().person(id);
        if (!person || person->erased) continue;
        desk::People::Row row{.person = person->id,
                              .name = person->name,
                              .reading = person->reading,
                              .nickname = person->nickname,
                              .stamped_at = {}};
        if (event)
            if (const auto presence = m_desk.lookups().presence(event->id, person->id)) row.stamped_at = presence->at;
        m_shown.rows.push_back(std::move(row));
    }
    forget_hidden_selection(m_shown);
}

void People::back() {
    if (!m_shown.merges_into) {
        m_staff.open<Monitor>();
        return;
    }
    const auto person = m_shown.merges_into->id;
    m_shown.merges_into.reset();
    if (!m_staff.open<PersonMore>(person)) m_staff.open<People>();
}

void People::key(const PressKey& key) {
    if (key.key == key_done) {
        if (!m_shown.rows.empty()) touch(Choose{m_shown.rows.front().person});
        return;
    }
    m_shown.typed = press_key(m_shown.typed, key.key, query_characters_max);
    m_shown.selected.reset();
    refresh();
}

void People::touch(const Choose& answer) {
    m_shown.selected = answer.person;
    forget_hidden_selection(m_shown);
}

void People::touch(const StampByHand& answer) {
    if (m_staff.stamp_by_hand(answer.person)) refresh();
}

// What was typed to find somebody who is not there is the beginning of their entry.
void People::touch(const EditPerson& answer) {
    if (!answer.person)
        m_staff.open<PersonForm>(m_shown.typed, m_shown.latin);
    else if (!m_staff.open<PersonForm>(*answer.person))
        refresh();
}

void People::touch(const ChooseSame& answer) {
    if (!m_shown.merges_into) return;
    const auto person = m_desk.lookups().person(m_shown.merges_into->id);
    const auto other = m_desk.lookups().person(answer.person);
    const bool can_be = person && other && !other->erased && other->id != person->id;
    if (!can_be || !m_staff.open<PersonMore>(person->id, *other)) return refresh();
    forget();  // what was typed looked for the other one
}

}  // namespace desk::pages
