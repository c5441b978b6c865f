// The machine restarted or switched off: asked first, then under way, or refused.
#include "staff/parts/question.h"
#include "staff/scenes.h"

namespace staff {

namespace {

using Act = desk::PowerPage::Act;

Question question_of(const parts::Stage& stage, const desk::PowerPage& scene) {
    const auto& words = stage.words;
    if (scene.ordered) {
        const bool restarts = *scene.ordered == Act::restart;
        return {words.text(restarts ? "staff.power.restarting" : "staff.power.switching_off"),
                words.text(restarts ? "staff.power.restarting_body" : "staff.power.switching_off_body"),
                {},
                "staff.back"};
    }
    const bool failed = !scene.problem.empty();
    return {words.text(failed ? "staff.power.failed" : "staff.power.question"),
            words.text(failed ? "staff.power.failed_body" : "staff.power.body"),
            {{.label = words.text("staff.power.restart"), .answer = desk::OrderPower{Act::restart}},
             {.label = words.text("staff.power.switch_off"), .answer = desk::OrderPower{Act::switch_off}}},
            "staff.cancel"};
}

}  // namespace

ui::FrameResult draw_scene(const parts::Stage& stage, const desk::PowerPage& scene) {
    const ui::FrameResult result = draw_staff_ground(stage, stage.words.text("staff.power.title"));
    draw_question(stage, question_of(stage, scene));
    return result;
}

}  // namespace staff
