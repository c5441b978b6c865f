// What staff's pages show.
#include <vector>
#include "drawn_pictures.h"
#include "screens/gallery.h"
#include "screens/screens.h"
#include "testing/catch.h"
#include "testing/touch.h"
#include "ui/recorded_canvas.h"

using namespace ui;
using testing::drawn;

TEST_CASE("on the staff's dark grounds every word can be read") {
    const auto& staff = radio_exercise_theme().staff;
    for (const Colour ground : {staff.ground, staff.panel, staff.panel_lit})
        for (const Colour text : {staff.text, staff.dim, staff.good, staff.warning, staff.trouble, staff.note})
            CHECK(contrast(text, ground) >= 4.5);
    for (const Colour key : {staff.hairline, staff.panel_edge}) {
        CHECK(contrast(staff.text, key) >= 4.5);
        CHECK(contrast(staff.warning, key) >= 4.5);
        CHECK(contrast(mix(staff.dim, staff.text, 0.35f), key) >= 4.5);  // a button's second line
    }
    CHECK(contrast(staff.on_trouble, staff.trouble) >= 4.5);
}

TEST_CASE("the worst part stands first, largest and in a frame of its own") {
    Text text;
    const auto words = Messages::load("en");
    for (const Layout& layout : {Layout(1920, 1080), Layout(800, 480), Layout(720, 1280)}) {
        RecordedCanvas canvas(text, radio_exercise_theme(), layout);
        for (const auto& picture : screens::gallery_pictures("en")) {
            if (picture.screen != "monitor" || picture.variant != "store-trouble") continue;
            drawn(canvas, picture, words);
            const DrawOp* worst = canvas.find_text("cannot record");
            REQUIRE(worst != nullptr);
            const DrawOp* other = canvas.find_text("3 waiting");
            REQUIRE(other != nullptr);
            // The head says it as well on larger screens; the panel's line is the larger one.
            float largest = 0;
            for (const auto* op : canvas.texts())
                if (op->text == "cannot record") largest = std::max(largest, op->style.size_px);
            CHECK(largest > other->style.size_px);
            CHECK(canvas.find_text("Free some space") != nullptr);
        }
    }
}

TEST_CASE("the ruler on the screen is ten centimetres long by the diagonal that staff set") {
    Text text;
    const auto words = Messages::load("ja");
    for (const Layout& layout : {Layout(1920, 1080, 15.6f), Layout(1280, 800, 10.1f), Layout(800, 480, 7.0f)}) {
        RecordedCanvas canvas(text, radio_exercise_theme(), layout);
        for (const auto& picture : screens::gallery_pictures("ja")) {
            if (picture.screen != "settings" || picture.variant != "screen") continue;
            drawn(canvas, picture, words);
            const auto is_ruler = [&](const DrawOp* op) {
                return std::abs(op->bounds.w - layout.mm(100)) < 4 && op->bounds.h <= layout.hairline(2);
            };
            INFO(layout.width_px());
            CHECK(std::ranges::any_of(canvas.of_kind(DrawKind::fill), is_ruler));
        }
    }
}

TEST_CASE("each warning that names a remedy is a button to it, also beside something worse") {
    Text text;
    const auto words = Messages::load("ja");
    for (const Layout& layout : {Layout(1920, 1080), Layout(1280, 800), Layout(800, 480), Layout(720, 1280)}) {
        RecordedCanvas canvas(text, radio_exercise_theme(), layout);
        for (const auto& picture : screens::gallery_pictures("ja")) {
            if (picture.screen != "monitor" || picture.variant != "several-troubles") continue;
            drawn(canvas, picture, words);
            INFO(layout.width_px());
            for (const desk::Answer& remedy : {desk::Answer(desk::StaffAnswer(desk::GoTo{desk::StaffPage::settings})),
                                               desk::Answer(desk::StaffAnswer(desk::ShowExport{}))}) {
                const auto is_remedy = [&](const HitRegion& region) {
                    return region.answer == remedy &&
                           region.rect.y < layout.y(layout.form() == Form::small ? 384 : 900);
                };
                CHECK(std::ranges::any_of(canvas.regions(), is_remedy));
            }
        }
    }
}

TEST_CASE("what nobody has looked at for minutes says how old it is") {
    Text text;
    RecordedCanvas canvas(text, radio_exercise_theme(), Layout(1280, 800));
    const auto words = Messages::load("en");
    for (const auto& picture : screens::gallery_pictures("en"))
        if (picture.screen == "monitor" && picture.variant == "reader-trouble") {
            drawn(canvas, picture, words);
            CHECK(canvas.find_text("12 min ago: 21 GB free") != nullptr);
            CHECK(canvas.find_text("3 min ago") != nullptr);
        }
}

TEST_CASE("a staff page shows the newest tap, its result in a word") {
    Text text;
    const auto words = Messages::load("en");
    for (const Layout& layout : {Layout(1280, 800), Layout(800, 480), Layout(720, 1280)}) {
        RecordedCanvas canvas(text, radio_exercise_theme(), layout);
        for (auto picture : screens::gallery_pictures("en")) {
            if (!desk::is_staff_scene(picture.snapshot.scene) || picture.screen == "pin" || picture.on_request)
                continue;
            picture.snapshot.staff_act_failed = false;
            picture.snapshot.taps.assign(1, {});
            picture.snapshot.taps.front().refusal = desk::TapLine::Refusal::early;
            // The monitor keeps its first line for what was just taken back.
            if (auto* monitor = std::get_if<desk::Monitor>(&picture.snapshot.scene)) monitor->undo_seq.reset();
            INFO(picture.screen << " " << picture.variant << " " << layout.width_px());
            CHECK(drawn(canvas, picture, words).find_text("Before opening") != nullptr);
            if (picture.screen == "monitor") continue;
            picture.snapshot.staff_act_failed = true;
            CHECK(drawn(canvas, picture, words).find_text("could not be recorded") != nullptr);
        }
    }
}

TEST_CASE("the button of a chosen person names them") {
    Text text;
    RecordedCanvas canvas(text, radio_exercise_theme(), Layout(1280, 800));
    for (const auto& picture : screens::gallery_pictures("ja"))
        if (picture.screen == "people" && picture.variant == "chosen")
            CHECK(drawn(canvas, picture, Messages::load("ja")).find_text("高橋 蓮さんに") != nullptr);
}

TEST_CASE("no key of the PIN shows that it is touched") {
    Text text;
    RecordedCanvas canvas(text, radio_exercise_theme(), Layout(1280, 800));
    const auto words = Messages::load("ja");
    for (const auto& picture : screens::gallery_pictures("ja")) {
        if (picture.screen != "pin" || picture.variant != "two") continue;
        const auto colours = [&] {
            std::vector<Colour> list;
            for (const auto* op : canvas.of_kind(DrawKind::fill))
                list.push_back(op->colour);
            return list;
        };
        drawn(canvas, picture, words);
        const auto before = colours();
        canvas.reset();
        canvas.press(desk::PinKey{'5'});
        screens::draw_screen(canvas, picture.snapshot, picture.at, words);
        CHECK(colours() == before);
    }
}
