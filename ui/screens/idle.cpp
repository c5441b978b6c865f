// Waiting for a card: where to tap, why we meet, who is here already as stamps without names. At rest but for the
// clock's minute and a slow change of sentences. Outside of opening hours the sun is pale and everything is dim.
#include "ui/screens/parts/furniture.h"
#include "ui/screens/parts/sun_card.h"
#include "ui/screens/scenes.h"

namespace ui {

namespace {

using attendance::DoorState;
using std::chrono::milliseconds;

constexpr milliseconds sentence_stays{30000};
constexpr milliseconds sentence_fades{1800};
constexpr milliseconds fade_step{50};  // coarse is smooth enough for so slow a fade
constexpr float dimming = 0.42f;       // of the ink over the whole picture

struct Words {
    std::string title;
    std::string tap;
    std::string second;
};

std::string tap_key(desk::ReaderPlace place) {
    switch (place) {
        case desk::ReaderPlace::right:
            return "idle.tap_right";
        case desk::ReaderPlace::left:
            return "idle.tap_left";
        case desk::ReaderPlace::below:
            return "idle.tap_below";
        case desk::ReaderPlace::above:
            return "idle.tap_above";
    }
    return "idle.tap";
}

std::string opening_line(const Stage& stage, const Messages& words, const attendance::Event& event) {
    const auto offset = stage.snapshot.utc_offset;
    const auto day = [&](base::WallTime at) { return std::chrono::floor<std::chrono::days>(at + offset); };
    const std::string time = words.date("date.time", event.starts, offset);
    if (day(event.starts) == day(stage.wall_now())) return words.text("idle.early_time", {{"time", time}});
    return words.text("idle.early_later", {{"day", words.date("date.day", event.starts, offset)}, {"time", time}});
}

Words words_of(const Stage& stage) {
    const auto& door = stage.snapshot.door;
    const auto& second = stage.words.second();
    switch (door.state) {
        case DoorState::open: {
            const int hour = stage.local_hour();
            const std::string_view greeting = hour >= 4 && hour < 11    ? "idle.morning"
                                              : hour >= 11 && hour < 17 ? "idle.day"
                                                                        : "idle.evening";
            return {stage.words.text(greeting), stage.words.text("idle.tap"),
                    second.text(tap_key(stage.snapshot.community.reader_place))};
        }
        case DoorState::early:
            if (!door.event) break;
            return {stage.words.text("idle.early"), opening_line(stage, stage.words, *door.event),
                    opening_line(stage, second, *door.event)};
        case DoorState::over:
            return {stage.words.text("idle.over"), stage.words.text("idle.over_line"), second.text("idle.over_line")};
        case DoorState::no_event:
            break;
    }
    return {stage.words.text("idle.no_event"), stage.words.text("idle.no_event_line"),
            second.text("idle.no_event_line")};
}

bool is_open(const Stage& stage) {
    return stage.snapshot.door.state == DoorState::open;
}

// --- The community's sentences ---------------------------------------------------------------------------------------

struct Sentence {
    std::string text;
    float alpha = 1;
    FrameResult result;
};

// Which sentence stands there now. They follow one another by the wall clock's count of half minutes, so that a scene
// that comes back goes on where it was.
Sentence sentence_at(const Stage& stage) {
    const auto& statements = stage.snapshot.community.statements;
    if (statements.empty()) return {};
    const auto since_1970 = std::chrono::duration_cast<milliseconds>(stage.wall_now().time_since_epoch());
    const auto turn = since_1970 / sentence_stays;
    const auto into = since_1970 % sentence_stays;
    Sentence sentence;
    sentence.text = statements[static_cast<std::size_t>(turn) % statements.size()];
    if (statements.size() == 1) return sentence;
    const auto half = sentence_fades / 2;
    const auto left = sentence_stays - into;
    if (into < half || left < half) {
        const auto k = static_cast<float>(std::min(into, left).count()) / static_cast<float>(half.count());
        sentence.alpha = ease_in_out(std::clamp(k, 0.0f, 1.0f));
        sentence.result.next_change = stage.now + fade_step;
    } else {
        sentence.result.next_change = stage.now + left - half;
    }
    return sentence;
}

// --- Who is here
// ------------------------------------------------------------------------------------------------------

// As many small stamps as people came, in the order of coming, without names; as many as the strip can hold.
void draw_arrivals(const Stage& stage, const Rect& strip) {
    const auto arrived = stage.snapshot.arrived;
    if (arrived <= 0) return;
    // From one row of large ones to many of small ones, so that four look as intended as a hundred.
    const auto count = static_cast<float>(std::min<std::int64_t>(arrived, 400));
    float size = strip.h;
    const auto fits = [&](float s) { return std::floor(strip.w / s) * std::max(1.0f, std::floor(strip.h / s)); };
    while (fits(size) < count && size > stage.px(13))
        size *= 0.97f;
    const int columns = std::max(1, static_cast<int>(strip.w / size));
    const int rows = std::max(1, static_cast<int>(strip.h / size));
    const int shown = static_cast<int>(std::min<std::int64_t>(arrived, columns * rows));
    const int used_rows = (shown + columns - 1) / columns;
    for (int i = 0; i < shown; ++i) {
        const auto placed = place_stamp("arrivals", i);
        const Point centre{strip.x + size * (static_cast<float>(i % columns) + 0.5f),
                           strip.bottom() - size * (static_cast<float>(used_rows - i / columns) - 0.5f)};
        if (size > stage.px(26))
            draw_today_stamp(stage, centre + placed.jitter * size, size * 0.94f, placed.angle, placed.opacity, false);
        else
            stage.canvas.circle(centre + placed.jitter * size, size * 0.3f,
                                stage.theme().accent.faded(placed.opacity * 0.8f));
    }
}

void draw_status(const Stage& stage, Point at, float size_units, float width_px) {
    const Theme& theme = stage.theme();
    const TextStyle style = sans(stage, size_units);
    const float dot = stage.px(size_units * 0.26f);
    const Point centre{at.x + dot, at.y - style.size_px * 0.36f};
    if (is_open(stage))
        stage.canvas.circle(centre, dot, theme.second_ink);
    else
        stage.canvas.ring(centre, dot, stage.layout().hairline(2), theme.second_ink);
    const float after = at.x + dot * 2 + style.size_px * 0.5f;
    std::string text = stage.words.text(is_open(stage) ? "idle.open" : "idle.closed");
    if (is_open(stage)) text += "\u2003" + stage.words.text("idle.arrived", {{"count", stage.snapshot.arrived}});
    draw(stage, {std::round(after), at.y}, fit(stage, text, style, {.width_px = width_px - (after - at.x)}),
         theme.second_ink);
}

// The unseen corner that staff hold. Away from the reader's side of the text, at the foot.
void add_staff_corner(const Stage& stage) {
    const float side = std::ceil(stage.layout().mm(20));
    const Rect surface = stage.layout().surface();
    const float x = stage.snapshot.community.mirrored ? 0 : surface.w - side;
    stage.canvas.touch({x, surface.h - side, side, side}, "staff");
}

// --- The three forms
// ----------------------------------------------------------------------------------------------------

FrameResult draw_wide(const Stage& stage, const Words& words) {
    const Theme& theme = stage.theme();
    const bool open = is_open(stage);
    const auto sentence = sentence_at(stage);
    const bool upright = can_stand_upright(sentence.text);
    const float column = upright ? 170 : 0;
    const Rect text = stage.block(96, 0, 770, 100);
    draw_header(stage, {.x = 96, .y = 132, .w = 770, .look = HeaderLook::stacked});

    TextStyle title_style = serif(stage, 136);
    title_style.tracking_px = stage.px(3);
    const auto title = fit(stage, words.title, title_style, {.width_px = text.w, .max_lines = 2, .leading = 1.15f});
    const bool one_line = title.metrics.lines == 1;
    const float title_last = stage.layout().y(one_line ? 470 : 544);
    draw_up_from(stage, {text.x, title_last}, title, theme.ink);
    draw_rule(stage, text.x, title_last + stage.px(58), 72);
    const auto tap = fit(stage, words.tap, sans_bold(stage, 52), {.width_px = text.w, .max_lines = 2, .leading = 1.4f});
    const float tap_last = draw(stage, {text.x, title_last + stage.px(152)}, tap, theme.ink);
    draw(stage, {text.x, tap_last + stage.px(58)},
         fit(stage, words.second, sans(stage, 32), {.width_px = text.w, .max_lines = 1, .least_units = 24}),
         theme.second_ink);
    if (open) draw_arrivals(stage, stage.block(96, 862, 700, 76));
    draw_status(stage, {text.x, stage.layout().y(996)}, 28, text.w);

    const Rect sun = stage.block(1380 - column * 0.72f - 356, 540 - 356, 712, 712);
    draw_sun_card(stage, {.centre = sun.centre(),
                          .radius = stage.px(upright ? 338 : 356),
                          .red = open,
                          .arrow = open,
                          .mark = open ? "" : stage.words.text("reader_trouble.mark")});
    if (!sentence.text.empty()) {
        const auto quiet = stage.canvas.fade(sentence.alpha);
        if (upright) {
            const Rect box = stage.block(1664, 0, 160, 100);
            draw_upright(stage, sentence.text, {box.right(), stage.layout().y(196)}, 36, 64, stage.px(700),
                         theme.second_ink);
        } else {
            const Rect box = stage.block(980, 0, 800, 100);
            draw_up_from(stage, {std::round(box.centre().x), stage.layout().y(996)},
                         fit(stage, sentence.text, aligned(serif_plain(stage, 32), Align::centre),
                             {.width_px = box.w, .max_lines = 2, .leading = 1.4f, .least_units = 24}),
                         theme.second_ink);
        }
    }
    return sentence.result;
}

FrameResult draw_portrait(const Stage& stage, const Words& words) {
    const Theme& theme = stage.theme();
    const bool open = is_open(stage);
    const auto sentence = sentence_at(stage);
    const Rect text = stage.block(44, 0, 632, 100);
    draw_header(stage, {.x = 44, .y = 84, .w = 632, .look = HeaderLook::stacked});
    const auto title = fit(stage, words.title, serif(stage, 112),
                           {.width_px = text.w, .max_lines = 2, .leading = 1.16f, .least_units = 64});
    // Two lines stand closer to the sun's place than one does, and are smaller.
    if (title.metrics.lines == 1) {
        draw(stage, {text.x, stage.layout().y(342)}, title, theme.ink);
    } else {
        const auto smaller = fit(stage, words.title, serif(stage, 92),
                                 {.width_px = text.w, .max_lines = 2, .leading = 1.14f, .least_units = 64});
        draw_up_from(stage, {text.x, stage.layout().y(384)}, smaller, theme.ink);
    }
    draw_sun_card(stage, {.centre = {stage.layout().x(360), stage.layout().y(678)},
                          .radius = stage.px(250),
                          .red = open,
                          .arrow = open,
                          .mark = open ? "" : stage.words.text("reader_trouble.mark")});
    draw_rule(stage, text.x, stage.layout().y(990), 52);
    const auto tap =
        fit(stage, words.tap, sans_bold(stage, 44), {.width_px = text.w, .max_lines = 2, .leading = 1.36f});
    const float tap_last = draw(stage, {text.x, stage.layout().y(1054)}, tap, theme.ink);
    draw(stage, {text.x, tap_last + stage.px(44)}, fit(stage, words.second, sans(stage, 26), {.width_px = text.w}),
         theme.second_ink);
    draw_status(stage, {text.x, stage.layout().y(1240)}, 24, text.w);
    return {};
}

FrameResult draw_small(const Stage& stage, const Words& words) {
    const Theme& theme = stage.theme();
    const bool open = is_open(stage);
    const Rect text = stage.block(44, 0, 372, 100);
    draw_header(stage, {.x = 44, .y = 70, .w = 372, .look = HeaderLook::one_line});
    const auto title =
        fit(stage, words.title, serif(stage, 76), {.width_px = text.w, .max_lines = 2, .leading = 1.14f});
    const bool one_line = title.metrics.lines == 1;
    const float title_last = stage.layout().y(one_line ? 208 : 244);
    draw_up_from(stage, {text.x, title_last}, title, theme.ink);
    draw_rule(stage, text.x, title_last + stage.px(30), 48);
    draw(stage, {text.x, title_last + stage.px(82)},
         fit(stage, words.tap, sans_bold(stage, 32),
             {.width_px = text.w, .max_lines = 2, .leading = 1.34f, .least_units = 22}),
         theme.ink);
    draw_status(stage, {text.x, stage.layout().y(436)}, 22, text.w);
    const Rect sun = stage.block(440, 64, 352, 352);
    draw_sun_card(stage, {.centre = sun.centre(),
                          .radius = stage.px(164),
                          .red = open,
                          .arrow = open,
                          .mark = open ? "" : stage.words.text("reader_trouble.mark")});
    return {};
}

}  // namespace

FrameResult draw_idle(const Stage& stage) {
    stage.canvas.background(stage.form() == Form::small ? Background::washi_still : Background::washi);
    FrameResult result{.animating = false, .next_change = stage.next_minute()};
    const Words words = words_of(stage);
    switch (stage.form()) {
        case Form::wide:
            result = result.merged(draw_wide(stage, words));
            break;
        case Form::portrait:
            result = result.merged(draw_portrait(stage, words));
            break;
        case Form::small:
            result = result.merged(draw_small(stage, words));
            break;
    }
    if (!is_open(stage)) stage.canvas.fill(stage.layout().surface(), stage.theme().ink.faded(dimming));
    add_staff_corner(stage);
    return result;
}

}  // namespace ui
