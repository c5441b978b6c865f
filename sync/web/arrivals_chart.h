// The evening's arrivals as steps, one shape each; the last event dotted behind. Above sixty people only the line.
#pragma once

#include <optional>
#include <span>

#include "office/event_queries.h"
#include "web/context.h"

namespace web {

struct ArrivalsChart {
    const attendance::Event& event;
    std::span<const office::ArrivalPoint> points;  // oldest first
    std::optional<attendance::Event> before;       // the last event
    std::span<const office::ArrivalPoint> before_points;
    std::int64_t guests = 0;
};

// Whether every arrival has its shape; else there is only the line.
bool draws_shapes(std::span<const office::ArrivalPoint> points);

// Drawn twice, for wide pages and for phones: text in a chart must not be scaled.
Html draw(const Context& context, const ArrivalsChart& chart);
// The same as a table, behind a fold.
Html table(const Context& context, const ArrivalsChart& chart);

}  // namespace web
