// A canvas without pixels: it keeps what was drawn, so that tests can ask about clipping, overlap, contrast and sizes.
#pragma once

#include <optional>

#include "ui/canvas.h"

namespace ui {

enum class DrawKind { background, fill, gradient, polygon, stroke, text, shadow, sun, stamp, qr };

struct DrawOp {
    DrawKind kind;
    Rect bounds;           // on the surface, groups applied, not yet clipped; of text: its ink
    Rect clip;             // the clip that held
    Colour colour;         // groups' opacity multiplied in; of a gradient or a sun the top one
    float line_width = 0;  // of strokes
    std::string text;      // what a text says, a stamp's word, a QR code's content
    TextStyle style;       // of a text
    TextMetrics metrics;   // of a text, relative to `at`
    Point at;              // a text's origin, a picture's centre
    float angle = 0;       // of a stamp, groups' turns added
    StampArt stamp;
    Background background = Background::washi;

    // What is seen of it.
    Rect visible() const { return bounds.intersected(clip); }
};

class RecordedCanvas final : public Canvas {
public:
    RecordedCanvas(Text& text, const Theme& theme, Layout layout);

    // Forgets everything drawn, for the next frame.
    void reset();
    void press(desk::Answer answer, base::MonotonicTime lasts = {}) {
        begin(layout(), Pressed{std::move(answer), lasts});
    }

    const std::vector<DrawOp>& ops() const { return m_ops; }
    std::vector<const DrawOp*> texts() const;
    const DrawOp* find_text(std::string_view part) const;  // the first that contains it; null if none
    std::vector<const DrawOp*> of_kind(DrawKind kind) const;

    TextMetrics text(Point at, std::string_view text, const TextStyle& style, Colour colour) override;
    void fill(const Rect& rect, Colour colour, float radius = 0) override;
    void fill_gradient(const Rect& rect, Colour top, Colour bottom) override;
    void polygon(std::span<const Point> points, Colour colour) override;
    void stroke(std::span<const Point> points, float width, Colour colour, Closed closed = Closed::no) override;
    void background(Background background) override;
    void shadow(const Rect& rect, float radius, float blur, Colour colour) override;
    void soft_disc(Point centre, float radius, float blur, Colour colour) override;
    void sun(Point centre, float radius, Colour top, Colour bottom) override;
    void stamp(const StampArt& art, Point centre, float diameter, float angle, Colour colour) override;
    void qr(std::string_view payload, const Rect& rect, Colour dark, Colour light) override;

private:
    void begin_clip(const Rect& rect) override;
    void end_clip() override;
    void begin_group(const Group& group) override;
    void end_group() override;

    DrawOp& add(DrawKind kind, const Rect& bounds, Colour colour);
    Point placed(Point point) const;
    Rect placed(const Rect& rect) const;

    std::vector<DrawOp> m_ops;
    std::vector<Rect> m_clips;
    std::vector<Group> m_groups;
};

}  // namespace ui
