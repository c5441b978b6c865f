// From entries to who was where. The rules, in any order of arrival and with any number of duplicates:
//   a voided entry wins over its stamp, an unvoid over its voided entry, an unmerge over its merge;
//   a card belongs to the person of its bind with the highest (version, ref), and its stamps that are nobody's follow,
//   until an unbind ends that from its version on; a misbind says that a bind never was (card_history.h);
//   ids of cards that rekeys join are one card, the smallest of them stands for all: a rekey says what was seen with
//   both card keys, and is never taken back;
//   people joined by live merges are one; the one that was merged into stands for them;
//   live stamps of one person (or of one still unknown card) at one event count once, the earliest in corrected time.
// Pure; the journal and the hub keep the same result incrementally, and their tests compare it with this one.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "attendance/card_history.h"

namespace attendance {

// Whom a stamp counts for: a person, or a card that nobody has claimed yet.
using Subject = std::variant<PersonId, CardId>;

struct Presence {
    EventId event;
    Subject subject;
    EntryRef stamp;                                // the earliest live one
    WallTime at{};                                 // corrected
    ClockQuality quality = ClockQuality::unknown;  // synchronised also where an anchor corrected it
    Source source = Source::tap;
    bool operator==(const Presence&) const = default;
};

// A boot of one device; boots of other devices never mix.
using BootKey = std::pair<std::int64_t, std::string>;

struct Ledger {
    std::map<CardId, CardId> same_cards;                      // id -> which stands for it; only those that do not
    std::map<CardId, PersonId> owners;                        // after merges; of every id of a card, as the next two
    std::map<CardId, std::vector<Tenure<PersonId>>> tenures;  // before merges; only cards that have some
    std::map<CardId, std::vector<Versions>> mistakes;
    std::map<PersonId, PersonId> merged;  // person -> who stands for it; only people that were merged away
    std::map<std::pair<EventId, Subject>, Presence> presences;
    std::set<EntryRef> void_stamps;  // stamps that do not count
    std::map<BootKey, BootAnchor> anchors;
    bool operator==(const Ledger& other) const;
};

Ledger fold(std::span<const Entry> entries);

// Of each card that was ever bound, under every id of it.
std::map<CardId, CardHistory<PersonId>> card_histories(std::span<const Entry> entries);

// Corrected wall time and the certainty that it deserves, given what is known of that device's boot. A moment that was
// synchronised itself keeps its time, unless the anchor contradicts it: then the clock was wrong and was put right
// later.
struct CorrectedTime {
    WallTime at{};
    ClockQuality quality = ClockQuality::unknown;
};
CorrectedTime corrected_time(const Moment& moment, const std::optional<BootAnchor>& anchor);

// The better of two candidate anchors of one boot: the one with the later boottime (a clock that was set twice, or a
// hub whose own clock was put right, is believed as it was last); the larger wall time where both are the same instant,
// so that the order does not matter.
BootAnchor better_anchor(const BootAnchor& a, const BootAnchor& b);

// Which of two stamps of one subject at one event counts.
bool counts_before(const Presence& a, const Presence& b);

}  // namespace attendance
