// The main loop: sleeps until something happens, draws once, sleeps again; draws at the display's refresh only while
// the drawn frame says that it moves. Owns the window and the canvas. Main thread, but for wake() and quit().
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "ui/canvas.h"
#include "ui/frame.h"
#include "ui/window.h"

namespace ui {

// A finger (or the mouse) went down and up on one region that the last frame drew.
struct Touched {
    desk::Answer answer;
};
// A finger went up anywhere else.
struct TouchElsewhere {
    Point at;
};
// A key went down (no repeats). `name` as SDL names keys: "F1", "Escape", "Return", "A", "Keypad 7".
struct KeyPress {
    std::string name;
    bool ctrl = false;
    bool alt = false;
    bool shift = false;
};
// What keys wrote, UTF-8; keyboard-wedge readers come here as well.
struct TypedText {
    std::string text;
};
// The window was closed by its frame or by the session.
struct CloseRequest {};

using InputEvent = std::variant<Touched, TouchElsewhere, KeyPress, TypedText, CloseRequest>;

// A frame that was handed to the display.
struct Presented {
    base::MonotonicTime at{};         // CLOCK_MONOTONIC
    base::MonotonicTime processor{};  // that this thread spent on it, from its first call on
    bool moving = false;              // something on it moves: the next frame is due at once
};

struct LoopCallbacks {
    // Draws the whole screen; `now` is CLOCK_MONOTONIC.
    std::function<FrameResult(Canvas&, base::MonotonicTime now)> draw;
    std::function<void(const InputEvent&)> on_input = [](const InputEvent&) {};
    // After the frame that `draw` made was handed to the display.
    std::function<void(const Presented&)> on_presented = [](const Presented&) {};
};

enum class RetentionShift { no, yes };  // moves the layout by up to 4 px each minute, against burnt-in pictures

struct LoopOptions {
    WindowOptions window;
    RetentionShift retention_shift = RetentionShift::yes;
};

class Loop {
public:
    static base::Result<std::unique_ptr<Loop>> create(const LoopOptions& options, const Theme& theme);
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    // Returns after quit(), or failed when the display is lost for good.
    base::Result<void> run(const LoopCallbacks& callbacks);

    // Draw again soon: something to show has changed. Any thread; cheap; many calls make one frame.
    void wake();
    // Makes run() return. Any thread, also from a callback or a signal handler (it writes to an eventfd).
    void quit();

    // Draws frames that are not shown, so that their textures are there when they are needed.
    void warm(const std::function<void(Canvas&)>& draw);
    // What is to be drawn soon is made by another thread meanwhile: of one picture that moves, its moments, the first
    // one first. Ids grow; a new one takes the place of the last. Wakes the loop when the first moment is made. Main
    // thread; see ahead.h for what the functions may refer to.
    using Draw = std::function<void(Canvas&)>;
    void prepare(std::uint64_t id, std::vector<Draw> moments);
    // Nothing of its first moment would have to be made or uploaded by this thread.
    bool is_prepared(std::uint64_t id) const;
    // What may be drawn some time, as long as there is nothing else to prepare.
    void prepare_likely(std::vector<Draw> moments);

    // Frames are laid out so from the next one on. Main thread.
    void set_fit(const WindowFit& fit);
    // The next frame is written to this file before it is presented.
    void screenshot_next(std::filesystem::path path);

    const Window& window() const;
    // Frames presented so far.
    std::uint64_t frames() const;

private:
    struct Impl;
    explicit Loop(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace ui
