// Every screen, size and language on a canvas without pixels: nothing is cut off, covered, too small, or unknown.
#include <fmt/format.h>

#include <map>
#include <vector>

#include "deck/shipped.h"
#include "drawn_pictures.h"
#include "packs.h"
#include "parts/type.h"
#include "screens/gallery.h"
#include "screens/screens.h"
#include "testing/catch.h"
#include "testing/touch.h"
#include "ui/paper.h"
#include "ui/recorded_canvas.h"

using namespace ui;
using testing::drawn;
using testing::is_seen;
using testing::is_settled;

namespace {

// The gallery's names and icons are all in the fonts that the kiosk's packages bring.
bool has_the_fonts(Text& text) {
    for (const std::string sample : {"髙", "ส", "प्", "م"})
        if (text.measure(sample, {}).unknown_glyphs > 0) return false;
    return true;
}

std::string cut_off(const RecordedCanvas& canvas) {
    const Rect surface = canvas.layout().surface().inset(-0.5f);
    for (const auto* op : canvas.texts())
        if (is_seen(*op) && !surface.contains(op->bounds)) return op->text;
    for (const auto* op : canvas.of_kind(DrawKind::qr))
        if (!surface.contains(op->bounds)) return "QR code";
    return {};
}

// A text's ink; of several lines the last one apart, since it may be shorter and something may follow it.
std::vector<Rect> boxes_of(const DrawOp& op) {
    const bool ends_short =
        op.metrics.lines > 1 && op.style.align == Align::left && op.style.flow == Flow::horizontal && op.angle == 0;
    if (!ends_short) return {op.bounds};
    const float last_top = op.at.y + op.metrics.last_baseline - op.style.size_px * parts::cap_height * 1.1f;
    Rect above = op.bounds;
    above.h = std::max(0.0f, last_top - above.y);
    const Rect last{op.bounds.x, last_top, std::min(op.bounds.w, op.metrics.last_width), op.bounds.bottom() - last_top};
    return {above, last};
}

// Two texts lie on each other when their ink shares more than a sliver.
std::string covered(const RecordedCanvas& canvas) {
    const auto texts = canvas.texts();
    for (std::size_t i = 0; i < texts.size(); ++i)
        for (std::size_t j = i + 1; j < texts.size(); ++j) {
            if (!is_seen(*texts[i]) || !is_seen(*texts[j])) continue;
            float shared = 0;
            for (const Rect& one : boxes_of(*texts[i]))
                for (const Rect& other : boxes_of(*texts[j])) {
                    const Rect both = one.intersected(other);
                    shared += both.w * both.h;
                }
            const float smaller =
                std::min(texts[i]->bounds.w * texts[i]->bounds.h, texts[j]->bounds.w * texts[j]->bounds.h);
            if (shared > 0.03f * smaller) return texts[i]->text + " / " + texts[j]->text;
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

// A finger is 20 mm. On a 7″ screen the letters of a keyboard are as large as ten beside one another can be, and what
// staff touch is at least 12 mm, so that a list has more than one line.
float least_mm(const Layout& layout, const desk::Scene& scene, const desk::Answer& answer) {
    if (layout.form() != Form::small) return 20;
    if (testing::is<desk::PressKey>(answer) || testing::is<desk::OpenKeyboard>(answer) ||
        testing::is<desk::CloseKeyboard>(answer))
        return 10;
    const bool pin = std::holds_alternative<desk::PinPad>(scene);
    return desk::is_staff_scene(scene) && !pin ? 12.0f : 20.0f;
}

std::string place_of(const HitRegion& region) {
    const Rect& at = region.rect;
    return fmt::format("target {}x{} at {},{}", at.w, at.h, at.x, at.y);
}

std::string small_target(const RecordedCanvas& canvas, const desk::Scene& scene) {
    const Layout& layout = canvas.layout();
    for (const auto& region : canvas.regions()) {
        const float least = layout.mm(least_mm(layout, scene, region.answer));
        if (region.rect.w < least - 1 || region.rect.h < least - 1) return place_of(region) + " is small";
        if (!layout.surface().contains(region.rect)) return place_of(region) + " outside";
    }
    return {};
}

// The return ring is the last circle that an attendees' screen draws; nobody reads what runs under it.
std::string under_the_ring(const RecordedCanvas& canvas) {
    const auto strokes = canvas.of_kind(DrawKind::stroke);
    const auto ring = std::find_if(strokes.rbegin(), strokes.rend(),
                                   [](const DrawOp* op) { return std::abs(op->bounds.w - op->bounds.h) < 1; });
    if (ring == strokes.rend()) return "no ring";
    for (const auto* op : canvas.texts()) {
        // Of lines that are composed, one beside the ring is shorter than their rectangle.
        if (op->text.find('\n') != std::string::npos) continue;
        const Rect shared = op->bounds.intersected((*ring)->bounds);
        if (is_seen(*op) && shared.w > 1 && shared.h > 1) return op->text;
    }
    return {};
}

// What is read first is read to its end; people's own names and long words apart.
std::string cut_headline(const RecordedCanvas& canvas, const screens::GalleryPicture& picture) {
    if (picture.variant.starts_with("name-") || picture.variant.ends_with("long")) return {};
    for (const auto* op : canvas.texts())
        if (op->metrics.ellipsized && op->style.family == Family::serif && op->style.size_px >= canvas.layout().px(40))
            return op->text;
    return {};
}

// With ordinary data nothing that guests read ends in an ellipsis.
std::string cut_with_ordinary_data(const RecordedCanvas& canvas, const screens::GalleryPicture& picture) {
    if (picture.on_request || picture.variant.ends_with("long")) return {};
    if (desk::is_staff_scene(picture.snapshot.scene)) return {};
    for (const auto* op : canvas.texts())
        if (op->metrics.ellipsized && is_seen(*op)) return op->text;
    return {};
}

// A stamp's rim, which reaches 0.47 of its side, keeps clear of the numbers of the squares.
std::string stamped_figure(const RecordedCanvas& canvas) {
    for (const auto* text : canvas.texts()) {
        const bool is_number = !text->text.empty() && text->text.size() <= 2 && text->style.tnum &&
                               text->text.find_first_not_of("0123456789") == std::string::npos;
        if (!is_number) continue;
        for (const auto* stamp : canvas.of_kind(DrawKind::stamp)) {
            const Point middle = stamp->bounds.centre();
            const Rect& ink = text->bounds;
            const Point nearest{std::clamp(middle.x, ink.x, ink.right()), std::clamp(middle.y, ink.y, ink.bottom())};
            if (std::hypot(middle.x - nearest.x, middle.y - nearest.y) < stamp->bounds.w * 0.455f)
                return "stamp over " + text->text;
        }
    }
    return {};
}

// Two targets never share a place: a finger between them would be a guess.
std::string shared_target(const RecordedCanvas& canvas) {
    const auto& regions = canvas.regions();
    for (std::size_t i = 0; i < regions.size(); ++i)
        for (std::size_t j = i + 1; j < regions.size(); ++j) {
            const Rect shared = regions[i].rect.intersected(regions[j].rect);
            if (shared.w > 2 && shared.h > 2) return place_of(regions[i]) + " / " + place_of(regions[j]);
        }
    return {};
}

// WCAG 2.1: 24 px, or 18.66 px bold.
bool is_large(const DrawOp& op) {
    return op.style.size_px >= (op.style.weight == Weight::bold ? 18.66f : 24.0f);
}

// What lies behind a text: the background as it is drawn, and the areas filled over it.
class Grounds {
public:
    Grounds(const Theme& theme, Layout layout) : m_theme(theme), m_layout(layout) {}

    double least_contrast(const RecordedCanvas& canvas, std::size_t index) {
        const DrawOp& text = canvas.ops()[index];
        std::vector<Colour> behind;
        for (std::size_t i = 0; i < index; ++i) {
            const DrawOp& op = canvas.ops()[i];
            if (op.kind == DrawKind::background) behind = samples(op.background, text.bounds);
            const bool area = op.kind == DrawKind::fill || op.kind == DrawKind::sun || op.kind == DrawKind::polygon;
            if (!area || !op.visible().contains(text.bounds.centre())) continue;
            for (Colour& colour : behind)
                colour = composite(op.colour, colour);
        }
        double least = 21;
        for (const Colour& colour : behind)
            least = std::min(least, contrast(composite(text.colour, colour), colour));
        return least;
    }

private:
    // Means of small squares all over the text: a star is a point, the light on a horizon is an area.
    std::vector<Colour> samples(Background background, const Rect& bounds) {
        auto& picture = m_pictures[background];
        if (picture.width == 0) picture = draw_background(background, m_theme, m_layout);
        constexpr int columns = 12;
        constexpr int rows = 4;
        std::vector<Colour> result;
        for (int i = 0; i < columns * rows; ++i)
            result.push_back(mean(
                picture, static_cast<int>(bounds.x + bounds.w * (static_cast<float>(i % columns) + 0.5f) / columns),
                static_cast<int>(bounds.y + bounds.h * (static_cast<float>(i / columns) + 0.5f) / rows)));
        return result;
    }
    static Colour mean(const Picture& picture, int x, int y) {
        constexpr int reach = 4;
        int sum[3] = {};
        int count = 0;
        for (int v = std::max(0, y - reach); v <= std::min(picture.height - 1, y + reach); ++v)
            for (int u = std::max(0, x - reach); u <= std::min(picture.width - 1, x + reach); ++u, ++count)
                for (int c = 0; c < 3; ++c)
                    sum[c] += picture.rgba[static_cast<std::size_t>((v * picture.width + u) * 4 + c)];
        const auto level = [&](int c) { return static_cast<std::uint8_t>(sum[c] / std::max(1, count)); };
        return {level(0), level(1), level(2)};
    }

    const Theme& m_theme;
    Layout m_layout;
    std::map<Background, Picture> m_pictures;
};

// The languages that have guests' words only are looked at in the first pack: their sentences are the same in others.
std::vector<std::string> langs_of(const Pack& pack) {
    if (pack.name != washi_pack().name) return {"ja", "en", "qps"};
    auto langs = words::language_codes();
    langs.emplace_back("qps");
    return langs;
}

void check_all(Layout layout, const Pack& pack) {
    Text text;
    const bool fonts = has_the_fonts(text);
    if (!fonts) WARN("fonts are missing: unknown glyphs are not judged");
    RecordedCanvas canvas(text, pack.theme, layout);
    for (const std::string& lang : langs_of(pack)) {
        const auto words = Messages::load(lang, pack.words);
        // Staff's screens and hard names say the same in the languages that have guests' words only.
        const bool guests_only = !words.has_own("staff.settings.title");
        for (const auto& picture : screens::gallery_pictures(lang, pack)) {
            if (picture.on_request && (guests_only || lang == "qps")) continue;
            if (guests_only && desk::is_staff_scene(picture.snapshot.scene)) continue;
            INFO(pack.name << " " << picture.screen << " " << picture.variant << " " << lang << " " << layout.width_px()
                           << "x" << layout.height_px());
            drawn(canvas, picture, words);
            CHECK(canvas.ops().size() > 3);
            CHECK(cut_off(canvas) == "");
            if (is_settled(picture)) CHECK(covered(canvas) == "");
            if (lang != "qps") CHECK(cut_headline(canvas, picture) == "");
            if (lang != "qps") CHECK(cut_with_ordinary_data(canvas, picture) == "");
            if (is_settled(picture)) CHECK(stamped_figure(canvas) == "");
            if (picture.snapshot.returns_at && !desk::is_staff_scene(picture.snapshot.scene))
                CHECK(under_the_ring(canvas) == "");
            CHECK(too_small(canvas) == "");
            if (fonts) CHECK(unknown(canvas) == "");
            CHECK(small_target(canvas, picture.snapshot.scene) == "");
            if (desk::is_staff_scene(picture.snapshot.scene)) CHECK(shared_target(canvas) == "");
        }
    }
}

}  // namespace

TEST_CASE("at 1920x1080 nothing is cut off, covered, too small or unknown") {
    check_all(Layout(1920, 1080), washi_pack());
}

TEST_CASE("at 1280x800 nothing is cut off, covered, too small or unknown") {
    check_all(Layout(1280, 800), washi_pack());
}

TEST_CASE("at 800x480 nothing is cut off, covered, too small or unknown") {
    check_all(Layout(800, 480), washi_pack());
}

TEST_CASE("at 720x1280 nothing is cut off, covered, too small or unknown") {
    check_all(Layout(720, 1280), washi_pack());
}

TEST_CASE("read from farther away, small print is larger and nothing is cut off or covered either") {
    check_all(Layout(1280, 800).read_from(1.2f), washi_pack());
    check_all(Layout(800, 480).read_from(1.2f), washi_pack());
}

TEST_CASE("within low reach an upright screen keeps to all of that, and every target is in its lower two fifths") {
    const Layout low = Layout(720, 1280).low_reach();
    check_all(low, washi_pack());
    check_all(Layout(1080, 1920, 24).low_reach(), washi_pack());
    Text text;
    RecordedCanvas canvas(text, radio_exercise_theme(), low);
    const auto words = Messages::load("ja");
    for (const auto& picture : screens::gallery_pictures("ja")) {
        if (picture.on_request) continue;
        INFO(picture.screen << " " << picture.variant);
        for (const auto& region : drawn(canvas, picture, words).regions())
            CHECK(region.rect.y >= 1280 * 0.6f);
    }
}

TEST_CASE("at 1920x1080 the space pack keeps to all of that") {
    check_all(Layout(1920, 1080), shipped_packs().back());
}

TEST_CASE("at 1280x800 the space pack keeps to all of that") {
    check_all(Layout(1280, 800), shipped_packs().back());
}

TEST_CASE("at 800x480 the space pack keeps to all of that") {
    check_all(Layout(800, 480), shipped_packs().back());
}

TEST_CASE("at 720x1280 the space pack keeps to all of that") {
    check_all(Layout(720, 1280), shipped_packs().back());
}

TEST_CASE("every screen has one text at least three times as large as its sentences") {
    Text text;
    for (const Layout& layout : {Layout(1920, 1080), Layout(720, 1280)}) {
        RecordedCanvas canvas(text, radio_exercise_theme(), layout);
        const auto words = Messages::load("ja");
        for (const auto& picture : screens::gallery_pictures("ja")) {
            // A keyboard's keys are its largest matter; hard and long names shrink.
            if (picture.on_request || picture.screen == "keyboard" || picture.variant == "long") continue;
            if (!is_settled(picture)) continue;
            // Staff work with their pages; the PIN alone is seen from afar.
            if (desk::is_staff_scene(picture.snapshot.scene) && picture.screen != "pin") continue;
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

TEST_CASE("text and what is drawn behind it are far enough apart, in every pack") {
    Text text;
    for (const Pack& pack : shipped_packs())
        for (const Layout& layout : {Layout(1280, 800), Layout(720, 1280), Layout(800, 480)}) {
            RecordedCanvas canvas(text, pack.theme, layout);
            Grounds grounds(pack.theme, layout);
            const auto words = Messages::load("ja", pack.words);
            for (const auto& picture : screens::gallery_pictures("ja", pack)) {
                // The staff's screens are their own matter.
                if (picture.on_request || !is_settled(picture)) continue;
                if (desk::is_staff_scene(picture.snapshot.scene)) continue;
                drawn(canvas, picture, words);
                for (std::size_t i = 0; i < canvas.ops().size(); ++i) {
                    const DrawOp& op = canvas.ops()[i];
                    if (op.kind != DrawKind::text || !is_seen(op)) continue;
                    INFO(pack.name << " " << picture.screen << " " << picture.variant << " " << layout.width_px() << " "
                                   << op.text);
                    CHECK(grounds.least_contrast(canvas, i) >= (is_large(op) ? 3.0 : 4.5));
                }
            }
        }
}

TEST_CASE("by night the text is still far enough from its ground") {
    Text text;
    RecordedCanvas canvas(text, radio_exercise_theme(), Layout(1920, 1080));
    const auto words = Messages::load("ja");
    for (const auto& picture : screens::gallery_pictures("ja")) {
        if (picture.screen != "idle" || picture.snapshot.door.state == attendance::DoorState::open) continue;
        drawn(canvas, picture, words);
        const Colour ground = composite(canvas.of_kind(DrawKind::fill).front()->colour, radio_exercise_theme().washi);
        for (const auto* op : canvas.texts())
            CHECK(contrast(op->colour, ground) >= 4.5);
    }
}

TEST_CASE("a name that wears an honorific stands without another one") {
    Text text;
    const auto words = Messages::load("ja");
    for (const Layout& layout : {Layout(1920, 1080), Layout(800, 480), Layout(720, 1280)}) {
        RecordedCanvas canvas(text, radio_exercise_theme(), layout);
        for (auto picture : screens::gallery_pictures("ja")) {
            auto* welcome = std::get_if<desk::Welcome>(&picture.snapshot.scene);
            if (welcome == nullptr || picture.on_request || picture.variant == "nickname") continue;
            welcome->guest.shown_name = "花さん";
            INFO(picture.screen << " " << picture.variant << " " << layout.width_px());
            for (const auto* op : drawn(canvas, picture, words).texts())
                CHECK_FALSE(op->text.starts_with("さん"));
        }
    }
}

// Ten Latin letters on end, blanks and commas between: a sentence that is not Japanese, and no name.
bool reads_latin(std::string_view text) {
    int letters = 0;
    for (const char c : text) {
        if (std::isalpha(static_cast<unsigned char>(c)) != 0)
            ++letters;
        else if (c != ' ' && c != ',' && c != '.' && c != '-')
            letters = 0;
        if (letters >= 10) return true;
    }
    return false;
}

TEST_CASE("whoever does not read Japanese finds a line to read on every screen that has room, upright ones too") {
    Text text;
    const auto words = Messages::load("ja");
    for (const Layout& layout : {Layout(1920, 1080), Layout(1280, 800), Layout(720, 1280)}) {
        RecordedCanvas canvas(text, radio_exercise_theme(), layout);
        for (const auto& picture : screens::gallery_pictures("ja")) {
            if (desk::is_staff_scene(picture.snapshot.scene) || picture.on_request || !is_settled(picture)) continue;
            if (picture.screen == "keyboard" || picture.screen == "starting" || picture.variant == "nickname") continue;
            INFO(picture.screen << " " << picture.variant << " " << layout.width_px());
            const auto& seen = drawn(canvas, picture, words);
            bool reads = seen.find_text("ยินดี") != nullptr || seen.find_text("Chào") != nullptr;
            for (const auto* op : seen.texts())
                reads = reads || (is_seen(*op) && op->style.family == Family::sans && reads_latin(op->text));
            CHECK(reads);
        }
    }
}

TEST_CASE("the large words of the resting screen say where the reader is, and the arrow leaves that edge") {
    using enum desk::ReaderPlace;
    Text text;
    for (const std::string& lang : words::language_codes()) {
        const auto words = Messages::load(lang);
        for (const Layout& layout : {Layout(1920, 1080), Layout(1280, 800), Layout(800, 480), Layout(720, 1280)}) {
            RecordedCanvas canvas(text, radio_exercise_theme(), layout);
            const Rect surface = layout.surface();
            for (const auto& [place, key] : {std::pair{right, "idle.tap_right"}, std::pair{left, "idle.tap_left"},
                                             std::pair{below, "idle.tap_below"}, std::pair{above, "idle.tap_above"},
                                             std::pair{behind, "idle.tap"}})
                for (const bool mirrored : {false, true}) {
                    auto picture = screens::gallery_pictures(lang).front();
                    REQUIRE(picture.screen == "idle");
                    picture.snapshot.community.reader_place = place;
                    picture.snapshot.community.mirrored = mirrored;
                    INFO(lang << " " << key << " " << layout.width_px() << "x" << layout.height_px());
                    drawn(canvas, picture, words);
                    const DrawOp* told = canvas.find_text(words.text(key));
                    REQUIRE(told != nullptr);
                    CHECK(told->style.weight == Weight::bold);
                    bool leaves[4] = {};  // right, left, below, above
                    for (const auto* op : canvas.of_kind(DrawKind::polygon)) {
                        const bool is_whole = op->bounds.w > layout.px(60) && op->colour.a == 255;
                        if (!is_whole) continue;
                        leaves[0] |= op->bounds.right() > surface.w + 10;
                        leaves[1] |= op->bounds.x < -10;
                        leaves[2] |= op->bounds.bottom() > surface.h + 10;
                        leaves[3] |= op->bounds.y < -10;
                    }
                    CHECK(leaves[0] == (place == right));
                    CHECK(leaves[1] == (place == left));
                    CHECK(leaves[2] == (place == below));
                    CHECK(leaves[3] == (place == above));
                }
        }
    }
}

TEST_CASE("the night screen names the day of the next event, and the open one says what to do without a card") {
    Text text;
    for (const std::string& lang : words::language_codes()) {
        const auto words = Messages::load(lang);
        for (const Layout& layout : {Layout(1920, 1080), Layout(1280, 800), Layout(800, 480), Layout(720, 1280)}) {
            RecordedCanvas canvas(text, radio_exercise_theme(), layout);
            for (const auto& picture : screens::gallery_pictures(lang)) {
                if (picture.screen != "idle") continue;
                INFO(lang << " " << picture.variant << " " << layout.width_px());
                drawn(canvas, picture, words);
                const auto& next = picture.snapshot.next_event;
                const auto day = next ? words.date("date.day", next->starts, std::chrono::hours(9)) : "";
                if (next) CHECK(canvas.find_text(day) != nullptr);
                const bool open = picture.snapshot.door.state == attendance::DoorState::open;
                CHECK((canvas.find_text(words.text("idle.no_card")) != nullptr) == open);
            }
        }
    }
}

TEST_CASE("what a time begins stands right under it, on every screen") {
    Text text;
    for (const std::string lang : {"ja", "ko", "zh-Hant"}) {
        const auto words = Messages::load(lang);
        for (const Layout& layout : {Layout(1920, 1080), Layout(1280, 800), Layout(800, 480), Layout(720, 1280)}) {
            RecordedCanvas canvas(text, radio_exercise_theme(), layout);
            for (const auto& picture : screens::gallery_pictures(lang)) {
                if (picture.screen != "closed" || picture.variant != "early") continue;
                drawn(canvas, picture, words);
                const DrawOp* time = canvas.find_text("18:30");
                const DrawOp* rest = canvas.find_text(words.text("closed_door.early_after"));
                INFO(lang << " " << layout.width_px());
                REQUIRE((time != nullptr && rest != nullptr));
                CHECK(rest->bounds.y - time->bounds.bottom() < 2 * rest->style.size_px);
                CHECK(rest->bounds.y > time->bounds.bottom());
            }
        }
    }
}

TEST_CASE("an honorific follows the end of a name on two lines") {
    Text text;
    const auto words = Messages::load("ja");
    for (const Layout& layout : {Layout(1920, 1080), Layout(800, 480), Layout(720, 1280)}) {
        RecordedCanvas canvas(text, radio_exercise_theme(), layout);
        for (auto picture : screens::gallery_pictures("ja")) {
            auto* welcome = std::get_if<desk::Welcome>(&picture.snapshot.scene);
            if (welcome == nullptr || picture.screen != "welcome" || picture.variant != "long") continue;
            welcome->guest.shown_name = "寿限無寿限無五劫の擦り切れ";
            drawn(canvas, picture, words);
            const DrawOp* name = canvas.find_text("寿限無");
            const DrawOp* honorific = canvas.find_text("さん");
            REQUIRE((name != nullptr && honorific != nullptr));
            INFO(layout.width_px());
            const float end = name->at.x + (name->metrics.lines > 1 ? name->metrics.last_width : name->metrics.width);
            CHECK(honorific->at.x - end < honorific->style.size_px);
            CHECK(honorific->at.x > end);
        }
    }
}

TEST_CASE("さん stands on Japanese screens only") {
    Text text;
    RecordedCanvas canvas(text, radio_exercise_theme(), Layout(1920, 1080));
    for (const std::string lang : {"ja", "en"})
        for (const auto& picture : screens::gallery_pictures(lang))
            if (picture.screen == "welcome" && picture.variant == "again")
                CHECK((drawn(canvas, picture, Messages::load(lang)).find_text("さん") != nullptr) == (lang == "ja"));
}

TEST_CASE("a simulated reader is said on every screen") {
    Text text;
    RecordedCanvas canvas(text, radio_exercise_theme(), Layout(1280, 800));
    const auto words = Messages::load("en");
    for (auto picture : screens::gallery_pictures("en")) {
        if (picture.on_request) continue;
        picture.snapshot.status.reader_is_simulated = true;
        INFO(picture.screen << " " << picture.variant);
        CHECK(drawn(canvas, picture, words).find_text("Practice") != nullptr);
        picture.snapshot.status.reader_is_simulated = false;
        CHECK(drawn(canvas, picture, words).find_text("Practice") == nullptr);
    }
}

std::string ellipsized(const RecordedCanvas& canvas) {
    std::string result;
    for (const auto* op : canvas.texts())
        if (op->metrics.ellipsized) result += op->text + " / ";
    return result;
}

TEST_CASE("what is wrong and what to do is said to its end on the smallest screen") {
    Text text;
    for (const std::string lang : {"ja", "en"}) {
        const auto words = Messages::load(lang);
        RecordedCanvas canvas(text, radio_exercise_theme(), Layout(800, 480));
        for (const auto& picture : screens::gallery_pictures(lang)) {
            if (picture.screen != "monitor" || picture.variant.starts_with("names-")) continue;
            INFO(picture.variant << " " << lang);
            drawn(canvas, picture, words);
            CHECK(ellipsized(canvas) == "");
        }
    }
}

TEST_CASE("fifty characters of the organizers' words are said to their end on every screen") {
    Text text;
    const std::string fifty =
        "きょう いちばん話してみたいことを、となりの人に ひとつだけ聞いて、あとで みんなに教えてください。";
    REQUIRE(parts::character_count(fifty) == 50);
    const auto words = Messages::load("ja");
    for (const Layout& layout : {Layout(1920, 1080), Layout(1280, 800), Layout(800, 480), Layout(720, 1280)}) {
        RecordedCanvas canvas(text, radio_exercise_theme(), layout);
        for (auto picture : screens::gallery_pictures("ja")) {
            if (picture.screen != "welcome" || picture.variant != "prompt") continue;
            std::get<desk::Welcome>(picture.snapshot.scene).prompt = fifty;
            INFO(layout.width_px() << "x" << layout.height_px());
            drawn(canvas, picture, words);
            CHECK(ellipsized(canvas) == "");
            CHECK(covered(canvas) == "");
        }
    }
}

TEST_CASE("every sentence of the deck is said to its end on every screen") {
    Text text;
    for (const std::string lang : {"ja", "en"}) {
        const auto words = Messages::load(lang);
        for (const Layout& layout : {Layout(1920, 1080), Layout(1280, 800), Layout(800, 480), Layout(720, 1280)}) {
            RecordedCanvas canvas(text, radio_exercise_theme(), layout);
            for (auto picture : screens::gallery_pictures(lang)) {
                const bool is_first = picture.screen == "first_time" && picture.variant == "name-takahashi";
                if (!is_first && (picture.screen != "welcome" || picture.variant != "prompt")) continue;
                for (const attendance::Sentence& sentence : deck::shipped(lang)) {
                    if (sentence.id.starts_with("first.") != is_first) continue;
                    std::get<desk::Welcome>(picture.snapshot.scene).prompt = sentence.text;
                    INFO(layout.width_px() << "x" << layout.height_px() << " " << sentence.text);
                    drawn(canvas, picture, words);
                    CHECK(ellipsized(canvas) == "");
                    CHECK(covered(canvas) == "");
                    CHECK(canvas.find_text(words.text("first_time.prompt")) == nullptr);
                }
            }
        }
    }
}

TEST_CASE("the lines of the organizers' words end after a comma where that costs little") {
    Text text;
    const auto words = Messages::load("ja");
    for (const Layout& layout : {Layout(1920, 1080), Layout(1280, 800), Layout(800, 480), Layout(720, 1280)}) {
        RecordedCanvas canvas(text, radio_exercise_theme(), layout);
        for (const auto& picture : screens::gallery_pictures("ja")) {
            if (picture.screen != "welcome" || picture.variant != "prompt") continue;
            INFO(layout.width_px() << "x" << layout.height_px());
            CHECK(drawn(canvas, picture, words).find_text("ことを、\n") != nullptr);
        }
    }
}

TEST_CASE("a guest without a name is greeted to the end") {
    Text text;
    for (const Pack& pack : {washi_pack(), shipped_packs().back()})
        for (const std::string lang : {"ja", "en"})
            for (const Layout& layout : {Layout(1920, 1080), Layout(1280, 800), Layout(800, 480), Layout(720, 1280)}) {
                RecordedCanvas canvas(text, pack.theme, layout);
                for (const auto& picture : screens::gallery_pictures(lang, pack)) {
                    if (picture.screen != "welcome" || picture.variant != "name-empty") continue;
                    INFO(pack.name << " " << lang << " " << layout.width_px() << "x" << layout.height_px());
                    drawn(canvas, picture, Messages::load(lang, pack.words));
                    CHECK(ellipsized(canvas) == "");
                }
            }
}
