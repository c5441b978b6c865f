#include <cmath>

#include "testing/catch.h"
#include "ui/paper.h"

using namespace ui;

namespace {

struct Seen {
    double mean = 0;
    int least = 255;
    int most = 0;
};

Seen green_of(const Picture& p, int y_from, int y_to) {
    Seen seen;
    int count = 0;
    for (int y = y_from; y < y_to; ++y)
        for (int x = 0; x < p.width; ++x, ++count) {
            const int g = p.rgba[static_cast<std::size_t>(y * p.width + x) * 4 + 1];
            seen.mean += g;
            seen.least = std::min(seen.least, g);
            seen.most = std::max(seen.most, g);
        }
    seen.mean /= count;
    return seen;
}

}  // namespace

TEST_CASE("the same background is drawn byte for byte") {
    const Layout layout(640, 360, 15);
    for (const Background kind :
         {Background::washi, Background::washi_waves, Background::washi_still, Background::staff}) {
        const Picture a = draw_background(kind, radio_exercise_theme(), layout);
        CHECK(a.rgba == draw_background(kind, radio_exercise_theme(), layout).rgba);
        CHECK(a.width == 640);
        CHECK(a.height == 360);
        CHECK(a.rgba.size() == std::size_t{640} * 360 * 4);
    }
}

TEST_CASE("washi is light and quiet enough to read on, and the staff ground dark") {
    const Picture washi = draw_background(Background::washi_still, radio_exercise_theme(), Layout(640, 360, 15));
    const Seen seen = green_of(washi, 0, 360);
    CHECK(seen.mean > 222);
    CHECK(seen.mean < 242);
    CHECK(seen.least > 195);
    const Seen staff =
        green_of(draw_background(Background::staff, radio_exercise_theme(), Layout(640, 360, 15)), 0, 360);
    CHECK(staff.most < 34);
}

TEST_CASE("a slow gradient is broken up by noise of at most two levels") {
    const Picture staff = draw_background(Background::staff, radio_exercise_theme(), Layout(640, 360, 15));
    int changes = 0;
    for (int x = 1; x < 640; ++x) {
        const auto at = [&](int i) {
            return static_cast<int>(staff.rgba[static_cast<std::size_t>(180 * 640 + i) * 4]);
        };
        changes += at(x) != at(x - 1) ? 1 : 0;
        CHECK(std::abs(at(x) - at(x - 1)) <= 4);
    }
    CHECK(changes > 200);
}

TEST_CASE("waves lie at the foot only, and fade upward") {
    const Layout layout(960, 600, 15);
    const Picture still = draw_background(Background::washi_still, radio_exercise_theme(), layout);
    const Picture waves = draw_background(Background::washi_waves, radio_exercise_theme(), layout);
    const auto difference = [&](int y_from, int y_to) {
        return green_of(still, y_from, y_to).mean - green_of(waves, y_from, y_to).mean;
    };
    CHECK(difference(0, 480) == 0);
    CHECK(difference(560, 600) > 2);
    CHECK(difference(560, 600) > difference(510, 540) + 1);
    CHECK(difference(510, 540) > 0);
}

TEST_CASE("the sun is a disc with a smooth edge") {
    const Picture sun = draw_sun(200, Colour::hex(0xE8462D), Colour::hex(0xC72B1B));
    const auto alpha = [&](int x, int y) {
        return static_cast<int>(sun.rgba[static_cast<std::size_t>(y * sun.width + x) * 4 + 3]);
    };
    CHECK(alpha(102, 102) == 255);
    CHECK(alpha(0, 0) == 0);
    CHECK(alpha(102, 1) == 0);
    CHECK(alpha(102, 3) == 255);
    double area = 0;
    for (int y = 0; y < sun.height; ++y)
        for (int x = 0; x < sun.width; ++x)
            area += alpha(x, y) / 255.0;
    CHECK_THAT(area, WithinAbs(3.14159265 * 100 * 100, 60));
}

TEST_CASE("a shadow is deepest inside and gone at its picture's edge") {
    const ShadowPicture shadow = draw_shadow(16, 24);
    const auto alpha = [&](int x, int y) {
        return static_cast<int>(shadow.picture.rgba[static_cast<std::size_t>(y * shadow.picture.width + x) * 4 + 3]);
    };
    const int middle = shadow.picture.width / 2;
    CHECK(shadow.picture.width == 2 * shadow.corner + 2);
    CHECK(alpha(middle, middle) >= 253);
    CHECK(alpha(0, middle) <= 3);
    CHECK_THAT(alpha(24, middle), WithinAbs(128, 8));  // on the rectangle's edge
    CHECK(alpha(0, 0) == 0);
    for (int x = 1; x < middle; ++x)
        CHECK(alpha(x, middle) >= alpha(x - 1, middle));
}
