// The stamp that counts of a subject at an event, wherever it was recorded, as the table `presence` names it.
#pragma once

#include "journal/entry_row.h"

namespace journal {

struct Arrival {
    attendance::EntryRef stamp;  // {0, 0, seq}: an entry of this journal
    attendance::WallTime at{};   // corrected
    attendance::ClockQuality quality = attendance::ClockQuality::unknown;
    attendance::Source source = attendance::Source::tap;
};

// Which of two counts (attendance::counts_before).
bool counts_before(const Arrival& a, const Arrival& b);

// "SELECT " PETTAN_ARRIVAL_COLUMNS ", …" FROM PETTAN_ARRIVALS "WHERE presence.…"
#define PETTAN_ARRIVAL_COLUMNS                                                                                  \
    PETTAN_ENTRY_COLUMNS                                                                                        \
    ", anchor.wall_us, anchor.boottime_ns, elsewhere.device, elsewhere.epoch, elsewhere.seq, elsewhere.at_us, " \
    "elsewhere.quality, elsewhere.source"
#define PETTAN_ARRIVALS                                                                                          \
    " FROM presence LEFT JOIN entry ON entry.seq = presence.stamp LEFT JOIN anchor ON anchor.boot = entry.boot " \
    "LEFT JOIN roster_presence AS elsewhere ON elsewhere.event = presence.event "                                \
    "AND elsewhere.subject = presence.elsewhere "
inline constexpr int arrival_columns = entry_columns + 8;
Arrival read_arrival(const Query& query, int first_column = 0);

}  // namespace journal
