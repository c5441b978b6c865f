#include <utility>

#include "attendance/tap.h"
#include "desk/staff_cards.h"
#include "desk/staff_mode.h"
#include "journal/card_acts.h"

namespace desk {
namespace {

constexpr auto undo_lasts = std::chrono::seconds(10);

}  // namespace

journal::Addition Staff::act(attendance::EntryKind kind) const {
    journal::Addition addition;
    addition.entry.kind = kind;
    addition.entry.source = attendance::Source::hand;
    addition.entry.by = m_by;
    return addition;
}

std::optional<std::int64_t> Staff::record(std::span<const journal::Addition> additions) {
    const auto seq = m_desk.record(additions);
    m_act_failed = !seq;
    return seq;
}

bool Staff::keep(const std::string& setting, const std::string& value) {
    if (m_desk.keep(setting, value)) return true;
    m_act_failed = true;
    return false;
}

bool Staff::note(std::string detail) {
    journal::Addition addition = act(attendance::EntryKind::staff);
    addition.entry.detail = std::move(detail);
    return record({&addition, 1}).has_value();
}

// Nobody was let in yet: who knows the PIN sets it.
bool Staff::set_pin(const KeptPin& pin) {
    m_by = "pin";
    return keep(staff_pin_setting, attendance::to_text(pin)) && note("pin_set");
}

bool Staff::mark_staff(const attendance::CardId& card, bool staff) {
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

const std::vector<attendance::PersonId>& Staff::tonights_list() {
    const auto& event = m_desk.door().event;
    const auto id = event ? std::optional(event->id) : std::nullopt;
    if (m_list && m_list->event == id) return m_list->people;
    attendance::Event evening;
    evening.starts = m_desk.now().wall;
    if (event) evening = *event;
    m_list = GuestList{id, {}};
    const auto since = attendance::list_counts_since(m_desk.known_events(), evening);
    for (const attendance::Person& person : m_desk.lookups().listed_people(since, base::WallTime::max()))
        m_list->people.push_back(person.id);
    return m_list->people;
}

// The stamps of the card that are nobody's follow. Who gets a card is no member of staff because of it.
bool Staff::give_card(const attendance::CardId& card, const attendance::PersonId& person) {
    CardUndo undo{card, person, m_desk.lookups().owner_of(card), is_staff_card(card), {}};
    const auto known = undo.before ? m_desk.lookups().person(*undo.before) : std::nullopt;
    if (known) undo.done.before = known->name;
    if (undo.was_staff && !mark_staff(card, false)) return false;
    auto as = act({}).entry;
    as.detail = m_desk.kind_of(card);
    const auto additions = journal::give_card(m_desk.lookups(), card, person, as);
    if (!additions.empty() && !record(additions)) return false;
    undo.done.until = m_desk.monotonic() + undo_lasts;
    m_card_undo = std::move(undo);
    m_desk.people_changed();
    return true;
}

bool Staff::take_card_off(const attendance::CardId& card, journal::Mistake mistake) {
    const auto owner = m_desk.lookups().owner_of(card);
    CardUndo undo{card, owner.value_or(attendance::PersonId{}), owner, is_staff_card(card), {}};
    if (undo.was_staff && !mark_staff(card, false)) return false;
    const auto additions = journal::take_card_off(m_desk.lookups(), card, mistake, act({}).entry);
    if (!additions.empty() && !record(additions)) return false;
    undo.done = {.taken_off = true, .before = {}, .until = m_desk.monotonic() + undo_lasts};
    m_card_undo = std::move(undo);
    m_desk.people_changed();
    return true;
}

std::optional<CardDone> Staff::card_done(const attendance::PersonId& person) const {
    const bool holds = m_card_undo && m_card_undo->person == person && m_desk.monotonic() < m_card_undo->done.until;
    return holds ? std::optional(m_card_undo->done) : std::nullopt;
}

// A card that was nobody's takes its stamps along; one that was somebody's is theirs again.
void Staff::undo_card() {
    if (!m_card_undo || m_desk.monotonic() >= m_card_undo->done.until) return;
    const CardUndo undo = *std::exchange(m_card_undo, std::nullopt);
    const auto as = act({}).entry;
    const auto additions = undo.before ? journal::give_card(m_desk.lookups(), undo.card, *undo.before, as)
                                       : journal::take_card_off(m_desk.lookups(), undo.card, journal::Mistake::yes, as);
    if (!additions.empty() && !record(additions)) return;
    if (undo.was_staff) mark_staff(undo.card, true);
    m_desk.people_changed();
}

// Once per event, like a tap; there is nothing to say where the person was stamped already.
bool Staff::stamp_by_hand(const attendance::PersonId& id) {
    const auto& door = m_desk.door();
    const auto person = m_desk.lookups().person(id);
    const bool is_open = door.state == attendance::DoorState::open && door.event;
    if (!is_open || !person || person->erased || m_desk.lookups().presence(door.event->id, person->id)) return true;
    journal::Addition stamp = act(attendance::EntryKind::stamp);
    stamp.entry.event = door.event->id;
    stamp.entry.person = person->id;
    const auto seq = record({&stamp, 1});
    if (seq) m_desk.stamped_by_hand(*seq, person->id, door.event->id);
    return seq.has_value();
}

void Staff::void_stamp(std::int64_t seq) {
    journal::Addition addition = act(attendance::EntryKind::voided);
    addition.entry.target = attendance::EntryRef{.seq = seq};
    const auto voided = record({&addition, 1});
    if (!voided) return;
    m_undo = Undo{*voided, m_desk.monotonic() + undo_lasts};
    m_desk.people_changed();
    with_page([](auto& page) { page.refresh(); });
}

std::optional<Staff::Undo> Staff::undo() const {
    return m_undo && m_desk.monotonic() < m_undo->until ? m_undo : std::nullopt;
}

void Staff::handle(const UndoVoid& answer) {
    const auto last = undo();
    if (last && last->voided == answer.seq) {
        journal::Addition addition = act(attendance::EntryKind::unvoid);
        addition.entry.target = attendance::EntryRef{.seq = answer.seq};
        if (!record({&addition, 1})) return;
        m_undo.reset();
        m_desk.people_changed();
    }
    with_page([](auto& page) { page.refresh(); });
}

}  // namespace desk
