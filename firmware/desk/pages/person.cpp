#include <algorithm>

#include "attendance/staff_hint.h"
#include "attendance/visits.h"
#include "desk/pages/pages.h"
#include "desk/staff_mode.h"
#include "journal/card_acts.h"

namespace desk::pages {
namespace {

constexpr auto waits_for_card_lasts = std::chrono::seconds(20);

}  // namespace

bool Person::open(attendance::PersonId person) {
    drop();
    auto made = make(person);
    if (made) m_shown = *std::move(made);
    return made.has_value();
}

bool Person::open(const OpenPerson& answer) {
    if (!open(answer.person)) return false;
    if (answer.for_card) touch(WaitForCard{true});
    return true;
}

void Person::refresh() {
    if (auto made = make(m_shown.person.id)) m_shown = *std::move(made);
}

void Person::back() {
    m_staff.open<People>();
}

void Person::drop() {
    m_waits_until.reset();
    m_asked.reset();
}

void Person::forget() {
    drop();
    m_shown = {};
}

std::optional<PersonPage> Person::make(const attendance::PersonId& id) {
    auto& journal = m_desk.lookups();
    const auto person = journal.person(id);
    if (!person || person->erased) return std::nullopt;
    PersonPage made;
    made.person = *person;
    for (const auto& card : journal.cards_of(person->id))
        made.cards.push_back({card.card, card.since, m_staff.is_staff_card(card.card), card.kind});
    made.card_done = m_staff.card_done(person->id);
    add_stamps(made);
    if (const auto undo = m_staff.undo()) {
        made.undo_seq = undo->voided;
        made.undo_until = undo->until;
    }
    if (m_asked && m_desk.monotonic() < m_asked->until) made.asked = m_asked;
    if (waits_for_card()) made.waits_for_card_until = m_waits_until;
    return made;
}

void Person::add_stamps(PersonPage& made) {
    const auto& event = m_desk.door().event;
    auto visits = m_desk.lookups().visits(made.person.id);
    made.visits = static_cast<std::int64_t>(visits.size());
    const auto present = m_desk.season_at(m_desk.now().wall);
    if (!visits.empty()) {
        // As the hub has it (attendance::cohort_of): by the event, which may end in the next season.
        const auto first = m_desk.season_at(visits.front().starts.value_or(visits.front().at));
        const auto& named = m_desk.organizers_seasons();
        if (first == present || std::ranges::find(named, first) != named.end()) made.cohort = first.name;
    }
    if (event) visits = attendance::with_last(std::move(visits), event->id);
    const bool is_here = event && !visits.empty() && visits.back().event == event->id;
    made.stamps = is_here ? m_desk.card_at(visits) : attendance::stamp_card(present, visits);
    const auto presence = event ? m_desk.lookups().presence(event->id, made.person.id) : std::nullopt;
    if (!presence) return;
    const std::int64_t seq = presence->stamp.device == 0 ? presence->stamp.seq : 0;
    made.today = PersonPage::Today{.seq = seq,
                                   .at = presence->at,
                                   .time_is_certain = presence->quality != attendance::ClockQuality::unknown,
                                   .synced = {}};
    if (!m_desk.hub_facts().url.empty()) made.today->synced = seq == 0 || seq <= m_desk.acked_seq();
    made.hint = attendance::staff_hint(visits);
}

void Person::touch(const StampByHand& answer) {
    if (m_staff.stamp_by_hand(answer.person)) refresh();
}

// Only the stamp that stands on the page: a touch on what was shown before does nothing.
void Person::touch(const VoidStamp& answer) {
    if (answer.seq > 0 && m_shown.today && m_shown.today->seq == answer.seq) m_staff.void_stamp(answer.seq);
}

void Person::touch(const WaitForCard& answer) {
    drop();
    if (answer.armed) m_waits_until = m_desk.monotonic() + waits_for_card_lasts;
    refresh();
}

bool Person::waits_for_card() const {
    return m_waits_until && m_desk.monotonic() < *m_waits_until;
}

// A card that is nobody's becomes the person's. One that is somebody's, or opens these screens, is asked about, and its
// owner is stamped as with every tap. True also when it could not be recorded: the tap was meant for this.
bool Person::take_card(const TapInput& tap) {
    const auto owner = m_desk.lookups().owner_of(tap.card);
    const bool opens_staff = m_staff.is_staff_card(tap.card);
    if (!owner && !opens_staff) {
        bind(tap.card);
        return true;
    }
    m_waits_until.reset();
    if (owner == m_shown.person.id) return false;
    PersonPage::Asked asked{
        .card = tap.card, .owner = {}, .staff = opens_staff, .until = m_desk.monotonic() + waits_for_card_lasts};
    const auto known = owner ? m_desk.lookups().person(*owner) : std::nullopt;
    if (known) asked.owner = known->name;
    m_asked = std::move(asked);
    if (!owner) refresh();
    return !owner;
}

void Person::bind(const attendance::CardId& card) {
    if (!m_staff.give_card(card, m_shown.person.id)) return;
    drop();
    refresh();
}

void Person::touch(const TakeCard& answer) {
    if (!m_shown.asked || !m_asked) return refresh();
    const PersonPage::Asked asked = *m_asked;
    if (!answer.take) {
        m_asked.reset();
        return refresh();
    }
    bind(asked.card);
}

void Person::touch(const OpenCard& answer) {
    drop();
    if (!m_staff.open<PersonMore>(m_shown.person.id, answer.card)) refresh();
}

void Person::touch(const UndoCard&) {
    if (m_staff.card_done(m_shown.person.id)) m_staff.undo_card();
    refresh();
}

void Person::touch(const EditPerson& answer) {
    m_waits_until.reset();
    if (!answer.person)
        m_staff.open<PersonForm>(std::string(), false);
    else if (!m_staff.open<PersonForm>(*answer.person))
        refresh();
}

void Person::touch(const OpenMore&) {
    drop();
    if (!m_staff.open<PersonMore>(m_shown.person.id)) m_staff.open<People>();
}

}  // namespace desk::pages
