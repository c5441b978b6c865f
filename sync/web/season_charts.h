// The charts of a season, as SVG and, beside it, as tables: counts only.
#pragma once

#include "office/season_queries.h"
#include "web/context.h"

namespace web {

// Bars: returners solid, first-timers hatched on top, unknown cards outlined; totals above.
Html event_bars(const Context& context, const office::SeasonPicture& picture);
// Whether stamp_dots draws dots, and not bars.
bool draws_dots(const office::SeasonPicture& picture);
// One dot a person over the number of their stamps; above forty in a column, bars with numbers.
Html stamp_dots(const Context& context, const office::SeasonPicture& picture, int squares);
// Cohorts by event; every cell prints its number.
Html cohort_matrix(const Context& context, const office::SeasonPicture& picture);

}  // namespace web
