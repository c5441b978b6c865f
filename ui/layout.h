// From the design's units to pixels. The design knows three forms, each with a space of its own:
//   wide      1920 × 1080, S = min(w / 1920, h / 1080)
//   portrait   720 × 1280, S = min(w / 720,  h / 1280): the surface is higher than wide
//   small      800 × 480,  S = min(w / 800,  h / 480):  a simpler layout for 7″ screens, not a shrunken one
// The design space is centred on the surface; what is left over on two sides belongs to the background, and full() says
// how far it reaches. Text and shapes are drawn in pixels: screens convert once, through a Layout.
#pragma once

#include "ui/geometry.h"

namespace ui {

enum class Form { wide, portrait, small };

class Layout {
public:
    // Surface size in pixels; the screen's diagonal in inches, 0 if nobody has said (then 7″ is assumed for surfaces
    // lower than 600 pixels and 15.6″ for others). A wide surface of at most 8″ takes the small form.
    Layout(int width_px, int height_px, float diagonal_inch = 0);

    // The same with everything but the background moved.
    Layout moved(Point px) const {
        Layout result = *this;
        result.m_origin = m_origin + px;
        return result;
    }

    // The same for people who read the small print from so many metres; it is drawn for 0.7.
    Layout read_from(float metres) const {
        Layout result = *this;
        result.m_reading_m = metres;
        return result;
    }

    // The same for people who cannot reach high: an upright screen has the small form at its foot.
    Layout low_reach() const;

    Form form() const { return m_form; }
    float scale() const { return m_scale; }
    int width_px() const { return m_width; }
    int height_px() const { return m_height; }

    // Design units to pixels.
    float px(float units) const { return units * m_scale; }
    float x(float units) const { return m_origin.x + units * m_scale; }
    float y(float units) const { return m_origin.y + units * m_scale; }
    Point at(float x_units, float y_units) const { return {x(x_units), y(y_units)}; }
    Rect rect(float x_units, float y_units, float w_units, float h_units) const {
        return {x(x_units), y(y_units), px(w_units), px(h_units)};
    }
    // As rect(), its edges on whole pixels: cards, panels, cells, so that hairlines fall evenly.
    Rect snapped(float x_units, float y_units, float w_units, float h_units) const;

    // A hairline's width: at least one pixel, always a whole number.
    float hairline(float units = 1) const;
    // Millimetres on the real screen to pixels: touch keys are at least 20 mm.
    float mm(float millimetres) const { return millimetres * m_px_per_mm; }

    // Text of that size, in pixels, or larger: from beyond 0.7 m body text grows with the distance, as far as its place
    // allows.
    float legible(float size_px) const;

    // The whole surface in pixels, and the whole surface in design units (x and y may be negative).
    Rect surface() const { return {0, 0, static_cast<float>(m_width), static_cast<float>(m_height)}; }
    Rect full() const;

private:
    int m_width;
    int m_height;
    Form m_form;
    float m_scale = 1;
    Point m_origin;
    float m_px_per_mm = 1;
    float m_reading_m = 0.7f;
};

}  // namespace ui
