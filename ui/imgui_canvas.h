// A canvas that draws with Dear ImGui's background draw list through OpenGL (ES) 3. Between begin_frame and end_frame a
// screen may draw; end_frame puts the frame into the current GL framebuffer, the caller swaps.
// Main thread, with a current GL context from construction to destruction; one at a time.
#pragma once

#include <memory>

#include "ui/canvas.h"
#include "ui/shelf.h"

namespace ui {

class ImGuiCanvas final : public Canvas {
public:
    // `glsl_version`: as Window::glsl_version() says.
    // `shelf`: where pictures may lie that were made ahead; null: none. It outlives the canvas.
    ImGuiCanvas(Text& text, const Theme& theme, Layout layout, const char* glsl_version, Shelf* shelf = nullptr);
    ~ImGuiCanvas() override;

    void begin_frame(Layout layout, std::optional<Pressed> pressed);
    void end_frame();

    // Makes a texture of what lies on the shelf under this key. False: nothing did.
    bool upload(const std::string& key);

    // How many pictures it had to make itself so far, since nobody had made them ahead.
    std::size_t made() const;

    // Bytes of textures held, for tests and the log.
    std::size_t texture_bytes() const;

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

    class Renderer;
    std::unique_ptr<Renderer> m_renderer;
};

}  // namespace ui
