#include "parts/stamping.h"

#include <numbers>

namespace parts {

namespace {

std::uint32_t hash_of(std::string_view text) {
    std::uint32_t hash = 2166136261u;  // FNV-1a
    for (const char c : text)
        hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619u;
    return hash;
}

void draw_splash(const Stage& stage, ui::Point centre, float diameter, float splash) {
    if (splash >= 1) return;
    const float out = ease_out(splash);
    const float fade = 1 - splash;
    const ui::Colour ink = stage.theme().accent;
    stage.canvas.ring(centre, diameter * (0.47f + 0.2f * out), stage.layout().hairline(3), ink.faded(0.45f * fade));
    constexpr int drops = 11;
    for (int i = 0; i < drops; ++i) {
        const std::uint32_t chance = hash_of(std::string(1, static_cast<char>('a' + i)));
        const float angle = (static_cast<float>(i) + 0.6f * static_cast<float>(chance % 100) / 100) * 2 *
                            std::numbers::pi_v<float> / drops;
        const float reach = diameter * (0.5f + (0.12f + 0.14f * static_cast<float>(chance / 128 % 100) / 100) * out);
        const float size = diameter * (0.008f + 0.011f * static_cast<float>(chance / 4096 % 100) / 100);
        stage.canvas.circle({centre.x + reach * std::cos(angle), centre.y + reach * std::sin(angle)},
                            std::max(1.0f, size), ink.faded(0.85f * fade));
    }
}

}  // namespace

void draw_press(const Stage& stage, const ui::StampArt& art, ui::Point centre, float diameter, float angle,
                const Press& press) {
    if (!press.in_sight) return;
    ui::Colour shadow = stage.theme().shadow;
    shadow.a = 255;
    stage.canvas.soft_disc(centre + ui::Point{0, diameter * 0.03f * press.scale}, diameter * 0.46f * press.scale,
                           diameter * 0.1f * press.scale, shadow.faded(0.22f * press.shadow));
    const auto squashed = stage.canvas.group(
        {.pivot = centre, .scale_x = 1 + press.squash, .scale_y = 1 - press.squash, .shift = {}, .alpha = 1});
    stage.canvas.stamp(art, centre, diameter * press.scale, angle,
                       stage.theme().accent.faded(ui::newest_stamp_opacity * press.ink));
    if (press.landed) draw_splash(stage, centre, diameter, press.splash);
}

const ui::StampFace& face_of_event(const ui::Theme& theme, std::string_view label, const attendance::EventId& event) {
    int ordinal = 0;
    bool numbered = false;
    for (const char c : label)
        if (c >= '0' && c <= '9') {
            ordinal = (ordinal * 10 + (c - '0')) % 100000;
            numbered = true;
        }
    if (!numbered) ordinal = static_cast<int>(hash_of(event.value) % theme.stamps->events.size());
    return theme.stamps->of_event(ordinal);
}

ui::StampArt art_of_square(const Stage& stage, const attendance::Square& square, const ui::StampPlacement& placed,
                           bool newest) {
    ui::StampArt art = ui::art_of(face_of_event(stage.theme(), square.label, square.event));
    art.word = stage.words.text("stamp.word");
    art.seed = placed.seed;
    art.heavy = newest;
    if (newest) art.date = stage.date("date.short", square.at);
    return art;
}

}  // namespace parts
