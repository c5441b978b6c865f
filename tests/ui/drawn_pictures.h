// Pictures of the gallery on a canvas without pixels, and what of them is judged.
#pragma once

#include "screens/gallery.h"
#include "screens/screens.h"
#include "ui/recorded_canvas.h"

namespace testing {

inline const ui::RecordedCanvas& drawn(ui::RecordedCanvas& canvas, const screens::GalleryPicture& picture,
                                       const ui::Messages& words) {
    canvas.reset();
    screens::draw_screen(canvas, picture.snapshot, picture.at, words);
    return canvas;
}

inline bool is_seen(const ui::DrawOp& op) {
    return op.colour.a > 40 && !op.bounds.empty();
}

inline bool is_settled(const screens::GalleryPicture& picture) {
    return picture.screen != "press" && picture.variant.find("at-") == std::string::npos &&
           picture.variant.find("press-") == std::string::npos && picture.variant != "drawing";
}

}  // namespace testing
