// Two cards lay on the reader together: nobody can say which was meant. What to do now, and who is in already.
#include "parts/furniture.h"
#include "parts/resting.h"
#include "screens/scenes.h"

namespace screens {

ui::FrameResult draw_scene(const parts::Stage& stage, const desk::TwoCards& scene) {
    const auto& words = stage.words;
    const std::string& name = scene.guest.shown_name;
    const std::string done =
        name.empty() ? words.text("two_cards.done") : words.text("two_cards.done_of", {{"name", name}});
    parts::draw_resting(stage, {.title = words.text("two_cards.title"),
                                .body = words.text("two_cards.body") + "\n" + done,
                                .second = words.second().text("two_cards.line"),
                                .mark = words.text("reader_trouble.mark")});
    return parts::draw_return_ring(stage, {.portrait = {656, 72}, .small = {740, 67}});
}

}  // namespace screens
