#include <algorithm>
#include <array>

#include "desk/staff_pages.h"
#include "journal/card_acts.h"

namespace desk {

using attendance::EntryKind;
using attendance::PersonId;
using Step = PersonMore::Step;

std::optional<PersonMore> Desk::Staff::make_more(const PersonId& id) {
    auto& journal = m_desk.m_journal;
    const auto person = journal.person(id);
    if (!person || person->erased) return std::nullopt;
    PersonMore made;
    made.person = *person;
    for (const auto& card : journal.cards_of(person->id))
        made.cards.push_back({card.card, card.since, m_cards.contains(card.card)});
    for (const auto& merged : journal.merged_into(person->id))
        made.merged.push_back({merged.person.id, merged.person.name, merged.merge_seq});
    return made;
}

void Desk::Staff::show_more(Step step) {
    const auto* more = page<PersonMore>();
    if (more == nullptr) return m_desk.publish();
    auto made = make_more(more->person.id);
    if (!made) return show_people();
    made->step = step;
    show(*std::move(made));
}

// Names, numbers and lines may be others now.
void Desk::Staff::changed_people(std::span<const PersonId> people) {
    for (const PersonId& id : people) {
        const auto person = m_desk.m_journal.person(id);
        if (person && person->id == id && !person->erased)
            m_index.put(*person);
        else
            m_index.remove(id);
    }
    m_desk.m_counted = {};
    m_desk.refresh_taps();
    m_desk.refresh_door();
}

void Desk::Staff::handle(const OpenMore&) {
    const auto* person = page<PersonPage>();
    if (person == nullptr) return m_desk.publish();
    m_waits_for.reset();
    m_asked.reset();
    if (auto made = make_more(person->person.id)) return show(*std::move(made));
    show_people();
}

void Desk::Staff::handle(const ChooseCard& answer) {
    auto* more = page<PersonMore>();
    if (more == nullptr || std::ranges::find(more->cards, answer.card, &PersonPage::Card::card) == more->cards.end())
        return refresh();
    more->step = Step::card;
    more->card = answer.card;
    m_desk.publish();
}

void Desk::Staff::handle(const TakeCardOff& answer) {
    const auto* more = page<PersonMore>();
    if (more == nullptr || more->step != Step::card || !more->card) return refresh();
    const attendance::CardId card = *more->card;
    if (m_cards.contains(card) && !mark_staff(card, false)) return refresh();
    const auto mistake = answer.mistake ? journal::Mistake::yes : journal::Mistake::no;
    const auto additions = journal::take_card_off(m_desk.m_journal, card, mistake, act({}).entry);
    if (!additions.empty() && !record(additions)) return;
    changed_people({});
    show_more(Step::menu);
}

void Desk::Staff::handle(const LookForSame&) {
    const auto* more = page<PersonMore>();
    if (more == nullptr) return m_desk.publish();
    m_people = {};
    m_people.merges_into = more->person;
    show_people();
}

void Desk::Staff::handle(const ChooseSame& answer) {
    const auto* people = page<People>();
    if (people == nullptr || !people->merges_into) return m_desk.publish();
    const auto other = m_desk.m_journal.person(answer.person);
    auto made = make_more(people->merges_into->id);
    if (!made || !other || other->erased || other->id == made->person.id) return refresh();
    m_people = {};  // what was typed looked for the other one
    made->step = Step::merge;
    made->other = other;
    show(*std::move(made));
}

void Desk::Staff::handle(const PartPeople& answer) {
    const auto* more = page<PersonMore>();
    const auto merged = more == nullptr || answer.merge_seq == 0 ? std::optional<PersonMore::Merged>()
                                                                 : [&]() -> std::optional<PersonMore::Merged> {
        const auto found = std::ranges::find(more->merged, answer.merge_seq, &PersonMore::Merged::merge_seq);
        if (found == more->merged.end()) return std::nullopt;
        return *found;
    }();
    if (!merged) return refresh();
    const std::array people{more->person.id, merged->person};
    journal::Addition parting = act(EntryKind::unmerge);
    parting.entry.target = attendance::EntryRef{0, 0, answer.merge_seq};
    if (!record({&parting, 1})) return;
    changed_people(people);
    show_more(Step::menu);
}

void Desk::Staff::handle(const AskErase&) {
    show_more(Step::erase);
}

void Desk::Staff::handle(const Confirm&) {
    const auto* more = page<PersonMore>();
    if (more == nullptr) return m_desk.publish();
    const PersonId person = more->person.id;
    if (more->step == Step::merge && more->other) return merge_people(person, more->other->id);
    if (more->step == Step::erase) return erase(person);
    m_desk.publish();
}

void Desk::Staff::merge_people(const PersonId& person, const PersonId& other) {
    journal::Addition merge = act(EntryKind::merge);
    merge.entry.person = other;
    merge.entry.other_person = person;
    if (!record({&merge, 1})) return;
    changed_people(std::array{person, other});
    if (!show_person(person)) show_people();
}

// Those who were merged into the person are the same one.
void Desk::Staff::erase(const PersonId& person) {
    std::vector<PersonId> people{person};
    for (const auto& merged : m_desk.m_journal.merged_into(person))
        people.push_back(merged.person.id);
    std::vector<journal::Addition> additions;
    for (const PersonId& id : people) {
        additions.push_back(act(EntryKind::erase));
        additions.back().entry.person = id;
    }
    if (!record(additions)) return;
    m_people = {};
    changed_people(people);
    show_people();
}

}  // namespace desk
