#include "parts/qr_place.h"

#include "ui/qr.h"

namespace parts {

float qr_side(const Stage& stage, std::string_view payload, float room_px) {
    const int modules = ui::qr_code(payload).modules;
    if (modules == 0) return 0;
    const auto whole = static_cast<float>(modules + 2 * ui::qr_quiet_modules);
    const float module = std::floor(room_px / whole);
    return module * static_cast<float>(modules) >= stage.layout().mm(qr_least_mm) ? module * whole : 0;
}

void draw_qr(const Stage& stage, const ui::Rect& box, std::string_view payload) {
    const float side = qr_side(stage, payload, std::min(box.w, box.h));
    if (side == 0) return;
    const ui::Point corner{std::round(box.centre().x - side / 2), std::round(box.centre().y - side / 2)};
    stage.canvas.qr(payload, {corner.x, corner.y, side, side}, stage.theme().on_paper.ink, stage.theme().paper);
}

}  // namespace parts
