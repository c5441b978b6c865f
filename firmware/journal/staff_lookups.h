// What the staff's screens ask of the journal.
#pragma once

#include <vector>

#include "attendance/entry.h"
#include "attendance/person.h"
#include "base/result.h"

namespace sqlite {
class Database;
}

namespace journal {

// A stretch of all people who stand for themselves (neither merged away nor erased), in no order that means anything.
struct PeoplePage {
    std::vector<attendance::Person> people;
    std::int64_t next = 0;  // where the next stretch begins; 0: there is none
};

struct OwnedCard {
    attendance::CardId card;
    attendance::WallTime since{};  // when it was bound, corrected; 1970 where only the hub knows
    std::string kind;              // of a TagTech, as the binding says it; empty: not known
};

// A stamp, a repeat or a refusal, as it is understood now.
struct TapRecord {
    std::int64_t seq = 0;
    attendance::EntryKind kind = attendance::EntryKind::stamp;
    attendance::WallTime at{};  // corrected
    std::optional<attendance::CardId> card{};
    std::optional<attendance::PersonId> person{};  // after binds and merges
    std::string detail{};
    bool voided = false;
    std::optional<attendance::EventId> event{};
};

// Somebody who is counted under another.
struct MergedPerson {
    attendance::Person person;   // as entered, not after merges; erased: a tombstone
    std::int64_t merge_seq = 0;  // of the live entry; 0: merged at the hub or by another kiosk, and parted there
};

base::Result<std::vector<MergedPerson>> find_merged_into(sqlite::Database& database,
                                                         const attendance::PersonId& person);
base::Result<PeoplePage> find_people_after(sqlite::Database& database, std::int64_t after, std::int64_t limit);
// Oldest first.
base::Result<std::vector<OwnedCard>> find_cards_of(sqlite::Database& database, const attendance::PersonId& person);
base::Result<std::vector<TapRecord>> find_last_taps(sqlite::Database& database, std::int64_t limit);  // newest first
base::Result<std::vector<attendance::WallTime>> find_arrivals(sqlite::Database& database,
                                                              const attendance::EventId& event);

}  // namespace journal
