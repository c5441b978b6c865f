#include "ui/recorded_canvas.h"
#include "testing/catch.h"
#include "ui/pack.h"

using namespace ui;

namespace {

struct Fixture {
    Text text;
    RecordedCanvas canvas{text, radio_exercise_theme(), Layout(1920, 1080)};
    const Theme& theme = radio_exercise_theme();
};

}  // namespace

TEST_CASE_METHOD(Fixture, "text is recorded with its words, style, colour and ink") {
    const TextMetrics metrics = canvas.text({100, 200}, "髙橋", {.size_px = 148}, theme.ink);
    const DrawOp* op = canvas.find_text("髙");
    REQUIRE(op != nullptr);
    CHECK(op->text == "髙橋");
    CHECK(op->style.size_px == 148);
    CHECK(op->colour == theme.ink);
    CHECK(op->at == Point{100, 200});
    CHECK(op->bounds == metrics.ink.moved({100, 200}));
    CHECK(op->visible() == op->bounds);
    CHECK(canvas.find_text("さん") == nullptr);
}

TEST_CASE_METHOD(Fixture, "a clip cuts what is visible and ends with its scope") {
    {
        const auto clip = canvas.clip({0, 0, 100, 100});
        canvas.fill({50, 50, 100, 100}, theme.accent);
        const auto inner = canvas.clip({60, 60, 500, 500});
        canvas.fill({50, 50, 100, 100}, theme.accent);
    }
    canvas.fill({50, 50, 100, 100}, theme.accent);
    const auto fills = canvas.of_kind(DrawKind::fill);
    REQUIRE(fills.size() == 3);
    CHECK(fills[0]->visible() == Rect{50, 50, 50, 50});
    CHECK(fills[1]->visible() == Rect{60, 60, 40, 40});
    CHECK(fills[2]->visible() == Rect{50, 50, 100, 100});
}

TEST_CASE_METHOD(Fixture, "groups turn, scale, shift and fade what is in them, the inner one first") {
    {
        const auto fade = canvas.fade(0.5f);
        const auto shift = canvas.group({.shift = {10, 0}});
        const auto grow = canvas.group({.pivot = {100, 100}, .scale_x = 2, .scale_y = 2, .alpha = 0.5f});
        canvas.fill({100, 100, 10, 10}, {255, 0, 0, 200});
    }
    const DrawOp& op = canvas.ops().front();
    CHECK(op.bounds == Rect{110, 100, 20, 20});
    CHECK(op.colour.a == 50);
    {
        const auto turn = canvas.group({.pivot = {0, 0}, .angle = 1.57079633f});
        canvas.fill({10, 0, 5, 1}, theme.ink);
    }
    const Rect turned = canvas.ops().back().bounds;
    CHECK_THAT(turned.y, WithinAbs(10, 1e-4));
    CHECK_THAT(turned.h, WithinAbs(5, 1e-4));
    CHECK_THAT(turned.w, WithinAbs(1, 1e-4));
}

TEST_CASE_METHOD(Fixture, "lines along an axis are even fills, others strokes with their width") {
    canvas.line({10, 20}, {110, 20}, 2, theme.hairline);
    canvas.line({10, 20}, {110, 40}, 3, theme.hairline);
    canvas.ring({500, 500}, 100, 4, theme.ink);
    const auto fills = canvas.of_kind(DrawKind::fill);
    REQUIRE(fills.size() == 1);
    CHECK(fills[0]->bounds == Rect{10, 19, 100, 2});
    const auto strokes = canvas.of_kind(DrawKind::stroke);
    REQUIRE(strokes.size() == 2);
    CHECK(strokes[0]->line_width == 3);
    CHECK_THAT(strokes[1]->bounds.x, WithinAbs(398, 0.2));
    CHECK_THAT(strokes[1]->bounds.w, WithinAbs(204, 0.3));
}

TEST_CASE_METHOD(Fixture, "an arc begins at twelve and runs clockwise") {
    canvas.arc({0, 0}, 100, 0, 0.25f, 2, theme.ink);
    const Rect bounds = canvas.ops().front().bounds;
    CHECK_THAT(bounds.x, WithinAbs(-1, 0.01));
    CHECK_THAT(bounds.right(), WithinAbs(101, 0.01));
    CHECK_THAT(bounds.y, WithinAbs(-101, 0.01));
    CHECK_THAT(bounds.bottom(), WithinAbs(1, 0.01));
    canvas.arc({0, 0}, 100, 0.5f, 0.5f, 2, theme.ink);
    CHECK(canvas.ops().size() == 1);
}

TEST_CASE_METHOD(Fixture, "an outline's line lies inside its rectangle") {
    canvas.outline({10, 10, 100, 50}, 2, theme.ink);
    Rect all;
    for (const DrawOp& op : canvas.ops())
        all = all.united(op.bounds);
    CHECK(all == Rect{10, 10, 100, 50});
    canvas.reset();
    canvas.outline({10, 10, 100, 50}, 2, theme.ink, 12);
    const Rect rounded = canvas.ops().front().bounds;
    CHECK_THAT(rounded.x, WithinAbs(10, 0.01));
    CHECK_THAT(rounded.right(), WithinAbs(110, 0.01));
}

TEST_CASE_METHOD(Fixture, "every icon stays within its square") {
    for (int i = 0; i <= static_cast<int>(Icon::undo); ++i) {
        canvas.reset();
        canvas.icon(static_cast<Icon>(i), {500, 500}, 48, theme.ink);
        REQUIRE_FALSE(canvas.ops().empty());
        INFO("icon " << i);
        for (const DrawOp& op : canvas.ops())
            CHECK(Rect{475, 475, 50, 50}.contains(op.bounds));
    }
}

TEST_CASE_METHOD(Fixture, "what is cut out of an icon stands out from it") {
    for (const Colour colour : {theme.staff.good, theme.staff.warning, theme.staff.trouble, theme.accent_text,
                                theme.warning_text, theme.ink}) {
        canvas.reset();
        canvas.icon(Icon::check_disc, {50, 50}, 48, colour);
        CHECK(contrast(canvas.ops().front().colour, canvas.ops().back().colour) >= 3.0);
    }
}

TEST_CASE_METHOD(Fixture, "stamps, codes, backgrounds and touch regions are kept") {
    canvas.background(Background::washi_waves);
    canvas.stamp({.shape = washi_shape("sakura"), .date = "7.21"}, {300, 300}, 200, 0.1f, theme.accent);
    canvas.qr("https://example.org/r/1", {0, 0, 300, 300}, theme.ink, theme.paper);
    canvas.touch({0, 0, 300, 300}, desk::AskStaff{});
    CHECK(canvas.of_kind(DrawKind::background).front()->background == Background::washi_waves);
    const DrawOp* stamp = canvas.of_kind(DrawKind::stamp).front();
    CHECK(stamp->stamp.date == "7.21");
    CHECK(stamp->bounds == Rect{200, 200, 200, 200});
    CHECK(canvas.of_kind(DrawKind::qr).front()->text == "https://example.org/r/1");
    REQUIRE(canvas.regions().size() == 1);
    CHECK(canvas.regions().front().answer == desk::Answer(desk::AskStaff{}));
    canvas.reset();
    CHECK(canvas.ops().empty());
    CHECK(canvas.regions().empty());
}
