#include "ui/layout.h"

namespace ui {
namespace {

constexpr float small_diagonal_inch = 8;
constexpr int small_height_px = 600;
// Body text that is read from 0.7 m with ease is 4.8 mm high (25 px on 7″ of 800 × 480).
constexpr float design_distance_m = 0.7f;
constexpr float body_mm_per_m = 4.8f / design_distance_m;
constexpr float grown_most = 1.2f;

struct Space {
    float w;
    float h;
};

Space space_of(Form form) {
    switch (form) {
        case Form::wide:
            return {1920, 1080};
        case Form::portrait:
            return {720, 1280};
        case Form::small:
            return {800, 480};
    }
    return {1920, 1080};
}

Form form_of(int width, int height, float diagonal_inch) {
    if (height > width) return Form::portrait;
    if (height < small_height_px || (diagonal_inch > 0 && diagonal_inch <= small_diagonal_inch)) return Form::small;
    return Form::wide;
}

}  // namespace

Layout::Layout(int width_px, int height_px, float diagonal_inch)
    : m_width(std::max(width_px, 1)),
      m_height(std::max(height_px, 1)),
      m_form(form_of(m_width, m_height, diagonal_inch)) {
    const auto w = static_cast<float>(m_width);
    const auto h = static_cast<float>(m_height);
    const Space space = space_of(m_form);
    m_scale = std::min(w / space.w, h / space.h);
    m_origin = {snap((w - space.w * m_scale) / 2), snap((h - space.h * m_scale) / 2)};
    const float inch = diagonal_inch > 0 ? diagonal_inch : (std::min(w, h) < small_height_px ? 7.0f : 15.6f);
    m_px_per_mm = std::hypot(w, h) / (inch * 25.4f);
}

Layout Layout::low_reach() const {
    if (m_form != Form::portrait) return *this;
    Layout result = *this;
    result.m_form = Form::small;
    const Space space = space_of(Form::small);
    result.m_scale = static_cast<float>(m_width) / space.w;
    result.m_origin = {0, snap(static_cast<float>(m_height) - space.h * result.m_scale)};
    return result;
}

Rect Layout::snapped(float x_units, float y_units, float w_units, float h_units) const {
    const float left = snap(x(x_units));
    const float top = snap(y(y_units));
    return {left, top, snap(x(x_units + w_units)) - left, snap(y(y_units + h_units)) - top};
}

float Layout::hairline(float units) const {
    return std::max(1.0f, snap(units * m_scale));
}

float Layout::legible(float size_px) const {
    const float grown = size_px * std::clamp(m_reading_m / design_distance_m, 1.0f, grown_most);
    return std::max(size_px, std::min(grown, mm(body_mm_per_m * m_reading_m)));
}

Rect Layout::full() const {
    return {-m_origin.x / m_scale, -m_origin.y / m_scale, static_cast<float>(m_width) / m_scale,
            static_cast<float>(m_height) / m_scale};
}

}  // namespace ui
