// The settings' part about the calendar feed.
#pragma once

#include "web/context.h"

namespace web {

// For organizers: its secret address, or the button that makes one.
base::Result<Html> calendar_panel(Context& context);

}  // namespace web
