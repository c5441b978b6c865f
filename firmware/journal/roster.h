// What came down from the hub, beside the journal's own entries (attendance/change.h): people, cards, events, what
// organizers wrote, and who was where as all kiosks together recorded it.
//
// The hub's word covers this journal's own entries up to a seq, which is kept with it. What the look-ups say is the
// hub's word and, on top of it, the own entries behind that seq: so a stamp that was voided elsewhere does not count
// here, and one that was just given does, whatever the network is doing (decisions/010).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "attendance/change.h"

namespace journal {

struct RosterUpdate : attendance::ChangeLists {
    bool is_snapshot = false;     // a part of everything: what none of its parts names is gone once all are in
    bool begins_snapshot = true;  // its first part
    bool is_complete = true;      // false: the hub has more to say already, and does not cover anything new before that
    std::string cursor;
    std::int64_t covers_seq = 0;            // the last own entry that the hub held when it said this
    std::optional<std::int64_t> acked_seq;  // to be kept as acked_seq_setting in the same transaction

    std::vector<std::string> card_keys;  // hexadecimal, the newest first; empty: those of before. Not in a snapshot
    std::string card_keys_mark;          // the hub's, to be kept with them
};

// A snapshot, or a page of one, in parts, so that taps come in between. Only the last brings its cursor: a page that is
// cut off is asked for again.
std::vector<RosterUpdate> parts_of(RosterUpdate snapshot, std::size_t things_max);

// How far the snapshot that is coming in has come.
struct SnapshotProgress {
    std::string cursor;        // the hub goes on from here
    bool is_complete = false;  // all of it has come; what follows are changes
};

}  // namespace journal
