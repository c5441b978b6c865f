#include <algorithm>
#include <array>
#include <vector>

#include "desk/pages/pages.h"
#include "desk/staff_mode.h"
#include "journal/card_acts.h"

namespace desk::pages {
namespace {

using attendance::EntryKind;
using attendance::PersonId;

// Names, numbers and lines may be others now.
void tell_changed(DeskCore& desk, Staff& staff, std::span<const PersonId> people) {
    for (const PersonId& id : people)
        staff.people().renew(desk.lookups(), id);
    desk.people_changed();
}

}  // namespace

bool PersonMore::open(PersonId person, Step step) {
    auto made = make(person);
    if (!made) return false;
    m_shown = *std::move(made);
    m_shown.step = step;
    return true;
}

bool PersonMore::open(PersonId person, attendance::Person other) {
    if (!open(std::move(person), Step::merge)) return false;
    m_shown.other = std::move(other);
    return true;
}

bool PersonMore::open(PersonId person, const attendance::CardId& card) {
    if (!open(std::move(person))) return false;
    touch(ChooseCard{card});
    return m_shown.step == Step::card;
}

void PersonMore::refresh() {
    auto made = make(m_shown.person.id);
    if (!made) return;
    made->step = m_shown.step;
    made->from = m_shown.from;
    made->card = m_shown.card;
    made->other = m_shown.other;
    m_shown = *std::move(made);
}

void PersonMore::back() {
    if (m_shown.step == Step::rights) {
        m_shown.step = Step::card;
        return;
    }
    if (m_shown.step != Step::menu) return step_to(Step::menu);
    if (!m_staff.open<Person>(m_shown.person.id)) m_staff.open<People>();
}

std::optional<desk::PersonMore> PersonMore::make(const PersonId& id) {
    auto& journal = m_desk.lookups();
    const auto person = journal.person(id);
    if (!person || person->erased) return std::nullopt;
    desk::PersonMore made;
    made.person = *person;
    for (const auto& card : journal.cards_of(person->id))
        made.cards.push_back({card.card, card.since, m_staff.is_staff_card(card.card), card.kind});
    for (const auto& merged : journal.merged_into(person->id))
        made.merged.push_back({merged.person.id, merged.person.name, merged.merge_seq});
    return made;
}

void PersonMore::step_to(Step step) {
    if (!m_staff.open<PersonMore>(m_shown.person.id, step)) m_staff.open<People>();
}

void PersonMore::touch(const ChooseCard& answer) {
    if (std::ranges::find(m_shown.cards, answer.card, &PersonPage::Card::card) == m_shown.cards.end()) return refresh();
    m_shown.step = Step::card;
    m_shown.card = answer.card;
}

void PersonMore::touch(const TakeCardOff& answer) {
    if (m_shown.step != Step::card || !m_shown.card) return refresh();
    const attendance::CardId card = *m_shown.card;
    if (!m_staff.take_card_off(card, answer.mistake ? journal::Mistake::yes : journal::Mistake::no)) return refresh();
    if (!m_staff.open<Person>(m_shown.person.id)) m_staff.open<People>();  // which says so, and can undo it
}

void PersonMore::touch(const AskRights&) {
    if (m_shown.step == Step::card && m_shown.card) m_shown.step = Step::rights;
}

// Of the card that was asked about.
void PersonMore::touch(const MarkStaff& answer) {
    if (m_shown.step != Step::rights || m_shown.card != answer.card) return refresh();
    if (m_staff.is_staff_card(answer.card) != answer.staff && !m_staff.mark_staff(answer.card, answer.staff))
        return refresh();
    if (!m_staff.open<Person>(m_shown.person.id)) m_staff.open<People>();
}

void PersonMore::touch(const ShowFrom& answer) {
    m_shown.from = answer.from < m_shown.cards.size() + m_shown.merged.size() ? answer.from : 0;
}

void PersonMore::touch(const LookForSame&) {
    m_staff.open<People>(m_shown.person);
}

void PersonMore::touch(const PartPeople& answer) {
    const auto merged = std::ranges::find(m_shown.merged, answer.merge_seq, &desk::PersonMore::Merged::merge_seq);
    if (answer.merge_seq == 0 || merged == m_shown.merged.end()) return refresh();
    const std::array people{m_shown.person.id, merged->person};
    journal::Addition parting = m_staff.act(EntryKind::unmerge);
    parting.entry.target = attendance::EntryRef{.seq = answer.merge_seq};
    if (!m_staff.record({&parting, 1})) return;
    tell_changed(m_desk, m_staff, people);
    step_to(Step::menu);
}

void PersonMore::touch(const AskErase&) {
    step_to(Step::erase);
}

void PersonMore::touch(const Confirm&) {
    if (m_shown.step == Step::merge && m_shown.other) return merge(m_shown.person.id, m_shown.other->id);
    if (m_shown.step == Step::erase) erase(m_shown.person.id);
}

void PersonMore::merge(const PersonId& person, const PersonId& other) {
    journal::Addition merging = m_staff.act(EntryKind::merge);
    merging.entry.person = other;
    merging.entry.other_person = person;
    if (!m_staff.record({&merging, 1})) return;
    tell_changed(m_desk, m_staff, std::array{person, other});
    if (!m_staff.open<Person>(person)) m_staff.open<People>();
}

// Those who were merged into the person are the same one.
void PersonMore::erase(const PersonId& person) {
    std::vector<PersonId> people{person};
    for (const auto& merged : m_desk.lookups().merged_into(person))
        people.push_back(merged.person.id);
    std::vector<journal::Addition> additions;
    for (const PersonId& id : people) {
        additions.push_back(m_staff.act(EntryKind::erase));
        additions.back().entry.person = id;
    }
    if (!m_staff.record(additions)) return;
    tell_changed(m_desk, m_staff, people);
    m_staff.open<People>(std::nullopt);
}

}  // namespace desk::pages
