#include "ui/theme.h"

namespace ui {

Theme::Staff staff_colours() {
    return {
        .ground = Colour::hex(0x1E1C1A),
        .panel = Colour::hex(0x2A2724),
        .panel_lit = Colour::hex(0x40312B),
        .panel_edge = Colour::hex(0x423E38),
        .hairline = Colour::hex(0x3A3631),
        .text = Colour::hex(0xF3ECDD),
        .dim = Colour::hex(0xA79D8C),
        .good = Colour::hex(0x6FBF8F),
        .warning = Colour::hex(0xE8B04A),
        .trouble = Colour::hex(0xFF8A6B),
        .note = Colour::hex(0x8BB6E6),
        .on_trouble = Colour::hex(0x26221E),
    };
}

Theme on_paper(const Theme& theme) {
    Theme result = theme;
    result.ink = theme.on_paper.ink;
    result.second_ink = theme.on_paper.second_ink;
    result.accent = theme.on_paper.accent;
    result.graphite = theme.on_paper.graphite;
    result.hairline = theme.on_paper.hairline;
    return result;
}

Sizes sizes_wide() {
    return {.name = 148,
            .name_least = 76,
            .count = 176,
            .counter_word = 56,
            .prompt = 48,
            .prompt_leading = 74,
            .body = 40,
            .label = 28,
            .margin = 96};
}

Sizes sizes_small() {
    return {.name = 100,
            .name_least = 52,
            .count = 56,
            .counter_word = 28,
            .prompt = 28,
            .prompt_leading = 42,
            .body = 28,
            .label = 24,
            .margin = 44};
}

Sizes sizes_portrait() {
    return {.name = 120,
            .name_least = 60,
            .count = 120,
            .counter_word = 40,
            .prompt = 40,
            .prompt_leading = 60,
            .body = 32,
            .label = 24,
            .margin = 44};
}

double relative_luminance(Colour colour) {
    const auto linear = [](std::uint8_t channel) {
        const double c = channel / 255.0;
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

double contrast(Colour a, Colour b) {
    const double la = relative_luminance(a);
    const double lb = relative_luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

Colour composite(Colour top, Colour ground) {
    Colour opaque = top;
    opaque.a = 255;
    return mix(ground, opaque, static_cast<float>(top.a) / 255.0f);
}

float opacity_for(Colour top, Colour ground, double least_contrast, float wanted) {
    for (float opacity = wanted; opacity < 1; opacity += 0.02f)
        if (contrast(composite(top.faded(opacity), ground), ground) >= least_contrast) return opacity;
    return 1;
}

}  // namespace ui
