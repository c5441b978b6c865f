// All screens, the attendees' and the staff's: pure functions of (snapshot, time) onto a canvas. They keep nothing
// between frames. What a touch on them means, their regions carry (canvas.h). Main thread.
#pragma once

#include <optional>
#include <vector>

#include "desk/snapshot.h"
#include "ui/canvas.h"
#include "ui/frame.h"
#include "ui/messages.h"
#include "ui/sound.h"

namespace screens {

// Draws the whole picture, background first. `words` in the language of snapshot.community.lang.
ui::FrameResult draw_screen(ui::Canvas& canvas, const desk::Snapshot& snapshot, base::MonotonicTime now,
                            const ui::Messages& words);

// When a picture that begins to be shown now looks so different that it needs other texts and stamps: its first moment,
// then those of its press. For whoever makes them ahead.
std::vector<base::MonotonicTime> moments_of(const desk::Snapshot& snapshot, base::MonotonicTime now);

// The sound that is due in (after, until]. Asked with the times of two frames, it plays once. While a staff screen is
// open it is the newest tap's.
std::optional<ui::Sound> sound_due(const desk::Snapshot& snapshot, base::MonotonicTime after,
                                   base::MonotonicTime until);

}  // namespace screens
