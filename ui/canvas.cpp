#include "ui/canvas.h"

#include <array>
#include <numbers>

namespace ui {
namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr float curve_error_px = 0.12f;  // how far a chord may lie from its arc

int segments_of(float radius) {
    if (radius <= 1) return 12;
    return std::clamp(static_cast<int>(std::ceil(pi / std::acos(1 - curve_error_px / radius))), 16, 240);
}

Point on_circle(Point centre, float radius, float turn) {
    const float angle = (turn - 0.25f) * 2 * pi;
    return {centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)};
}

std::vector<Point> circle_points(Point centre, float radius) {
    const int n = segments_of(radius);
    std::vector<Point> points;
    points.reserve(static_cast<std::size_t>(n));
    for (int i = 0; i < n; ++i)
        points.push_back(on_circle(centre, radius, static_cast<float>(i) / static_cast<float>(n)));
    return points;
}

std::vector<Point> arc_points(Point centre, float radius, float from, float to) {
    const int n = std::max(2, static_cast<int>(static_cast<float>(segments_of(radius)) * std::abs(to - from)));
    std::vector<Point> points;
    points.reserve(static_cast<std::size_t>(n) + 1);
    for (int i = 0; i <= n; ++i)
        points.push_back(on_circle(centre, radius, from + (to - from) * static_cast<float>(i) / static_cast<float>(n)));
    return points;
}

void append(std::vector<Point>& points, const std::vector<Point>& more) {
    points.insert(points.end(), more.begin(), more.end());
}

}  // namespace

void Canvas::circle(Point centre, float radius, Colour colour) {
    polygon(circle_points(centre, radius), colour);
}

void Canvas::line(Point a, Point b, float width, Colour colour) {
    if (a.y == b.y) return fill({std::min(a.x, b.x), a.y - width / 2, std::abs(b.x - a.x), width}, colour);
    if (a.x == b.x) return fill({a.x - width / 2, std::min(a.y, b.y), width, std::abs(b.y - a.y)}, colour);
    stroke(std::array{a, b}, width, colour);
}

void Canvas::outline(const Rect& rect, float width, Colour colour, float radius) {
    const Rect r = rect.inset(width / 2);
    const float corner = std::max(0.0f, std::min({radius - width / 2, r.w / 2, r.h / 2}));
    if (corner == 0) {
        fill({rect.x, rect.y, rect.w, width}, colour);
        fill({rect.x, rect.bottom() - width, rect.w, width}, colour);
        fill({rect.x, rect.y + width, width, rect.h - 2 * width}, colour);
        fill({rect.right() - width, rect.y + width, width, rect.h - 2 * width}, colour);
        return;
    }
    std::vector<Point> points;
    append(points, arc_points({r.x + corner, r.y + corner}, corner, -0.25f, 0));
    append(points, arc_points({r.right() - corner, r.y + corner}, corner, 0, 0.25f));
    append(points, arc_points({r.right() - corner, r.bottom() - corner}, corner, 0.25f, 0.5f));
    append(points, arc_points({r.x + corner, r.bottom() - corner}, corner, 0.5f, 0.75f));
    stroke(points, width, colour, Closed::yes);
}

void Canvas::ring(Point centre, float radius, float width, Colour colour) {
    stroke(circle_points(centre, radius), width, colour, Closed::yes);
}

void Canvas::arc(Point centre, float radius, float from, float to, float width, Colour colour) {
    if (to <= from) return;
    if (to - from >= 1) return ring(centre, radius, width, colour);
    stroke(arc_points(centre, radius, from, to), width, colour);
}

void Canvas::dashed_ring(Point centre, float radius, int dashes, float width, Colour colour) {
    const auto n = static_cast<float>(dashes);
    for (int i = 0; i < dashes; ++i) {
        const float from = static_cast<float>(i) / n;
        arc(centre, radius, from, from + 0.58f / n, width, colour);
    }
}

}  // namespace ui
