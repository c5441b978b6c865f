#include "ui/layout.h"
#include "testing/catch.h"

using namespace ui;

TEST_CASE("the form follows the surface's shape, height and diagonal") {
    CHECK(Layout(1920, 1080).form() == Form::wide);
    CHECK(Layout(1280, 800).form() == Form::wide);
    CHECK(Layout(1280, 800, 7.0f).form() == Form::small);
    CHECK(Layout(1280, 800, 8.1f).form() == Form::wide);
    CHECK(Layout(800, 480).form() == Form::small);
    CHECK(Layout(1000, 599).form() == Form::small);
    CHECK(Layout(1000, 600).form() == Form::wide);
    CHECK(Layout(720, 1280).form() == Form::portrait);
    CHECK(Layout(800, 800).form() == Form::wide);
    CHECK(Layout(800, 801).form() == Form::portrait);
}

TEST_CASE("the design space is scaled to fit and stands in the middle") {
    const Layout layout(1280, 800);
    CHECK_THAT(layout.scale(), WithinAbs(2.0f / 3, 1e-6));
    CHECK(layout.x(0) == 0);
    CHECK(layout.y(0) == 40);
    CHECK_THAT(layout.y(1080), WithinAbs(760, 0.01));
    CHECK_THAT(layout.full().y, WithinAbs(-60, 0.01));
    CHECK_THAT(layout.full().h, WithinAbs(1200, 0.01));
}

TEST_CASE("hairlines are whole pixels and never vanish") {
    CHECK(Layout(800, 480).hairline(0.2f) == 1);
    CHECK(Layout(1280, 800).hairline(1) == 1);
    CHECK(Layout(1920, 1080).hairline(2) == 2);
    CHECK(Layout(3840, 2160).hairline(2) == 4);
}

TEST_CASE("neighbouring snapped cells share their edge exactly") {
    const Layout layout(1366, 768);
    for (int i = 0; i < 10; ++i) {
        const Rect a = layout.snapped(100 + 33.3f * static_cast<float>(i), 10, 33.3f, 20);
        const Rect b = layout.snapped(100 + 33.3f * static_cast<float>(i + 1), 10, 33.3f, 20);
        CHECK(a.right() == b.x);
        CHECK(a.x == std::floor(a.x));
    }
}

TEST_CASE("millimetres follow the diagonal that the settings say") {
    // 15.6 inches at 1920 × 1080 are 141.2 pixels an inch.
    CHECK_THAT(Layout(1920, 1080, 15.6f).mm(25.4f), WithinAbs(141.2, 0.1));
    CHECK_THAT(Layout(800, 480, 7).mm(20), WithinAbs(104.9, 0.2));
}

TEST_CASE("a moved layout moves everything but its size") {
    const Layout layout = Layout(1920, 1080).moved({-4, 2});
    CHECK(layout.at(96, 132) == Point{92, 134});
    CHECK(layout.surface() == Rect{0, 0, 1920, 1080});
}

TEST_CASE("body text grows with the distance it is read from, by a fifth at most, and large text stays") {
    const Layout near(800, 480, 7);
    CHECK_THAT(near.legible(20), WithinAbs(20, 0.01));
    CHECK_THAT(near.read_from(0.3f).legible(20), WithinAbs(20, 0.01));
    CHECK_THAT(near.read_from(0.77f).legible(20), WithinAbs(22, 0.01));
    CHECK_THAT(near.read_from(3).legible(20), WithinAbs(24, 0.01));
    CHECK_THAT(near.read_from(1).legible(100), WithinAbs(100, 0.01));
}

TEST_CASE("within low reach an upright screen has the small form at its foot, and others stay as they are") {
    const Layout low = Layout(720, 1280).low_reach();
    CHECK(low.form() == Form::small);
    CHECK(low.x(0) == 0);
    CHECK_THAT(low.x(800), WithinAbs(720, 0.1));
    CHECK_THAT(low.y(480), WithinAbs(1280, 1));
    CHECK(low.y(0) > 1280 * 0.6f);
    CHECK_THAT(low.mm(20), WithinAbs(Layout(720, 1280).mm(20), 0.01));
    for (const Layout& layout : {Layout(1280, 800), Layout(800, 480)}) {
        CHECK(layout.low_reach().form() == layout.form());
        CHECK(layout.low_reach().y(100) == layout.y(100));
    }
}
