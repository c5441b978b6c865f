// The kinds of entries, said once: what a kind's number, name and rules are is read from `kind_rows` by everybody, by
// SQL through kind_sql.h. A new kind is a line in the enum and a line in the table.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

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
    rekey = 17,    // card and the id that `detail` holds are one card's, made with two card keys
};

// What an entry must have; bits.
using Needs = unsigned;
enum Need : Needs {
    needs_nothing = 0,
    needs_event = 1,
    needs_card = 2,
    needs_person = 4,
    needs_person_or_card = 8,
    needs_two_people = 16,  // person and other_person, who differ
    needs_version = 32,
    needs_target = 64,
    needs_detail = 128,
};

struct KindRow {
    EntryKind kind;
    std::string_view name;         // in logs and SQL (kind_sql.h)
    std::string_view message_key;  // of the hub's words for what somebody did
    Needs needs;
    bool is_tap;            // staff see it among the last taps
    bool moves_presences;   // the numbers of those who came may change
    std::string_view lack;  // what is wrong with an entry that has not what it needs, in English
};

// In the order of their numbers.
inline constexpr std::array kind_rows{
    KindRow{EntryKind::stamp, "stamp", "act.stamp", needs_event | needs_person_or_card, true, true,
            "a stamp names its event, and a person or a card"},
    KindRow{EntryKind::repeat, "repeat", "act.repeat", needs_event | needs_target, true, false,
            "a repeat names its event and the first stamp"},
    KindRow{EntryKind::refusal, "refusal", "act.refusal", needs_detail, true, false, "a refusal says why"},
    KindRow{EntryKind::voided, "void", "act.void", needs_target, false, true,
            "a correction names the entry that it corrects"},
    KindRow{EntryKind::unvoid, "unvoid", "act.unvoid", needs_target, false, true,
            "a correction names the entry that it corrects"},
    KindRow{EntryKind::bind, "bind", "act.bind", needs_card | needs_person | needs_version, false, true,
            "a bind names card, person and version"},
    KindRow{EntryKind::person, "person", "act.person", needs_person | needs_version, false, false,
            "a person entry names person and version"},
    KindRow{EntryKind::event, "event", "act.event", needs_event | needs_version, false, false,
            "an event entry names event and version"},
    KindRow{EntryKind::clock, "clock", "act.clock", needs_nothing, false, false, ""},
    KindRow{EntryKind::merge, "merge", "act.merge", needs_two_people, false, true, "a merge names two people"},
    KindRow{EntryKind::unmerge, "unmerge", "act.unmerge", needs_target, false, true,
            "a correction names the entry that it corrects"},
    KindRow{EntryKind::erase, "erase", "act.erase", needs_person, false, true, "an erasure names the person"},
    KindRow{EntryKind::open, "open", "act.open", needs_nothing, false, false, ""},
    KindRow{EntryKind::staff, "staff", "act.staff", needs_detail, false, false, "a staff act says what was done"},
    KindRow{EntryKind::unbind, "unbind", "act.unbind", needs_card | needs_version, false, true,
            "an unbind names card and version"},
    KindRow{EntryKind::misbind, "misbind", "act.misbind", needs_card | needs_person | needs_version, false, true,
            "a misbind names card, person and version"},
    KindRow{EntryKind::rekey, "rekey", "act.rekey", needs_card | needs_detail, false, true,
            "a rekey names two ids of a card"},
};

constexpr std::optional<EntryKind> entry_kind_from(std::int64_t number) {
    if (number < 1 || number > static_cast<std::int64_t>(kind_rows.size())) return std::nullopt;
    return static_cast<EntryKind>(number);
}
// What a damaged store may hold.
inline constexpr KindRow unknown_kind{EntryKind{}, "", "", needs_nothing, false, true, "unknown kind"};

constexpr const KindRow& row_of(EntryKind kind) {
    const auto number = static_cast<std::size_t>(kind);
    return number < 1 || number > kind_rows.size() ? unknown_kind : kind_rows[number - 1];
}
constexpr std::string_view to_string(EntryKind kind) {
    return row_of(kind).name;
}
// Whose a card is.
constexpr bool changes_card(EntryKind kind) {
    return kind == EntryKind::bind || kind == EntryKind::unbind || kind == EntryKind::misbind;
}

static_assert([] {
    for (std::size_t i = 0; i < kind_rows.size(); ++i)
        if (static_cast<std::size_t>(kind_rows[i].kind) != i + 1) return false;
    return true;
}());

}  // namespace attendance
