// Nothing can be written down, so nothing is stamped: said at once, with whom to turn to.
#include "parts/furniture.h"
#include "parts/resting.h"
#include "screens/scenes.h"

namespace screens {

namespace {

std::string_view key_of(desk::CannotRecordReason reason) {
    switch (reason) {
        case desk::CannotRecordReason::full:
            return "cannot_record.full";
        case desk::CannotRecordReason::failing:
            return "cannot_record.failing";
    }
    return "cannot_record.failing";
}

}  // namespace

ui::FrameResult draw_scene(const parts::Stage& stage, const desk::CannotRecord& scene) {
    parts::draw_resting(stage, {.title = stage.words.text("cannot_record.title"),
                                .body = stage.words.text("cannot_record.body"),
                                .second = stage.words.second().text("cannot_record.line"),
                                .status = stage.words.text(key_of(scene.reason)),
                                .mark = stage.words.text("cannot_record.mark"),
                                .button = stage.words.text("cannot_record.button"),
                                .answer = desk::AskStaff{}});
    return {.animating = false, .next_change = stage.next_minute()};
}

}  // namespace screens
