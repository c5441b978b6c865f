#include <algorithm>
#include <set>

#include "attendance/staff_hint.h"
#include "attendance/ticket.h"
#include "attendance/visits.h"
#include "desk/state.h"

namespace desk {
namespace {

constexpr std::size_t lines_max = 32;

TapLine::Refusal refusal_of(std::string_view detail) {
    if (detail == "number_changes") return TapLine::Refusal::number_changes;
    if (detail == "two_cards") return TapLine::Refusal::two_cards;
    if (detail == "early") return TapLine::Refusal::early;
    if (detail == "over") return TapLine::Refusal::over;
    if (detail == "no_event") return TapLine::Refusal::no_event;
    return TapLine::Refusal::none;
}

}  // namespace

// What was tapped before this start, so that staff see it after a power cut too.
void Desk::State::load_taps() {
    for (journal::TapRecord& record : m_journal.last_taps(lines_max)) {
        TapLine line = line_of(record);
        m_taps.push_back({std::move(record), std::move(line)});
    }
}

void Desk::State::refresh_taps() {
    const auto records = m_journal.last_taps(lines_max);
    for (Tapped& tapped : m_taps) {
        const auto now = std::ranges::find(records, tapped.record.seq, &journal::TapRecord::seq);
        if (now != records.end()) tapped.record = *now;
        renew(tapped);
    }
}

void Desk::State::refresh_taps_of(const journal::RosterUpdate& update) {
    std::set<attendance::PersonId> people;
    for (const auto& person : update.people)
        people.insert(person.id);
    for (const auto& item : update.presences)
        if (const auto* person = std::get_if<attendance::PersonId>(&item.presence.subject)) people.insert(*person);
    for (Tapped& tapped : m_taps)
        if (tapped.line.person && people.contains(*tapped.line.person)) renew(tapped);
}

void Desk::State::renew(Tapped& tapped) {
    const TapLine before = std::move(tapped.line);
    tapped.line = line_of(tapped.record);
    tapped.line.refusal = before.refusal;
    tapped.line.told_at = before.told_at;
}

void Desk::State::note_tap(journal::TapRecord record, TapLine::Refusal refusal) {
    record.at = m_clock.read().wall;  // not before the entry's own moment
    TapLine line = line_of(record);
    if (refusal != TapLine::Refusal::none) line.refusal = refusal;
    line.told_at = m_monotonic;
    m_taps.insert(m_taps.begin(), {std::move(record), std::move(line)});
    if (m_taps.size() > lines_max) m_taps.pop_back();
}

// A card that was stamped has the number of its stamp, however often it is tapped again.
void Desk::State::describe_unknown(TapLine& line, const journal::TapRecord& record) {
    if (record.kind != attendance::EntryKind::stamp && record.kind != attendance::EntryKind::repeat) return;
    line.card = *record.card;
    attendance::EntryRef stamp{.seq = record.seq};
    const auto first = record.event ? m_journal.presence(*record.event, *record.card) : std::nullopt;
    if (record.kind == attendance::EntryKind::repeat && first) stamp = first->stamp;
    line.ticket = attendance::ticket_of(stamp.device == 0 ? device() : stamp.device, stamp.seq);
}

TapLine Desk::State::line_of(const journal::TapRecord& record) {
    TapLine line;
    line.seq = record.seq;
    line.at = record.at;
    line.voided = record.voided;
    line.person = record.person;
    if (!line.person && record.card) describe_unknown(line, record);
    std::vector<attendance::Visit> visits;
    if (line.person) {
        const auto person = m_journal.person(*line.person);
        if (person) line.name = person->name;
        // As many as there were then: the line tells of a moment.
        visits =
            attendance::up_to(m_journal.visits(*line.person), record.event.value_or(attendance::EventId{}), record.at);
        line.stamps = static_cast<std::int64_t>(visits.size());
    }
    switch (record.kind) {
        case attendance::EntryKind::stamp:
            line.result = !line.person         ? TapLine::Result::unknown
                          : visits.size() == 1 ? TapLine::Result::first_time
                                               : TapLine::Result::stamped;
            if (line.person) line.hint = attendance::staff_hint(visits);
            break;
        case attendance::EntryKind::repeat:
            line.result = TapLine::Result::repeat;
            break;
        default:
            line.result = TapLine::Result::refused;
            line.refusal = refusal_of(record.detail);
            break;
    }
    return line;
}

}  // namespace desk
