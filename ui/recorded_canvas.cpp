#include "ui/recorded_canvas.h"

#include <array>

#include "ui/group.h"

namespace ui {
namespace {

Rect bounds_of(std::span<const Point> points) {
    if (points.empty()) return {};
    Point low = points[0];
    Point high = points[0];
    for (const Point p : points) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    return {low.x, low.y, high.x - low.x, high.y - low.y};
}

}  // namespace

RecordedCanvas::RecordedCanvas(Text& text, const Theme& theme, Layout layout) : Canvas(text, theme, layout) {}

void RecordedCanvas::reset() {
    m_ops.clear();
    begin(layout(), {});
}

std::vector<const DrawOp*> RecordedCanvas::of_kind(DrawKind kind) const {
    std::vector<const DrawOp*> found;
    for (const DrawOp& op : m_ops)
        if (op.kind == kind) found.push_back(&op);
    return found;
}

std::vector<const DrawOp*> RecordedCanvas::texts() const {
    return of_kind(DrawKind::text);
}

const DrawOp* RecordedCanvas::find_text(std::string_view part) const {
    for (const DrawOp& op : m_ops)
        if (op.kind == DrawKind::text && op.text.find(part) != std::string::npos) return &op;
    return nullptr;
}

Point RecordedCanvas::placed(Point point) const {
    for (auto group = m_groups.rbegin(); group != m_groups.rend(); ++group)
        point = applied(*group, point);
    return point;
}

Rect RecordedCanvas::placed(const Rect& r) const {
    const std::array corners{placed(Point{r.x, r.y}), placed(Point{r.right(), r.y}),
                             placed(Point{r.right(), r.bottom()}), placed(Point{r.x, r.bottom()})};
    return bounds_of(corners);
}

DrawOp& RecordedCanvas::add(DrawKind kind, const Rect& bounds, Colour colour) {
    DrawOp op{.kind = kind,
              .bounds = placed(bounds),
              .clip = m_clips.empty() ? layout().surface() : m_clips.back(),
              .colour = colour,
              .text = {},
              .style = {},
              .metrics = {},
              .at = placed(bounds.centre()),
              .stamp = {}};
    for (const Group& group : m_groups) {
        op.colour = op.colour.faded(group.alpha);
        op.angle += group.angle;
    }
    m_ops.push_back(std::move(op));
    return m_ops.back();
}

TextMetrics RecordedCanvas::text(Point at, std::string_view text, const TextStyle& style, Colour colour) {
    const TextMetrics metrics = measure(text, style);
    DrawOp& op = add(DrawKind::text, metrics.ink.moved(at), colour);
    op.text = text;
    op.style = style;
    op.metrics = metrics;
    op.at = placed(at);
    return metrics;
}

void RecordedCanvas::fill(const Rect& rect, Colour colour, float) {
    add(DrawKind::fill, rect, colour);
}

void RecordedCanvas::fill_gradient(const Rect& rect, Colour top, Colour) {
    add(DrawKind::gradient, rect, top);
}

void RecordedCanvas::polygon(std::span<const Point> points, Colour colour) {
    add(DrawKind::polygon, bounds_of(points), colour);
}

void RecordedCanvas::stroke(std::span<const Point> points, float width, Colour colour, Closed) {
    add(DrawKind::stroke, bounds_of(points).inset(-width / 2), colour).line_width = width;
}

void RecordedCanvas::background(Background background) {
    const bool dark = background == Background::staff;
    add(DrawKind::background, layout().surface(), dark ? theme().staff.ground : theme().washi).background = background;
}

void RecordedCanvas::shadow(const Rect& rect, float, float blur, Colour colour) {
    add(DrawKind::shadow, rect.inset(-blur), colour);
}

void RecordedCanvas::soft_disc(Point centre, float radius, float blur, Colour colour) {
    add(DrawKind::shadow, square_around(centre, 2 * (radius + blur)), colour);
}

void RecordedCanvas::sun(Point centre, float radius, Colour top, Colour) {
    add(DrawKind::sun, square_around(centre, 2 * radius), top);
}

void RecordedCanvas::stamp(const StampArt& art, Point centre, float diameter, float angle, Colour colour) {
    DrawOp& op = add(DrawKind::stamp, square_around(centre, diameter), colour);
    op.text = art.word;
    op.stamp = art;
    op.angle += angle;
}

void RecordedCanvas::qr(std::string_view payload, const Rect& rect, Colour dark, Colour) {
    add(DrawKind::qr, rect, dark).text = payload;
}

void RecordedCanvas::begin_clip(const Rect& rect) {
    m_clips.push_back(m_clips.empty() ? rect.intersected(layout().surface()) : rect.intersected(m_clips.back()));
}
void RecordedCanvas::end_clip() {
    m_clips.pop_back();
}
void RecordedCanvas::begin_group(const Group& group) {
    m_groups.push_back(group);
}
void RecordedCanvas::end_group() {
    m_groups.pop_back();
}

}  // namespace ui
