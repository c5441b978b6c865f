// What organizers see of names that will go soon because the retention of their events is over.
#pragma once

#include "web/context.h"

namespace web {

// One line with a link to the list; nothing for others, or where nobody is on it.
base::Result<Html> retention_note(Context& context);

}  // namespace web
