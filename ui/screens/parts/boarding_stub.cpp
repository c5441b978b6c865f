#include "parts/boarding_stub.h"

#include <array>
#include <numbers>
#include <vector>

#include "parts/type.h"

namespace parts {

namespace {

// Bars and gaps of one to three modules: they look like a code and say nothing.
void draw_bars(const Stage& stage, const ui::Rect& area, std::string_view what) {
    std::uint32_t chance = 2166136261u;  // FNV-1a
    for (const char c : what)
        chance = (chance ^ static_cast<std::uint8_t>(c)) * 16777619u;
    const float module = std::max(1.0f, std::round(area.w / 62));
    bool dark = true;
    for (float x = area.x; x < area.right();) {
        chance = chance * 1664525u + 1013904223u;  // Numerical Recipes' generator
        const float width = std::min(module * static_cast<float>(1 + (chance >> 28) % 3), area.right() - x);
        if (dark) stage.canvas.fill({x, area.y, width, area.h}, stage.theme().ink);
        dark = !dark;
        x += width;
    }
}

}  // namespace

void draw_notch(const Stage& stage, ui::Point centre, float radius, float side) {
    ui::Colour shaded = stage.theme().shadow;
    shaded.a = 255;
    std::vector<ui::Point> half;
    constexpr int steps = 24;
    for (int i = 0; i <= steps; ++i) {
        const float turn = std::numbers::pi_v<float> * (static_cast<float>(i) / steps - 0.5f);
        half.push_back(centre + ui::Point{side * radius * std::cos(turn), radius * std::sin(turn)});
    }
    if (side < 0) std::reverse(half.begin(), half.end());
    stage.canvas.polygon(half, ui::mix(stage.theme().washi, shaded, 0.5f));
}

void draw_boarding_stub(const Stage& stage, const ui::Rect& card, float top, float left, float right,
                        const BoardingStub& stub) {
    const bool wide = stage.form() == ui::Form::wide;
    const float notch = stage.px(wide ? 18 : 13);
    for (const float side : {1.0f, -1.0f})
        draw_notch(stage, {side > 0 ? card.x : card.right(), top}, notch, side);
    const float dash = std::round(stage.px(wide ? 14 : 10));
    const float line = stage.layout().hairline(3);
    for (float x = card.x + notch + dash; x + dash < card.right() - notch; x += 2 * dash)
        stage.canvas.fill({std::round(x), std::round(top - line / 2), dash, line}, stage.theme().hairline);

    const float label_units = wide ? 26 : 20;
    const float value_units = wide ? 40 : 28;
    const float bars = std::round(stage.px(wide ? 156 : 104));
    const float gap = stage.px(wide ? 24 : 14);
    const float label_y = std::round(top + stage.px(label_units * (wide ? 2.1f : 1.9f)));
    const float value_y = std::round(label_y + stage.px(value_units * 1.4f));
    const auto& words = stage.words;
    const std::array<std::pair<std::string, std::string>, 4> fields{
        {{words.text("stub.holder"), stub.holder.empty() ? "—" : stub.holder},
         {words.text("stub.event"), stub.event.empty() ? "—" : stub.event},
         {words.text("stub.gate"), words.text("stub.gate_name")},
         {words.text("stub.time"), stub.time}}};
    const float each = (right - bars - left) / static_cast<float>(fields.size());
    float x = left;
    for (const auto& [label, value] : fields) {
        const Box box{.width_px = each - gap};
        draw(stage, {std::round(x), label_y}, fit(stage, label, sans(stage, label_units), box),
             stage.theme().second_ink);
        draw(stage, {std::round(x), value_y}, fit(stage, value, sans_bold(stage, value_units), box), stage.theme().ink);
        x += each;
    }
    const float bars_top = std::round(label_y - stage.px(label_units * cap_height));
    draw_bars(stage, {std::round(right - bars), bars_top, bars, value_y - bars_top}, stub.holder + stub.time);
}

}  // namespace parts
