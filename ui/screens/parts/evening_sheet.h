// One sheet of paper with all stamps of an evening, the event and its date; no names.
#pragma once

#include "parts/stage.h"

namespace parts {

// As the screen shows it after the end, over the whole design space of its form.
void draw_evening_sheet(const Stage& stage);

}  // namespace parts
