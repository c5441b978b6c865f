// The arithmetic of Canvas::group, shared by both canvases.
#pragma once

#include "ui/canvas.h"

namespace ui {

inline Point applied(const Group& group, Point point) {
    const float x = (point.x - group.pivot.x) * group.scale_x;
    const float y = (point.y - group.pivot.y) * group.scale_y;
    const float c = std::cos(group.angle);
    const float s = std::sin(group.angle);
    return {group.pivot.x + x * c - y * s + group.shift.x, group.pivot.y + x * s + y * c + group.shift.y};
}

}  // namespace ui
