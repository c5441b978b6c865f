#include "ui/pack_check.h"

#include <algorithm>
#include <string>

#include "base/check.h"

namespace ui {
namespace {

constexpr double text = 4.5;
constexpr double large = 3.0;
constexpr double in_passing = 4.0;  // small text that stands towards the edges of the ground

struct Pair {
    std::string_view text;
    std::string_view ground;
    double least;
};

const std::vector<Pair>& pairs() {
    static const std::vector<Pair> list{
        {"ground.ink", "ground.colour", text},
        {"ground.ink", "ground.edge", text},
        {"ground.second_ink", "ground.colour", text},
        {"ground.second_ink", "ground.edge", in_passing},
        {"ground.accent", "ground.colour", large},
        {"ground.accent", "ground.edge", large},
        {"ground.graphite", "ground.colour", text},
        {"ground.warning", "ground.colour", text},
        {"ground.on_warning", "ground.warning", text},
        {"paper.ink", "paper.colour", text},
        {"paper.ink", "paper.lit", text},
        {"paper.second_ink", "paper.colour", text},
        {"paper.second_ink", "paper.lit", text},
        {"paper.accent", "paper.colour", large},
        {"paper.accent", "paper.lit", large},
        {"paper.graphite", "paper.colour", text},
        {"paper.seal", "paper.colour", large},
        {"card.on_band", "card.band", text},
        {"card.second_on_band", "card.band", text},
        {"card.accent_on_band", "card.band", large},
        {"button.ink", "button.colour", text},
        {"button.colour", "paper.colour", large},
        {"button.ink", "sun.top", large},
        {"button.ink", "sun.bottom", large},
        {"night.ink", "night.veil", text},
        {"night.second_ink", "night.veil", text},
    };
    return list;
}

Colour colour_of(const Theme& theme, std::string_view key) {
    Theme copy = theme;
    for (const ColourKey& known : colour_keys())
        if (key == std::string(known.section) + "." + std::string(known.name)) {
            const Colour colour = known.of(copy);
            return known.may_be_translucent ? composite(colour, theme.washi) : colour;
        }
    PETTAN_ASSERT(false);
    return {};
}

}  // namespace

const std::vector<ColourKey>& colour_keys() {
    static const std::vector<ColourKey> keys{
        {"ground", "colour", [](Theme& t) -> Colour& { return t.washi; }},
        {"ground", "edge", [](Theme& t) -> Colour& { return t.ground_edge; }},
        {"ground", "glow", [](Theme& t) -> Colour& { return t.glow; }},
        {"ground", "ink", [](Theme& t) -> Colour& { return t.ink; }},
        {"ground", "second_ink", [](Theme& t) -> Colour& { return t.second_ink; }},
        {"ground", "accent", [](Theme& t) -> Colour& { return t.accent; }},
        {"ground", "warning", [](Theme& t) -> Colour& { return t.warning_text; }},
        {"ground", "on_warning", [](Theme& t) -> Colour& { return t.on_warning; }},
        {"ground", "graphite", [](Theme& t) -> Colour& { return t.graphite; }},
        {"ground", "hairline", [](Theme& t) -> Colour& { return t.hairline; }},
        {"paper", "colour", [](Theme& t) -> Colour& { return t.paper; }},
        {"paper", "ink", [](Theme& t) -> Colour& { return t.on_paper.ink; }},
        {"paper", "second_ink", [](Theme& t) -> Colour& { return t.on_paper.second_ink; }},
        {"paper", "accent", [](Theme& t) -> Colour& { return t.on_paper.accent; }},
        {"paper", "graphite", [](Theme& t) -> Colour& { return t.on_paper.graphite; }},
        {"paper", "hairline", [](Theme& t) -> Colour& { return t.on_paper.hairline; }},
        {"paper", "edge", [](Theme& t) -> Colour& { return t.card_edge; }},
        {"paper", "lit", [](Theme& t) -> Colour& { return t.lit_cell; }},
        {"paper", "seal", [](Theme& t) -> Colour& { return t.pale_seal; }},
        {"paper", "eyelet", [](Theme& t) -> Colour& { return t.eyelet; }},
        {"paper", "shadow", [](Theme& t) -> Colour& { return t.shadow; }, true},
        {"card", "cord", [](Theme& t) -> Colour& { return t.cord; }},
        {"card", "cord_shade", [](Theme& t) -> Colour& { return t.cord_shade; }},
        {"card", "band", [](Theme& t) -> Colour& { return t.band; }},
        {"card", "on_band", [](Theme& t) -> Colour& { return t.on_band; }},
        {"card", "second_on_band", [](Theme& t) -> Colour& { return t.second_on_band; }},
        {"card", "accent_on_band", [](Theme& t) -> Colour& { return t.accent_on_band; }},
        {"button", "colour", [](Theme& t) -> Colour& { return t.accent_text; }},
        {"button", "ink", [](Theme& t) -> Colour& { return t.on_accent; }},
        {"sun", "top", [](Theme& t) -> Colour& { return t.sun_top; }},
        {"sun", "bottom", [](Theme& t) -> Colour& { return t.sun_bottom; }},
        {"sun", "pale_top", [](Theme& t) -> Colour& { return t.pale_sun_top; }},
        {"sun", "pale_bottom", [](Theme& t) -> Colour& { return t.pale_sun_bottom; }},
        {"night", "veil", [](Theme& t) -> Colour& { return t.night.veil; }, true},
        {"night", "ink", [](Theme& t) -> Colour& { return t.night.ink; }},
        {"night", "second_ink", [](Theme& t) -> Colour& { return t.night.second_ink; }},
        {"night", "hairline", [](Theme& t) -> Colour& { return t.night.hairline; }},
    };
    return keys;
}

std::vector<WeakContrast> weak_contrasts(const Theme& theme) {
    std::vector<WeakContrast> weak;
    for (const Pair& pair : pairs()) {
        const double ratio = contrast(colour_of(theme, pair.text), colour_of(theme, pair.ground));
        if (ratio < pair.least) weak.push_back({pair.text, pair.ground, ratio, pair.least});
    }
    return weak;
}

}  // namespace ui
