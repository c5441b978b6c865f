// A card came while no event is open: too early, too late, or on another day. Nobody is an error.
#include "parts/furniture.h"
#include "parts/resting.h"
#include "screens/scenes.h"

namespace screens {

namespace {

using attendance::DoorState;

parts::Resting words_of(const parts::Stage& stage, const attendance::Door& door) {
    const auto& words = stage.words;
    const auto& second = stage.words.second();
    switch (door.state) {
        case DoorState::early:
            if (!door.event) break;
            return {.title = stage.time_of_day(door.event->starts),
                    .body = words.text("closed_door.early_next"),
                    .second = second.text("closed_door.early_line", {{"time", stage.time_of_day(door.event->starts)}}),
                    .mark = words.text("reader_trouble.mark"),
                    .large_title = true,
                    .before = words.text("closed_door.early_greeting"),
                    .after = words.text("closed_door.early_after")};
        case DoorState::over:
            return {.title = words.text("closed_door.over_title"),
                    .body = words.text("closed_door.over_body") + "\n" + words.text("closed_door.over_next"),
                    .second = second.text("closed_door.over_line"),
                    .mark = words.text("reader_trouble.mark")};
        case DoorState::open:
        case DoorState::no_event:
            break;
    }
    return {.title = words.text("closed_door.no_event_title"),
            .body = words.text("closed_door.no_event_body") + "\n" + words.text("closed_door.no_event_next"),
            .second = second.text("closed_door.no_event_line"),
            .mark = words.text("reader_trouble.mark")};
}

}  // namespace

ui::FrameResult draw_scene(const parts::Stage& stage, const desk::ClosedDoor& scene) {
    parts::draw_resting(stage, words_of(stage, scene.door));
    const ui::FrameResult clock{.animating = false, .next_change = stage.next_minute()};
    return clock.merged(parts::draw_return_ring(stage, {.portrait = {656, 72}, .small = {740, 67}}));
}

}  // namespace screens
