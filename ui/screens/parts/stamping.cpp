#include "parts/stamping.h"

#include "base/stable_hash.h"

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

namespace {

constexpr float rim = 0.47f;  // of the art's side: what it reaches from its middle

// From the fall's own scale, at most `most` at its beginning, to one that the room takes.
float scale_within(const Press& press, float most) {
    if (press.from_scale <= most || press.from_scale <= 1) return press.scale;
    return 1 + (press.scale - 1) * (most - 1) / (press.from_scale - 1);
}

void draw_rubber(const Stage& stage, const ui::StampArt& art, ui::Point centre, float diameter, float scale,
                 float angle, const Press& press, const PressRoom& room) {
    const float side = diameter * scale;
    const ui::Theme& theme = stage.theme();
    const bool is_square = art.shape->is_square;
    const float reach = side * rim;
    ui::Colour shadow = theme.shadow;
    shadow.a = 255;
    const float height = 1 - press.shadow;
    {
        const auto on_paper = stage.canvas.clip(room.paper);
        const float soft = side * (0.05f + 0.08f * height);
        stage.canvas.soft_disc(centre + ui::Point{0, side * (0.02f + 0.06f * height)},
                               reach * (is_square ? 1.1f : 1.0f), soft, shadow.faded(0.3f));
    }
    const ui::Colour body = ui::mix(theme.on_paper.accent, theme.on_paper.ink, 0.66f);
    if (is_square) {
        const auto turned = stage.canvas.group({.pivot = centre, .angle = angle});
        stage.canvas.fill(ui::square_around(centre, reach * 2), body, side * 0.03f);
    } else {
        stage.canvas.circle(centre, reach, body);
    }
    // The picture that it has at rest, larger: each size of the fall would be one of its own.
    const auto larger = stage.canvas.group({.pivot = centre, .scale_x = scale, .scale_y = scale});
    stage.canvas.stamp(art, centre, diameter, angle, ui::mix(theme.on_paper.accent, theme.paper, 0.3f));
}

}  // namespace

void draw_press(const Stage& stage, const ui::StampArt& art, ui::Point centre, float diameter, float angle,
                const Press& press, const PressRoom& room, const Ink& ink) {
    if (!press.in_sight) return;
    if (!press.landed) {
        // At rest it may reach a little further than the free part: it ends there in any case.
        const ui::Rect free = room.free.united(ui::square_around(centre, diameter * 2 * rim));
        const float most = std::max(1.0f, std::min(free.w, free.h) / (diameter * 2 * rim));
        const float scale = scale_within(press, most);
        const float reach = diameter * scale * rim;
        const ui::Point inside{std::clamp(centre.x, free.x + reach, std::max(free.x + reach, free.right() - reach)),
                               std::clamp(centre.y, free.y + reach, std::max(free.y + reach, free.bottom() - reach))};
        return draw_rubber(stage, art, inside, diameter, scale, angle, press, room);
    }
    const auto on_paper = stage.canvas.clip(room.paper);
    const auto squashed = stage.canvas.group(
        {.pivot = centre, .scale_x = 1 + press.squash, .scale_y = 1 - press.squash, .shift = {}, .alpha = 1});
    const float opacity = ui::newest_stamp_opacity * strength_of(ink) * press.ink;
    draw_print(stage, art, centre, diameter, angle, tinted(stage, ink).faded(opacity), ink);
    draw_splash(stage, centre, diameter, press.splash);
}

Press press_of(const Stage& stage, float begins_ms, float lands_ms, float from_scale) {
    const float age = stage.age_ms();
    if (!stage.calm()) return press_at(age, begins_ms, lands_ms, from_scale);
    constexpr float appears_ms = 300;
    Press press = pressed_long_ago();
    press.in_sight = age >= lands_ms;
    press.ink = progress(age, lands_ms, lands_ms + appears_ms);
    return press;
}

Press press_on_fresh(const Stage& stage) {
    if (stage.calm() || stage.theme().dress != ui::CardDress::hanging) return press_of(stage);
    return press_on_fresh_card(stage.age_ms());
}

const ui::StampShapePtr& shape_of_event(const ui::Theme& theme, std::string_view label,
                                        const attendance::EventId& event) {
    const auto& shapes = theme.stamps->events;
    return shapes[attendance::stamp_turn(label, base::stable_hash(event.value), shapes.size())];
}

std::string event_label(const Stage& stage, std::string_view label) {
    constexpr std::string_view counted = "回";
    const std::string word = stage.words.text("stamp.event_word");
    if (word.empty() || !label.ends_with(counted)) return std::string(label);
    return std::string(label.substr(0, label.size() - counted.size())) + word;
}

ui::StampArt art_of_square(const Stage& stage, const attendance::Square& square, const ui::StampPlacement& placed,
                           bool newest) {
    ui::StampArt art = ui::art_of(shape_of_event(stage.theme(), square.label, square.event));
    art.word = stage.words.text("stamp.word");
    art.seed = placed.seed;
    art.heavy = newest;
    if (newest) art.date = stage.date("date.short", square.at);
    return art;
}

}  // namespace parts
