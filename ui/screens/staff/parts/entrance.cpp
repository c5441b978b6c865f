#include "staff/parts/entrance.h"

namespace staff {

ui::FrameResult draw_entrance(const parts::Stage& stage) {
    const desk::Answer answer = desk::AskStaff{};
    const float side = std::ceil(stage.layout().mm(20));
    const ui::Rect surface = stage.layout().surface();
    const ui::Rect corner{stage.snapshot.community.mirrored ? 0 : surface.w - side, surface.h - side, side, side};
    const float held = stage.canvas.held(answer);
    const ui::Colour colour = stage.theme().second_ink;
    const ui::Point centre = corner.centre();
    // Larger than a fingertip, so that it is seen round one.
    const float radius = side * 0.42f;
    stage.canvas.ring(centre, side * 0.13f, stage.layout().hairline(2.5f), colour.faded(0.34f));
    stage.canvas.circle(centre, side * 0.035f, colour.faded(0.34f));
    if (stage.canvas.is_pressed(answer)) {
        stage.canvas.ring(centre, radius, stage.layout().hairline(4), stage.theme().hairline);
        if (held > 0) stage.canvas.arc(centre, radius, 0, held, stage.layout().hairline(5), colour);
    }
    stage.canvas.touch(corner, answer, ui::Press::hold);
    return {.animating = stage.canvas.is_pressed(answer), .next_change = std::nullopt};
}

}  // namespace staff
