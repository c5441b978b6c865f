#include <string>
#include <vector>

#include "testing/catch.h"
#include "ui/theme.h"

using namespace ui;

namespace {

struct Pair {
    std::string what;
    Colour text;
    Colour ground;
    double least;
};

}  // namespace

TEST_CASE("contrast is WCAG's: black on white 21, a colour on itself 1") {
    CHECK_THAT(contrast({0, 0, 0}, {255, 255, 255}), WithinAbs(21, 1e-9));
    CHECK_THAT(contrast({12, 34, 56}, {12, 34, 56}), WithinAbs(1, 1e-9));
    CHECK_THAT(contrast(Colour::hex(0x26221E), Colour::hex(0xF6F0E3)), WithinAbs(13.9, 0.1));
    CHECK_THAT(contrast(Colour::hex(0x6B6258), Colour::hex(0xF6F0E3)), WithinAbs(5.3, 0.1));
}

TEST_CASE("every pair of text and ground is legible") {
    const Theme& t = radio_exercise_theme();
    const double text = 4.5;
    const double large = 3.0;
    // The darkest that the paper gets, in its corners.
    const Colour shade = mix(t.washi, t.hairline, 0.62f);
    const std::vector<Pair> pairs{
        {"ink on washi", t.ink, t.washi, text},
        {"ink on shaded washi", t.ink, shade, text},
        {"ink on paper", t.ink, t.paper, text},
        {"ink on a lit cell", t.ink, t.lit_cell, text},
        {"second ink on washi", t.second_ink, t.washi, text},
        {"second ink on shaded washi", t.second_ink, shade, text * 0.9},  // corners carry no small text
        {"second ink on paper", t.second_ink, t.paper, text},
        {"second ink on a lit cell", t.second_ink, t.lit_cell, text},
        {"vermilion, large, on washi", t.accent, t.washi, large},
        {"vermilion, large, on paper", t.accent, t.paper, large},
        {"vermilion text on washi", t.accent_text, t.washi, text},
        {"vermilion text on paper", t.accent_text, t.paper, text},
        {"ochre text on washi", t.warning_text, t.washi, text},
        {"graphite on paper", t.graphite, t.paper, text},
        {"pale seal, a large sign, on paper", t.pale_seal, t.paper, large},
        {"paper on vermilion text's colour, a button", t.on_accent, t.accent_text, text},
        {"large words on the sun", t.on_accent, t.sun_top, large},
        {"large words on the sun's foot", t.on_accent, t.sun_bottom, large},
    };
    for (const Pair& pair : pairs) {
        INFO(pair.what);
        CHECK(contrast(pair.text, pair.ground) >= pair.least);
    }
}

TEST_CASE("every colour of the staff screens is legible on ground, panel and lit panel") {
    const Theme::Staff& s = radio_exercise_theme().staff;
    for (const Colour ground : {s.ground, s.panel}) {
        for (const Colour text : {s.text, s.dim, s.good, s.warning, s.trouble, s.note}) {
            INFO(static_cast<int>(text.r) << " " << static_cast<int>(text.g) << " " << static_cast<int>(text.b));
            CHECK(contrast(text, ground) >= 4.5);
        }
    }
    for (const Colour text : {s.text, s.dim, s.good, s.warning, s.trouble, s.note})
        CHECK(contrast(text, s.panel_lit) >= 4.5);
    CHECK(contrast(s.on_trouble, s.trouble) >= 4.5);
}

TEST_CASE("no pure black, white or blue") {
    const Theme& t = radio_exercise_theme();
    for (const Colour c :
         {t.washi, t.paper, t.ink, t.second_ink, t.accent, t.on_accent, t.staff.ground, t.staff.text}) {
        CHECK_FALSE(c == Colour{0, 0, 0});
        CHECK_FALSE(c == Colour{255, 255, 255});
        CHECK_FALSE((c.b > 200 && c.r < 100 && c.g < 100));
    }
}

TEST_CASE("compositing a half-transparent colour meets the ground half way") {
    const Colour seen = composite({255, 0, 0, 128}, {0, 0, 0});
    CHECK_THAT(seen.r, WithinAbs(128, 1));
    CHECK(seen.a == 255);
}
