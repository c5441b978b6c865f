// One line of the journal. Entries only ever get added; every state is folded from them (fold.h).
// The shape is flat, so that the kiosk's table, the wire's rows and the hub's table are the same columns.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "attendance/entry_kind.h"
#include "attendance/ids.h"
#include "attendance/moment.h"

namespace attendance {

// The numbers are stored and sent: never reuse one.
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
    std::string detail;              // a short word for machines, never a name; of rekey: the card's other id
    std::string by;                  // which staff card (card id) or "pin" did it; empty: the attendee's own tap
    bool operator==(const Entry&) const = default;
};

std::string_view to_string(Source source);
std::optional<Source> source_from(std::int64_t number);

inline constexpr std::size_t id_bytes_max = 64;
inline constexpr std::size_t detail_bytes_max = 400;

// Empty when the entry has all its kind needs and nothing out of bounds; else what is wrong, in English, for a log or
// the hub's quarantine.
std::string_view problem_of(const Entry& entry);

}  // namespace attendance
