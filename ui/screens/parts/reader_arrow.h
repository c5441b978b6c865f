// Where the reader really is: half a disc with an arrow, which leaves the screen's edge there.
#pragma once

#include "parts/stage.h"

namespace parts {

// One step towards the reader; none where it lies behind the picture.
ui::Point towards_reader(desk::ReaderPlace place);

struct ReaderArrow {
    ui::Point picture{};  // pixels: the middle of what guests take for the reader
    float picture_radius = 0;
    float radius = 0;               // of the half disc
    ui::Point leaves{};             // the arrow leaves the edge at this height or width
    bool words_on_picture = false;  // there is no room for them beside the arrow
};
// Pulses for a while after somebody touched the picture, and says in words where the reader is. A reader behind the
// picture has no arrow: the picture itself pulses.
ui::FrameResult draw_reader_arrow(const Stage& stage, const ReaderArrow& arrow, const desk::Idle& scene);

// Whether those words stand there now: what would lie under them is left out meanwhile.
bool says_where_reader_is(const Stage& stage, const desk::Idle& scene);

}  // namespace parts
