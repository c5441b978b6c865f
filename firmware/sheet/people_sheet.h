// The sheet of an export that people read: one row a person of an event, whether they came or not, with headers in
// their language. Pure, but for `each`, which the caller gives.
#pragma once

#include "sheet/attendance_rows.h"

namespace sheet {

struct PersonAtEvent {
    attendance::Person person;  // empty id: a card that nobody has claimed
    std::optional<attendance::WallTime> came;
    bool sure = true;    // of the time
    bool first = false;  // the person's first event of all
    bool listed = false;
    std::string ticket;  // on the list; of an unknown card, what its guest was told
    std::string user;    // at connpass: "sakura_t"
    std::string device;  // name
};

using TakePerson = std::function<base::Result<void>(const attendance::Event&, const PersonAtEvent&)>;
// Gives everybody of one event, then of the next, in the order in which they are to stand.
using EachPerson = std::function<base::Result<void>(const TakePerson&)>;

// `lang`: "ja" or "en"; nothing is Japanese, anything else English. `one_event`: without the columns that name the
// event. Numbers begin with each event anew.
ReadSheet people_sheet(std::string_view lang, bool one_event, OffsetAt offset_at, EachPerson each);

// Everybody of connpass who is on the list of the event, by 受付番号, in connpass's own columns and words, so that its
// list of applicants can be gone through beside it: 出席 for who came. CSV.
base::Result<void> write_connpass(std::span<const PersonAtEvent> people, CsvWriter& writer);

}  // namespace sheet
