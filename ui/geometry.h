// Points, rectangles and colours: plain values. Lengths are pixels of the real surface unless a name says otherwise;
// x grows to the right, y downward; angles are radians, clockwise as seen on the screen.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace ui {

struct Point {
    float x = 0;
    float y = 0;

    bool operator==(const Point&) const = default;
    Point operator+(Point o) const { return {x + o.x, y + o.y}; }
    Point operator-(Point o) const { return {x - o.x, y - o.y}; }
    Point operator*(float factor) const { return {x * factor, y * factor}; }
};

struct Rect {
    float x = 0;
    float y = 0;
    float w = 0;
    float h = 0;

    bool operator==(const Rect&) const = default;
    float right() const { return x + w; }
    float bottom() const { return y + h; }
    Point centre() const { return {x + w / 2, y + h / 2}; }
    bool empty() const { return w <= 0 || h <= 0; }
    bool contains(Point p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }
    bool contains(const Rect& r) const {
        return r.x >= x && r.y >= y && r.right() <= right() && r.bottom() <= bottom();
    }
    bool overlaps(const Rect& r) const { return r.x < right() && x < r.right() && r.y < bottom() && y < r.bottom(); }
    Rect inset(float d) const { return {x + d, y + d, w - 2 * d, h - 2 * d}; }
    Rect moved(Point d) const { return {x + d.x, y + d.y, w, h}; }
    Rect united(const Rect& r) const {
        if (empty()) return r;
        if (r.empty()) return *this;
        const float left = std::min(x, r.x);
        const float top = std::min(y, r.y);
        return {left, top, std::max(right(), r.right()) - left, std::max(bottom(), r.bottom()) - top};
    }
    Rect intersected(const Rect& r) const {
        const float left = std::max(x, r.x);
        const float top = std::max(y, r.y);
        return {left, top, std::max(0.0f, std::min(right(), r.right()) - left),
                std::max(0.0f, std::min(bottom(), r.bottom()) - top)};
    }
};

// Onto whole pixels.
inline float snap(float v) {
    return std::floor(v + 0.5f);
}
inline Rect snapped(const Rect& r) {
    const float left = snap(r.x);
    const float top = snap(r.y);
    return {left, top, snap(r.right()) - left, snap(r.bottom()) - top};
}

inline Rect square_around(Point centre, float side) {
    return {centre.x - side / 2, centre.y - side / 2, side, side};
}

// sRGB with straight (not premultiplied) alpha.
struct Colour {
    std::uint8_t r = 0;
    std::uint8_t g = 0;
    std::uint8_t b = 0;
    std::uint8_t a = 255;

    bool operator==(const Colour&) const = default;

    // 0xRRGGBB, as the design writes it.
    static constexpr Colour hex(std::uint32_t rgb) {
        return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8),
                static_cast<std::uint8_t>(rgb), 255};
    }
    // The same colour, its opacity multiplied by a factor of 0…1.
    Colour faded(float factor) const {
        return {r, g, b,
                static_cast<std::uint8_t>(std::lround(static_cast<float>(a) * std::clamp(factor, 0.0f, 1.0f)))};
    }
};

// From `a` (t = 0) to `b` (t = 1), channel by channel.
inline Colour mix(Colour a, Colour b, float t) {
    const auto channel = [t](std::uint8_t from, std::uint8_t to) {
        const auto start = static_cast<float>(from);
        return static_cast<std::uint8_t>(
            std::lround(start + (static_cast<float>(to) - start) * std::clamp(t, 0.0f, 1.0f)));
    };
    return {channel(a.r, b.r), channel(a.g, b.g), channel(a.b, b.b), channel(a.a, b.a)};
}

}  // namespace ui
