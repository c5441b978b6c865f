// A canvas that draws into memory with Cairo alone: pictures that are written to files, away from the screen and its
// GL. Slower than ImGuiCanvas, and the same to look at. One thread, which may be any; its Text is of the same thread.
#pragma once

#include <memory>

#include "ui/canvas.h"
#include "ui/picture.h"

namespace ui {

class CairoCanvas final : public Canvas {
public:
    // Washi until something is drawn.
    CairoCanvas(Text& text, const Theme& theme, Layout layout);
    ~CairoCanvas() override;

    // Opaque, as it is now.
    Picture picture();

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

    struct Pen;
    std::unique_ptr<Pen> m_pen;
};

}  // namespace ui
