// Every screen, size and language on a canvas without pixels: nothing is cut off, covered, too small, or unknown.
#include <fmt/format.h>

#include <map>

#include "testing/catch.h"
#include "ui/gallery.h"
#include "ui/recorded_canvas.h"
#include "ui/screens/parts/press.h"
#include "ui/screens/screens.h"

using namespace ui;

namespace {

const RecordedCanvas& drawn(RecordedCanvas& canvas, const GalleryPicture& picture, const Messages& words) {
    canvas.reset();
    draw_screen(canvas, picture.snapshot, picture.at, words);
    return canvas;
}

// The gallery's names and icons are all in the fonts that the kiosk's packages bring.
bool has_the_fonts(Text& text) {
    for (const std::string sample : {"髙", "ส", "प्", "م"})
        if (text.measure(sample, {}).unknown_glyphs > 0) return false;
    return true;
}

bool is_seen(const DrawOp& op) {
    return op.colour.a > 40 && !op.bounds.empty();
}

std::string cut_off(const RecordedCanvas& canvas) {
    const Rect surface = canvas.layout().surface().inset(-0.5f);
    for (const auto* op : canvas.texts())
        if (is_seen(*op) && !surface.contains(op->bounds)) return op->text;
    for (const auto* op : canvas.of_kind(DrawKind::qr))
        if (!surface.contains(op->bounds)) return "QR code";
    return {};
}

// Two texts lie on each other when their ink shares more than a sliver.
std::string covered(const RecordedCanvas& canvas) {
    const auto texts = canvas.texts();
    for (std::size_t i = 0; i < texts.size(); ++i)
        for (std::size_t j = i + 1; j < texts.size(); ++j) {
            if (!is_seen(*texts[i]) || !is_seen(*texts[j])) continue;
            const Rect shared = texts[i]->bounds.intersected(texts[j]->bounds);
            const float smaller =
                std::min(texts[i]->bounds.w * texts[i]->bounds.h, texts[j]->bounds.w * texts[j]->bounds.h);
            if (shared.w * shared.h > 0.03f * smaller) return texts[i]->text + " / " + texts[j]->text;
        }
    return {};
}

std::string too_small(const RecordedCanvas& canvas) {
    const Form form = canvas.layout().form();
    const float least = canvas.layout().px(form == Form::wide ? 20.0f : form == Form::portrait ? 17.0f : 14.0f);
    for (const auto* op : canvas.texts())
        if (is_seen(*op) && op->style.size_px < least - 0.1f)
            return fmt::format("{} ({} px)", op->text, op->style.size_px);
    return {};
}

std::string unknown(const RecordedCanvas& canvas) {
    for (const auto* op : canvas.texts())
        if (op->metrics.unknown_glyphs > 0) return op->text;
    return {};
}

// A finger is 20 mm; the letters of a keyboard on a 7″ screen are as large as ten beside one another can be.
std::string small_target(const RecordedCanvas& canvas) {
    const Layout& layout = canvas.layout();
    const bool ten_keys_fit = layout.form() != Form::small;
    for (const auto& region : canvas.regions()) {
        const bool key = region.action.starts_with("key:") || region.action == "abc" || region.action == "kana" ||
                         region.action == "back";
        const float least = layout.mm(key && !ten_keys_fit ? 10.0f : 20.0f);
        if (region.rect.w < least - 1 || region.rect.h < least - 1)
            return fmt::format("{} {}x{}", region.action, region.rect.w, region.rect.h);
        if (!layout.surface().contains(region.rect)) return region.action + " outside";
    }
    return {};
}

bool is_settled(const GalleryPicture& picture) {
    return picture.screen != "press" && picture.variant.find("at-") == std::string::npos &&
           picture.variant.find("press-") == std::string::npos && picture.variant != "drawing";
}

void check_all(Layout layout) {
    Text text;
    const bool fonts = has_the_fonts(text);
    if (!fonts) WARN("fonts are missing: unknown glyphs are not judged");
    RecordedCanvas canvas(text, radio_exercise_theme(), layout);
    for (const std::string lang : {"ja", "en", "qps"}) {
        const auto words = Messages::load(lang);
        for (const auto& picture : gallery_pictures(lang)) {
            if (picture.on_request && lang != "ja") continue;
            INFO(picture.screen << " " << picture.variant << " " << lang << " " << layout.width_px() << "x"
                                << layout.height_px());
            drawn(canvas, picture, words);
            CHECK(canvas.ops().size() > 3);
            CHECK(cut_off(canvas) == "");
            if (is_settled(picture)) CHECK(covered(canvas) == "");
            CHECK(too_small(canvas) == "");
            if (fonts) CHECK(unknown(canvas) == "");
            CHECK(small_target(canvas) == "");
        }
    }
}

}  // namespace

TEST_CASE("at 1920x1080 nothing is cut off, covered, too small or unknown") {
    check_all(Layout(1920, 1080));
}
TEST_CASE("at 1280x800 nothing is cut off, covered, too small or unknown") {
    check_all(Layout(1280, 800));
}
TEST_CASE("at 800x480 nothing is cut off, covered, too small or unknown") {
    check_all(Layout(800, 480));
}
TEST_CASE("at 720x1280 nothing is cut off, covered, too small or unknown") {
    check_all(Layout(720, 1280));
}

TEST_CASE("every screen has one text at least three times as large as its sentences") {
    Text text;
    for (const Layout& layout : {Layout(1920, 1080), Layout(720, 1280)}) {
        RecordedCanvas canvas(text, radio_exercise_theme(), layout);
        const auto words = Messages::load("ja");
        for (const auto& picture : gallery_pictures("ja")) {
            // A keyboard's keys are its largest matter; hard and long names shrink.
            if (picture.on_request || picture.screen == "keyboard" || picture.variant == "long") continue;
            if (!is_settled(picture)) continue;
            drawn(canvas, picture, words);
            float largest = 0;
            std::map<float, std::size_t> sizes;
            for (const auto* op : canvas.texts()) {
                largest = std::max(largest, op->style.size_px);
                sizes[op->style.size_px] += op->text.size();
            }
            const auto most = std::max_element(sizes.begin(), sizes.end(),
                                               [](const auto& a, const auto& b) { return a.second < b.second; });
            INFO(picture.screen << " " << picture.variant << " " << layout.width_px());
            CHECK(largest >= 2.95f * most->first);
        }
    }
}

TEST_CASE("text and its ground are far enough apart") {
    const Theme& theme = radio_exercise_theme();
    for (const Colour ground : {theme.washi, theme.paper, theme.lit_cell}) {
        CHECK(contrast(theme.ink, ground) >= 4.5);
        CHECK(contrast(theme.second_ink, ground) >= 4.5);
        CHECK(contrast(theme.accent, ground) >= 3);  // large text and stamps
        CHECK(contrast(theme.graphite, ground) >= 4.5);
    }
    CHECK(contrast(theme.accent_text, theme.paper) >= 4.5);
    CHECK(contrast(theme.on_accent, theme.accent_text) >= 4.5);   // a button
    CHECK(contrast(theme.on_accent, theme.warning_text) >= 4.5);  // the banner
    CHECK(contrast(theme.on_accent, theme.sun_bottom) >= 3);      // waves
    CHECK(contrast(theme.pale_seal, theme.paper) >= 3);
}

TEST_CASE("by night the text is still far enough from its ground") {
    Text text;
    RecordedCanvas canvas(text, radio_exercise_theme(), Layout(1920, 1080));
    const auto words = Messages::load("ja");
    for (const auto& picture : gallery_pictures("ja")) {
        if (picture.screen != "idle" || picture.snapshot.door.state == attendance::DoorState::open) continue;
        drawn(canvas, picture, words);
        const Colour ground = composite(canvas.of_kind(DrawKind::fill).front()->colour, radio_exercise_theme().washi);
        for (const auto* op : canvas.texts())
            CHECK(contrast(op->colour, ground) >= 4.5);
    }
}

TEST_CASE("no two stamps of one card stand at one angle, and the newest is the strongest") {
    Text text;
    RecordedCanvas canvas(text, radio_exercise_theme(), Layout(1920, 1080));
    const auto words = Messages::load("ja");
    for (const auto& picture : gallery_pictures("ja")) {
        if (picture.screen != "welcome" || !is_settled(picture) || picture.on_request) continue;
        drawn(canvas, picture, words);
        const auto stamps = canvas.of_kind(DrawKind::stamp);
        REQUIRE(!stamps.empty());
        for (std::size_t i = 0; i < stamps.size(); ++i)
            for (std::size_t j = i + 1; j < stamps.size(); ++j)
                CHECK(std::abs(stamps[i]->angle - stamps[j]->angle) > 0.001f);
        const auto& newest = *stamps.back();
        CHECK(newest.stamp.heavy);
        for (std::size_t i = 0; i + 1 < stamps.size(); ++i) {
            CHECK(newest.colour.a > stamps[i]->colour.a);
            CHECK(newest.bounds.w > stamps[i]->bounds.w);
        }
    }
}

TEST_CASE("さん stands on Japanese screens only") {
    Text text;
    RecordedCanvas canvas(text, radio_exercise_theme(), Layout(1920, 1080));
    for (const std::string lang : {"ja", "en"})
        for (const auto& picture : gallery_pictures(lang))
            if (picture.screen == "welcome" && picture.variant == "again")
                CHECK((drawn(canvas, picture, Messages::load(lang)).find_text("さん") != nullptr) == (lang == "ja"));
}

TEST_CASE("a simulated reader is said on every screen") {
    Text text;
    RecordedCanvas canvas(text, radio_exercise_theme(), Layout(1280, 800));
    const auto words = Messages::load("en");
    for (auto picture : gallery_pictures("en")) {
        if (picture.on_request) continue;
        picture.snapshot.status.reader_is_simulated = true;
        INFO(picture.screen << " " << picture.variant);
        CHECK(drawn(canvas, picture, words).find_text("Practice") != nullptr);
        picture.snapshot.status.reader_is_simulated = false;
        CHECK(drawn(canvas, picture, words).find_text("Practice") == nullptr);
    }
}
