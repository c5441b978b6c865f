// The idle picture with the sun gone pale and no waves: from two metres, "not red" says "do not tap". One button.
#include "parts/furniture.h"
#include "parts/resting.h"
#include "screens/scenes.h"

namespace screens {

ui::FrameResult draw_scene(const parts::Stage& stage, const desk::ReaderTrouble& scene) {
    const auto minutes =
        std::max<std::int64_t>(0, std::chrono::duration_cast<std::chrono::minutes>(stage.now - scene.since).count());
    parts::draw_resting(stage,
                        {.title = stage.words.text(stage.form() == ui::Form::wide ? "reader_trouble.title"
                                                                                  : "reader_trouble.title_small"),
                         .body = stage.words.text("reader_trouble.body"),
                         .second = stage.words.second().text("reader_trouble.line"),
                         .status = scene.absent ? stage.words.text("reader_trouble.absent")
                                                : stage.words.text("reader_trouble.since", {{"minutes", minutes}}),
                         .mark = stage.words.text("reader_trouble.mark"),
                         .button = stage.words.text("reader_trouble.button"),
                         .answer = desk::AskStaff{}});
    return {.animating = false, .next_change = stage.next_minute()};
}

}  // namespace screens
