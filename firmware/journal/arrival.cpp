#include "journal/arrival.h"

#include <tuple>

namespace journal {

bool counts_before(const Arrival& a, const Arrival& b) {
    return std::tie(a.at, a.stamp) < std::tie(b.at, b.stamp);
}

Arrival read_arrival(const Query& query, int first) {
    if (!query.is_null(first)) {
        const EntryRow stamp = read_entry_row(query, first);
        const auto time = corrected_time_of(stamp, maybe_anchor(query, first + entry_columns));
        return {{0, 0, stamp.seq}, time.at, time.quality, stamp.source};
    }
    Columns elsewhere(query, first + entry_columns + 2);
    return {{elsewhere.integer(), elsewhere.integer(), elsewhere.integer()},
            elsewhere.time(),
            elsewhere.as<attendance::ClockQuality>(),
            elsewhere.as<attendance::Source>()};
}

}  // namespace journal
