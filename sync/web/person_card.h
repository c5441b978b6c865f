// The stamp card of a season as a person sees it.
#pragma once

#include <span>

#include "attendance/stamp_card.h"
#include "web/context.h"

namespace web {

Html stamp_card(const Context& context, const attendance::Season& season, std::span<const attendance::Visit> visits);

}  // namespace web
