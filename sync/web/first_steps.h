// What a new hub still needs before its first evening, with what is done already.
#pragma once

#include "web/context.h"

namespace web {

// Empty once an event, a kiosk and a tap are there, and for whoever is no organizer.
base::Result<Html> first_steps(Context& context);

}  // namespace web
