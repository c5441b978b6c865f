// What an event's page shows before and after the evening itself.
#pragma once

#include <span>

#include "office/event_queries.h"
#include "web/context.h"

namespace web {

enum class Phase {
    ahead,  // to come, and nobody is there yet
    open,
    over,
};
Phase phase_of(const attendance::Event& event, WallTime now, std::int64_t arrived);

// Before: when it is, and who is on the list.
Html when_panel(const Context& context, const attendance::Event& event, std::int64_t guests);
base::Result<Html> list_panel(Context& context, const attendance::Event& event, std::int64_t guests);

// After. The ten minutes in which most came; empty where nobody's time is known.
std::string busiest(const Context& context, std::span<const office::ArrivalPoint> points);
// In words to be copied into a message.
Html summary_panel(const Context& context, const attendance::Event& event, const office::EventCounts& counts,
                   std::span<const office::ArrivalPoint> points, const std::optional<attendance::Event>& before,
                   std::int64_t before_count);
// What is still to be done, and whom to greet the next time. Empty where there is nothing.
base::Result<Html> next_panel(Context& context, const attendance::Event& event,
                              std::span<const office::Arrival> arrivals);

}  // namespace web
