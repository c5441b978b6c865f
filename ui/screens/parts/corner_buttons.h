// At the upper edge, beside the ring: another language for a stranger, and more time for whoever reads slowly.
#pragma once

#include "parts/stage.h"

namespace parts {

enum class AskLanguage { no, yes };
enum class AskTime { no, yes };
void draw_corner_buttons(const Stage& stage, AskLanguage language, AskTime time);

}  // namespace parts
