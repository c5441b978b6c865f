#include <algorithm>
#include <set>

#include "attendance/ticket.h"
#include "desk/kana_keys.h"
#include "desk/pages/pages.h"
#include "desk/staff_mode.h"
#include "journal/number_setting.h"

namespace desk::pages {
namespace {

constexpr std::size_t rows_max = 48;
constexpr std::size_t found_max = 4000;  // more are counted, and told apart by typing on
constexpr std::size_t query_characters_max = 24;
constexpr std::int64_t numbered_taps_max = 1000;  // a number comes again after so many entries

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

bool People::open(const AskWhose& answer) {
    if (m_shown.numbered && m_shown.numbered->seq == answer.seq) {
        const TappedCard card = *m_shown.numbered;
        open(std::optional<attendance::Person>());
        m_shown.whose = card;
        return true;
    }
    const auto taps = once_each(m_desk.taps());
    const auto line = std::ranges::find(taps, answer.seq, &TapLine::seq);
    if (answer.seq == 0 || line == taps.end() || line->person || line->card.value.empty()) return false;
    open(std::optional<attendance::Person>());
    m_shown.whose = TappedCard{line->stamp_seq, line->card, line->ticket, line->at};
    return true;
}

// From the menu the search begins anew, with tonight's list.
void People::drop() {
    const bool latin = m_shown.latin;
    m_shown = {};
    m_shown.latin = latin;
}

// Who is on tonight's list comes first: while nothing is typed, those of them who have not come yet.
std::vector<attendance::PersonId> People::found() {
    search::Found found = m_staff.people().find(m_shown.typed, found_max);
    m_shown.found = static_cast<std::int64_t>(found.count);
    const auto& list = m_staff.tonights_list();
    const std::set<attendance::PersonId> listed(list.begin(), list.end());
    std::ranges::stable_partition(found.best, [&](const auto& id) { return listed.contains(id); });
    return std::move(found.best);
}

// What a guest says at the desk: the number that the screen gave their card at this event.
std::optional<TappedCard> People::card_of_number() const {
    const auto ticket = attendance::parse_ticket(m_shown.typed);
    const auto& event = m_desk.door().event;
    if (!ticket || !event || m_shown.merges_into) return std::nullopt;
    const auto device = journal::number_setting(m_desk.lookups(), journal::device_setting);
    for (const journal::TapRecord& tap : m_desk.lookups().last_taps(numbered_taps_max)) {
        const bool is_nameless = tap.kind == attendance::EntryKind::stamp && tap.card && !tap.person && !tap.voided;
        if (!is_nameless || tap.event != event->id) continue;
        std::string number = attendance::ticket_of(device, tap.seq);
        if (attendance::parse_ticket(number) == ticket)
            return TappedCard{tap.seq, *tap.card, std::move(number), tap.at};
    }
    return std::nullopt;
}

// Makes the rows from what is typed.
void People::refresh() {
    m_shown.rows.clear();
    m_shown.numbered = card_of_number();
    const auto& event = m_desk.door().event;
    const auto& list = m_staff.tonights_list();
    for (const attendance::PersonId& id : found()) {
        if (m_shown.rows.size() == rows_max) break;
        const auto person = m_desk.lookups().person(id);
        if (!person || person->erased) continue;
        desk::People::Row row{.person = person->id,
                              .name = person->name,
                              .reading = person->reading,
                              .nickname = person->nickname,
                              .stamped_at = {},
                              .listed = std::ranges::find(list, id) != list.end()};
        if (event)
            if (const auto presence = m_desk.lookups().presence(event->id, person->id)) row.stamped_at = presence->at;
        m_shown.rows.push_back(std::move(row));
    }
    if (m_shown.typed.empty())
        std::ranges::stable_partition(m_shown.rows, [](const auto& row) { return row.listed && !row.stamped_at; });
    if (m_shown.from >= m_shown.rows.size()) m_shown.from = 0;
    forget_hidden_selection(m_shown);
}

void People::back() {
    if (!m_shown.merges_into) {
        drop();
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
    m_shown.from = 0;
    refresh();
}

void People::touch(const ShowFrom& answer) {
    m_shown.selected.reset();
    m_shown.from = answer.from < m_shown.rows.size() ? answer.from : 0;
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
        m_staff.open<PersonForm>(m_shown.typed, m_shown.latin, m_shown.whose);
    else if (!m_staff.open<PersonForm>(*answer.person))
        refresh();
}

// The card may have become somebody's meanwhile: then there is nothing to give.
void People::touch(const GiveCard& answer) {
    if (!m_shown.whose) return;
    const TappedCard card = *m_shown.whose;
    const auto person = m_desk.lookups().person(answer.person);
    if (!person || person->erased) return refresh();
    if (!m_desk.lookups().owner_of(card.card) && !m_staff.give_card(card.card, person->id)) return;
    forget();
    const auto owner = m_desk.lookups().owner_of(card.card);
    if (!owner || !m_staff.open<Person>(*owner)) m_staff.open<Monitor>();
}

void People::touch(const VoidStamp& answer) {
    if (!m_shown.whose || m_shown.whose->seq != answer.seq || !m_desk.is_live_stamp(answer.seq)) return;
    m_staff.void_stamp(answer.seq);
    if (m_staff.act_failed()) return;
    forget();
    m_staff.open<Monitor>();
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
