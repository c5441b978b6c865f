#include "parts/ink.h"

namespace parts {

namespace {

constexpr int dusk_begins = 15 * 60;
constexpr int night = 23 * 60;
constexpr int dawn = 4 * 60;  // before it, it is still the night of the day before
constexpr float deepest = 0.22f;
constexpr float creeps_from = 0.7f;
constexpr float creeps_by = 0.03f;
constexpr float wet_is_deeper = 0.08f;
constexpr float dry_is_paler = 0.09f;

}  // namespace

Ink ink_of_hour(int minute, std::int64_t order) {
    Ink ink;
    ink.dusk = minute < dawn
                   ? 1
                   : progress(static_cast<float>(minute), static_cast<float>(dusk_begins), static_cast<float>(night));
    if (order > 0) ink.wet = 0.2f + 0.8f / static_cast<float>(order);
    return ink;
}

Ink ink_at(const Stage& stage, base::WallTime at, std::int64_t order) {
    const auto local = stage.snapshot.zone.local(at);
    const auto minute = std::chrono::floor<std::chrono::minutes>(local - std::chrono::floor<std::chrono::days>(local));
    return ink_of_hour(static_cast<int>(minute.count()), order);
}

ui::Colour tinted(const Stage& stage, const Ink& ink) {
    return ui::mix(stage.theme().accent, stage.theme().ink, deepest * ink.dusk + wet_is_deeper * ink.wet);
}

float strength_of(const Ink& ink) {
    return ink.wet == 0 ? 1 : 1 - dry_is_paler * (1 - ink.wet);
}

void draw_print(const Stage& stage, const ui::StampArt& art, ui::Point centre, float diameter, float angle,
                ui::Colour colour, const Ink& ink) {
    // The same texture, larger: a size of its own would be another picture.
    const float wider = 1 + creeps_by * progress(ink.wet, creeps_from, 1);
    const auto crept = stage.canvas.group({.pivot = centre, .scale_x = wider, .scale_y = wider});
    stage.canvas.stamp(art, centre, diameter, angle, colour);
}

}  // namespace parts
