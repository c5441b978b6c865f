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
    const int elsewhere = first + entry_columns + 2;
    return {{query.integer(elsewhere), query.integer(elsewhere + 1), query.integer(elsewhere + 2)},
            wall_time(query.integer(elsewhere + 3)),
            static_cast<attendance::ClockQuality>(query.integer(elsewhere + 4)),
            static_cast<attendance::Source>(query.integer(elsewhere + 5))};
}

}  // namespace journal
