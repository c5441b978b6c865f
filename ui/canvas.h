// What screens draw on, and all that they know of the outside. Two kinds: ImGuiCanvas (imgui_canvas.h) puts vertices
// into a draw list; RecordedCanvas (recorded_canvas.h) keeps a list of what was drawn, for tests without pixels.
//
// Coordinates are pixels of the surface, from the top left; convert from the design with layout(). Later calls lie on
// top of earlier ones. Screens are pure functions of (snapshot, time) onto a Canvas: they keep nothing between frames.
// One thread (the main thread).
//
//     const Layout& layout = canvas.layout();
//     canvas.background(Background::washi);
//     const Rect card = layout.snapped(96, 132, 1048, 800);
//     canvas.shadow(card, layout.px(16), layout.px(24), canvas.theme().shadow);
//     canvas.fill(card, canvas.theme().paper, layout.px(16));
//     canvas.text(layout.at(1224, 392), "髙橋", {.family = Family::serif, .weight = Weight::bold,
//                                               .size_px = layout.px(148)}, canvas.theme().ink);
//     canvas.touch(card, desk::Dismiss{});
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "desk/snapshot.h"
#include "ui/geometry.h"
#include "ui/layout.h"
#include "ui/stamp_art.h"
#include "ui/text.h"
#include "ui/theme.h"

namespace ui {

enum class Background {
    washi,        // paper and fibres, a low faint band of waves at the foot: beside a card
    washi_waves,  // the same with a high band of waves: idle
    washi_still,  // the same without waves: reader trouble, small screens
    staff,        // dark
};

// Small vector shapes, so that meaning never hangs on colour alone.
enum class Icon {
    check_disc,  // a disc with the tick cut out: well
    check,       // the tick alone
    warning,     // a triangle with "!" cut out
    trouble,     // an octagon with "!" cut out
    diamond,     // first time
    ring,        // already stamped, neutral
    disc,        // a filled dot
    waves,       // three arcs of a card that is being read
    arrow_left,
    arrow_right,
    arrow_up,
    arrow_down,
    cross,
    backspace,
    search,
    undo,
};

enum class Closed { no, yes };

// Applies to everything drawn until its scope ends: turned and scaled about `pivot`, then shifted; opacity multiplied.
// The cord's swing, the press, a fade. Text inside a scale other than 1 loses its crispness: only while moving.
struct Group {
    Point pivot{};
    float angle = 0;
    float scale_x = 1;
    float scale_y = 1;
    Point shift{};
    float alpha = 1;
};

// What makes a touch of a region count.
enum class Press {
    tap,      // up again
    hold,     // it has rested there for hold_lasts; less does nothing
    repeats,  // a tap; and while it rests there, again and again
};
inline constexpr base::MonotonicTime hold_lasts = std::chrono::seconds(1);

// A finger's or mouse's target, and what a touch there means to the desk. It comes back as Touched (loop.h).
struct HitRegion {
    Rect rect;
    desk::Answer answer;
    Press press = Press::tap;
};

// What a finger rests on just now.
struct Pressed {
    desk::Answer answer;
    base::MonotonicTime lasts{};  // so far
};

class Canvas {
public:
    // Ends a clip or a group when it goes out of scope, last begun first ended.
    class [[nodiscard]] Scope {
    public:
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;
        ~Scope() { m_group ? m_canvas.end_group() : m_canvas.end_clip(); }

    private:
        friend class Canvas;
        Scope(Canvas& canvas, bool group) : m_canvas(canvas), m_group(group) {}
        Canvas& m_canvas;
        bool m_group;
    };

    virtual ~Canvas() = default;
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    const Layout& layout() const { return m_layout; }
    const Theme& theme() const { return m_theme; }

    // --- text ---
    // Draws a run; `at` is the first line's baseline at the left edge, middle or right edge as style.align says
    // (vertical: the top of the rightmost column, in its centre). Returns the metrics, so the next thing can stand
    // beside.
    virtual TextMetrics text(Point at, std::string_view text, const TextStyle& style, Colour colour) = 0;
    TextMetrics measure(std::string_view text, const TextStyle& style) { return m_text.measure(text, style); }
    TextStyle fit_name(std::string_view name, const TextStyle& style, float max_width_px, float least_px) {
        return m_text.fit_name(name, style, max_width_px, least_px);
    }

    // --- filled shapes ---
    // Sharp corners (radius 0) are snapped to whole pixels, so that rules and cells are even.
    virtual void fill(const Rect& rect, Colour colour, float radius = 0) = 0;
    // From `top` to `bottom` colour.
    virtual void fill_gradient(const Rect& rect, Colour top, Colour bottom) = 0;
    // Any convex polygon.
    virtual void polygon(std::span<const Point> points, Colour colour) = 0;
    void circle(Point centre, float radius, Colour colour);

    // --- lines ---
    virtual void stroke(std::span<const Point> points, float width, Colour colour, Closed closed = Closed::no) = 0;
    // Horizontal and vertical lines of whole width are snapped to whole pixels.
    void line(Point a, Point b, float width, Colour colour);
    void outline(const Rect& rect, float width, Colour colour, float radius = 0);  // the line lies inside the rect
    void ring(Point centre, float radius, float width, Colour colour);
    // Clockwise from 12 o'clock; `from` and `to` in turns of 0…1.
    void arc(Point centre, float radius, float from, float to, float width, Colour colour);
    void dashed_ring(Point centre, float radius, int dashes, float width, Colour colour);

    // --- pictures ---
    virtual void background(Background background) = 0;
    // A soft shadow of a rounded rectangle: draw it before the rectangle, usually moved down a little. Its middle,
    // which the rectangle covers, stays empty.
    virtual void shadow(const Rect& rect, float radius, float blur, Colour colour) = 0;
    // A disc's shadow: full up to radius - blur, gone at radius + blur.
    virtual void soft_disc(Point centre, float radius, float blur, Colour colour) = 0;
    // The red disc, shaded from top to bottom, with fibres of paper in it.
    virtual void sun(Point centre, float radius, Colour top, Colour bottom) = 0;
    // `diameter` is the side of the art's square; `colour`'s alpha is the stamp's opacity.
    virtual void stamp(const StampArt& art, Point centre, float diameter, float angle, Colour colour) = 0;
    // `size` is the side of the square that the icon fills.
    void icon(Icon icon, Point centre, float size, Colour colour);
    // Error correction M; `rect` is a square, its four modules of quiet zone included, filled with `light`.
    virtual void qr(std::string_view payload, const Rect& rect, Colour dark, Colour light) = 0;

    // --- scopes ---
    Scope clip(const Rect& rect) { return begin_clip(rect), Scope(*this, false); }
    Scope group(const Group& group) { return begin_group(group), Scope(*this, true); }
    Scope fade(float alpha) { return group({.alpha = alpha}); }

    // --- touch ---
    // The last region that contains the finger wins.
    void touch(const Rect& rect, const desk::Answer& answer, Press press = Press::tap) {
        m_regions.emplace_back(rect, answer, press);
    }
    const std::vector<HitRegion>& regions() const { return m_regions; }
    // Whether a finger rests on a region of this answer just now: buttons may show it.
    bool is_pressed(const desk::Answer& answer) const { return m_pressed && m_pressed->answer == answer; }
    // How much of hold_lasts has passed, 0…1.
    float held(const desk::Answer& answer) const {
        if (!is_pressed(answer)) return 0;
        return std::min(1.0f, static_cast<float>(m_pressed->lasts.count()) / static_cast<float>(hold_lasts.count()));
    }

protected:
    Canvas(Text& text, const Theme& theme, Layout layout) : m_text(text), m_theme(theme), m_layout(layout) {}

    // Ready for the next frame: no regions, perhaps a new size.
    void begin(Layout layout, std::optional<Pressed> pressed) {
        m_layout = layout;
        m_regions.clear();
        m_pressed = std::move(pressed);
    }
    Text& shaper() { return m_text; }

private:
    virtual void begin_clip(const Rect& rect) = 0;
    virtual void end_clip() = 0;
    virtual void begin_group(const Group& group) = 0;
    virtual void end_group() = 0;

    Text& m_text;
    const Theme& m_theme;
    Layout m_layout;
    std::vector<HitRegion> m_regions;
    std::optional<Pressed> m_pressed;
};

}  // namespace ui
