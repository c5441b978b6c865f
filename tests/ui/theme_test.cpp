#include "ui/theme.h"

#include "packs.h"
#include "testing/catch.h"
#include "ui/pack_check.h"

using namespace ui;

TEST_CASE("contrast is WCAG's: black on white 21, a colour on itself 1") {
    CHECK_THAT(contrast({0, 0, 0}, {255, 255, 255}), WithinAbs(21, 1e-9));
    CHECK_THAT(contrast({12, 34, 56}, {12, 34, 56}), WithinAbs(1, 1e-9));
    CHECK_THAT(contrast(Colour::hex(0x26221E), Colour::hex(0xF6F0E3)), WithinAbs(13.9, 0.1));
    CHECK_THAT(contrast(Colour::hex(0x6B6258), Colour::hex(0xF6F0E3)), WithinAbs(5.3, 0.1));
}

TEST_CASE("every pair of text and ground of every pack is legible") {
    for (const Pack& pack : shipped_packs())
        for (const WeakContrast& weak : weak_contrasts(pack.theme)) {
            INFO(pack.name << ": " << weak.text << " on " << weak.ground << " " << weak.ratio);
            CHECK(weak.ratio >= weak.least);
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
    for (const Pack& pack : shipped_packs())
        for (const ColourKey& key : colour_keys()) {
            Theme theme = pack.theme;
            const Colour c = key.of(theme);
            INFO(pack.name << " " << key.section << "." << key.name);
            CHECK_FALSE(c == Colour{0, 0, 0, c.a});
            CHECK_FALSE(c == Colour{255, 255, 255, c.a});
            CHECK_FALSE((c.b > 200 && c.r < 100 && c.g < 100));
        }
}

TEST_CASE("compositing a half-transparent colour meets the ground half way") {
    const Colour seen = composite({255, 0, 0, 128}, {0, 0, 0});
    CHECK_THAT(seen.r, WithinAbs(128, 1));
    CHECK(seen.a == 255);
}
