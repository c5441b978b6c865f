// All screens, the attendees' and the staff's: pure functions of (snapshot, time) onto a canvas. They keep nothing
// between frames. Main thread.
#pragma once

#include <optional>
#include <string_view>

#include "desk/snapshot.h"
#include "ui/canvas.h"
#include "ui/frame.h"
#include "ui/messages.h"
#include "ui/sound.h"

namespace ui {

// Draws the whole picture, background first. `words` in the language of snapshot.community.lang.
FrameResult draw_screen(Canvas& canvas, const desk::Snapshot& snapshot, base::MonotonicTime now, const Messages& words);

// What a touch means. `action` is a HitRegion's; absent when it means nothing on this scene any more (the picture
// changed under the finger).
//   "later" → Dismiss, "name" → ConfirmOfferedName, "write" / "kana" / "abc" / "back" → OpenKeyboard,
//   "key:か" → PressKey, "staff" → AskStaff; those of the staff's screens: staff/answers.h
// "staff" of the idle screen lies in an empty corner and is meant to be held, not touched; the loop decides how long.
std::optional<desk::Answer> answer_for(const desk::Snapshot& snapshot, std::string_view action);

// The sound that is due in (after, until]. Asked with the times of two frames, it plays once. While a staff screen is
// open it is the newest tap's.
std::optional<Sound> sound_due(const desk::Snapshot& snapshot, base::MonotonicTime after, base::MonotonicTime until);

}  // namespace ui
