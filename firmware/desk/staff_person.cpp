#include <algorithm>

#include "attendance/staff_hint.h"
#include "attendance/visits.h"
#include "base/random_id.h"
#include "desk/staff_cards.h"
#include "desk/staff_pages.h"
#include "journal/card_acts.h"

namespace desk {
namespace {

using namespace std::chrono_literals;
using attendance::Person;

constexpr auto waits_for_card = 20s;

std::array<std::string, 3> texts_of(const Person& person) {
    return {person.name, person.nickname, person.reading};  // by PersonForm::Field
}

bool is_blank(const std::string& text) {
    return text.find_first_not_of(" \xE3\x80\x80") == std::string::npos;
}

}  // namespace

bool Desk::Staff::show_person(const attendance::PersonId& id) {
    m_waits_for.reset();
    m_asked.reset();
    auto made = make_person(id);
    if (made) show(*std::move(made));
    return made.has_value();
}

std::optional<PersonPage> Desk::Staff::make_person(const attendance::PersonId& id) {
    auto& journal = m_desk.m_journal;
    const auto person = journal.person(id);
    if (!person || person->erased) return std::nullopt;
    PersonPage made;
    made.person = *person;
    for (const auto& card : journal.cards_of(person->id))
        made.cards.push_back({card.card, card.since, m_cards.contains(card.card)});
    const auto& event = m_desk.m_door.event;
    auto visits = journal.visits(person->id);
    made.visits = static_cast<std::int64_t>(visits.size());
    const auto present = m_desk.season_at(m_desk.m_now.wall);
    if (!visits.empty()) {
        const auto first = m_desk.season_at(visits.front().at);
        const auto& made_seasons = m_desk.m_seasons;
        if (first == present || std::ranges::find(made_seasons, first) != made_seasons.end()) made.cohort = first.name;
    }
    if (event) visits = attendance::with_last(std::move(visits), event->id);
    const bool is_here = event && !visits.empty() && visits.back().event == event->id;
    made.stamps = is_here ? m_desk.card_at(visits) : attendance::stamp_card(present, visits);
    if (const auto presence = event ? journal.presence(event->id, person->id) : std::nullopt) {
        const std::int64_t seq = presence->stamp.device == 0 ? presence->stamp.seq : 0;
        made.today = PersonPage::Today{seq, presence->at, presence->quality != attendance::ClockQuality::unknown,
                                       seq == 0 || seq <= acked_seq()};
        made.hint = attendance::staff_hint(visits);
    }
    if (const auto undo = undo_seq()) {
        made.undo_seq = undo;
        made.undo_until = m_undo->until;
    }
    if (m_asked && m_desk.m_monotonic < m_asked->until) made.asked = m_asked;
    if (m_waits_for == person->id && m_desk.m_monotonic < m_waits_until) made.waits_for_card_until = m_waits_until;
    return made;
}

void Desk::Staff::handle(const OpenPerson& answer) {
    if (!show_person(answer.person)) refresh();
}

void Desk::Staff::handle(const WaitForCard& answer) {
    auto* person = page<PersonPage>();
    if (person == nullptr) return m_desk.publish();
    m_waits_for.reset();
    m_asked.reset();
    if (answer.armed) {
        m_waits_for = person->person.id;
        m_waits_until = m_desk.m_monotonic + waits_for_card;
    }
    refresh();
}

// A card that is nobody's becomes the person's. One that is somebody's, or opens these screens, is asked about, and its
// owner is stamped as with every tap. True: nothing else is to be done with the tap.
bool Desk::Staff::take_for_person(const TapInput& tap) {
    const attendance::PersonId person = *m_waits_for;
    const auto owner = m_desk.m_journal.owner_of(tap.card);
    const bool opens_staff = m_cards.contains(tap.card);
    if (!owner && !opens_staff) return bind(tap.card, person);
    m_waits_for.reset();
    stay();
    if (owner == person) return false;
    PersonPage::Asked asked{tap.card, "", opens_staff, m_desk.m_monotonic + waits_for_card};
    const auto known = owner ? m_desk.m_journal.person(*owner) : std::nullopt;
    if (known) asked.owner = known->name;
    m_asked = std::move(asked);
    if (!owner) refresh();
    return !owner;
}

// The stamps of the card that are nobody's follow. True also when it could not be recorded: the tap was meant for this.
bool Desk::Staff::bind(const attendance::CardId& card, const attendance::PersonId& person) {
    m_act_failed = false;
    stay();
    const auto additions = journal::give_card(m_desk.m_journal, card, person, act({}).entry);
    if (!additions.empty() && !record(additions)) return true;
    m_desk.refresh_taps();
    m_desk.refresh_door();
    m_waits_for.reset();
    m_asked.reset();
    refresh();
    return true;
}

void Desk::Staff::handle(const TakeCard& answer) {
    const auto* shown = page<PersonPage>();
    if (shown == nullptr || !shown->asked || !m_asked) return refresh();
    const PersonPage::Asked asked = *m_asked;
    const attendance::PersonId person = shown->person.id;
    if (!answer.take) {
        m_asked.reset();
        return refresh();
    }
    // Who gets it is no member of staff because of it.
    if (asked.staff && !mark_staff(asked.card, false)) return refresh();
    bind(asked.card, person);
}

bool Desk::Staff::mark_staff(const attendance::CardId& card, bool staff) {
    auto cards = m_cards;
    if (staff)
        cards.insert(card);
    else
        cards.erase(card);
    journal::Addition addition = act(attendance::EntryKind::staff);
    addition.entry.card = card;
    addition.entry.detail = staff ? "staff_card_added" : "staff_card_removed";
    if (!record({&addition, 1}) || !keep(staff_cards_setting, to_setting(cards))) return false;
    m_cards = std::move(cards);
    return true;
}

void Desk::Staff::handle(const MarkStaff& answer) {
    const auto* person = page<PersonPage>();
    const bool is_shown = person != nullptr &&
                          std::ranges::find(person->cards, answer.card, &PersonPage::Card::card) != person->cards.end();
    if (is_shown && m_cards.contains(answer.card) != answer.staff) mark_staff(answer.card, answer.staff);
    refresh();
}

// What was typed to find somebody who is not there is the beginning of their entry.
void Desk::Staff::handle(const EditPerson& answer) {
    PersonForm form;
    form.lang = m_settings.lang;
    m_waits_for.reset();
    if (answer.person) {
        const auto person = m_desk.m_journal.person(*answer.person);
        if (!person || person->erased) return refresh();
        form.person = person->id;
        form.texts = texts_of(*person);
        form.lang = person->lang.empty() ? m_settings.lang : person->lang;
    } else if (const auto* people = page<People>()) {
        form.texts[static_cast<std::size_t>(PersonForm::Field::name)] = people->typed;
        form.latin = people->latin;
    }
    m_edited_from = form.texts;
    m_lang_edited_from = form.lang;
    show(std::move(form));
}

void Desk::Staff::handle(const ChooseField& answer) {
    if (auto* form = page<PersonForm>()) form->field = answer.field;
    m_desk.publish();
}

// Only what was changed here is changed: an edit that came from elsewhere meanwhile stays.
void Desk::Staff::save_form(const PersonForm& form) {
    Person person;
    if (form.person) {
        const auto newest = m_desk.m_journal.person(*form.person);
        if (!newest || newest->erased) return show_people();
        person = *newest;
        ++person.version;
    } else {
        person.id = attendance::PersonId{base::random_id()};
    }
    const std::array<std::string*, 3> texts{&person.name, &person.nickname, &person.reading};
    for (std::size_t i = 0; i < texts.size(); ++i)
        if (!form.person || form.texts[i] != m_edited_from[i]) *texts[i] = is_blank(form.texts[i]) ? "" : form.texts[i];
    if (person.name.empty()) person.name = person.nickname.empty() ? person.reading : person.nickname;
    if (person.name.empty()) return m_desk.publish();  // there is nothing to save yet
    if (!form.person || form.lang != m_lang_edited_from) person.lang = form.lang;
    journal::Addition addition = act(attendance::EntryKind::person);
    addition.entry.person = person.id;
    addition.entry.version = person.version;
    addition.person = person;
    if (!record({&addition, 1})) return;
    know(person);
    m_desk.refresh_taps();
    show_person(person.id);
}

}  // namespace desk
