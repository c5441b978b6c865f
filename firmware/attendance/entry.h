// One line of the journal. Entries only ever get added; every state is folded from them (fold.h).
// The shape is flat, so that the kiosk's table, the wire's rows and the hub's table are the same columns.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "attendance/ids.h"
#include "attendance/moment.h"

namespace attendance {

// The numbers are stored and sent: never reuse one.
enum class EntryKind : std::uint8_t {
    stamp = 1,     // event, and person or card (card alone: nobody's as far as the kiosk knew); source; version
    repeat = 2,    // audit line of a second tap: event, card, person if known, target: the first stamp
    refusal = 3,   // audit line of a tap that could not be stamped: detail says why; card unless its number changes
    voided = 4,    // target: a stamp that does not count
    unvoid = 5,    // target: a voided entry that does not count either
    bind = 6,      // card belongs to person, by version (the highest wins: card_history.h)
    person = 7,    // person's data changed: person, version; the texts stand in the person table only
    event = 8,     // event's data changed: event, version; the texts stand in the event table
    clock = 9,     // the clock's quality changed in this boot; the entry's own moment is the news
    merge = 10,    // person is the same as other_person and is counted under it
    unmerge = 11,  // target: a merge that was a mistake
    erase = 12,    // person's data overwritten, leaving a tombstone
    open = 13,     // staff opened this event, whatever its hours; empty event: back to the hours
    staff = 14,    // a staff act without another entry (clock set, settings changed): detail says which
    unbind = 15,   // card is nobody's from this version on; person: whose it was, for the record
    misbind = 16,  // the last bind of card to person below this version was a mistake and never counted
};

enum class Source : std::uint8_t {
    tap = 1,
    hand = 2,     // staff at the kiosk or organizer at the hub
    command = 3,  // command line
    import = 4,
    self = 5,  // the person, on the kiosk or on a phone
};

struct Entry {
    EntryRef ref;
    EntryKind kind = EntryKind::stamp;
    Moment at;
    Source source = Source::tap;
    std::optional<EventId> event;
    std::optional<CardId> card;
    std::optional<PersonId> person;
    std::optional<PersonId> other_person;
    std::int64_t version = 0;        // of bind, unbind, misbind, person, event; of stamp: that of the card, as known
    std::optional<EntryRef> target;  // of repeat, voided, unvoid, unmerge
    std::string detail;              // a short word for machines, never a name
    std::string by;                  // which staff card (card id) or "pin" did it; empty: the attendee's own tap
    bool operator==(const Entry&) const = default;
};

// Whose a card is.
constexpr bool changes_card(EntryKind kind) {
    return kind == EntryKind::bind || kind == EntryKind::unbind || kind == EntryKind::misbind;
}

std::string_view to_string(EntryKind kind);
std::string_view to_string(Source source);
std::optional<EntryKind> entry_kind_from(std::int64_t number);
std::optional<Source> source_from(std::int64_t number);

inline constexpr std::size_t id_bytes_max = 64;
inline constexpr std::size_t detail_bytes_max = 400;

// Empty when the entry has all its kind needs and nothing out of bounds; else what is wrong, in English, for a log or
// the hub's quarantine.
std::string_view problem_of(const Entry& entry);

}  // namespace attendance
