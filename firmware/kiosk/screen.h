// The kiosk's screen: the newest snapshot drawn by the ui's loop, its sounds, its pictures and its line in the trace.
// Main thread, but for wake() and quit().
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "kiosk/changeover.h"
#include "kiosk/config.h"
#include "kiosk/trace.h"
#include "ui/loop.h"
#include "ui/messages.h"
#include "ui/pack.h"
#include "ui/sound.h"

namespace kiosk {

struct ScreenOptions {
    ui::LoopOptions loop;
    ui::Pack pack;
    std::string lang;
    float volume = 0;
    std::filesystem::path screenshots;  // empty: none
};

// Large text is what is read from afar.
ui::WindowFit window_fit_of(const desk::ScreenFit& fit);

// Where the screen gets what it shows, and whom it tells of touches and keys.
struct ScreenPorts {
    std::function<desk::SnapshotPtr()> newest;
    std::function<void(desk::Answer)> answer;
    std::function<void(const ui::KeyPress&)> key;  // keys that mean nothing to the screen itself
};

class Screen {
public:
    static base::Result<std::unique_ptr<Screen>> open(const ScreenOptions& options, Trace& trace);

    // Until quit(), Ctrl-Q or the window's close.
    base::Result<void> run(const ScreenPorts& ports);
    void wake() { m_loop->wake(); }
    void quit() { m_loop->quit(); }
    void set_volume(float volume) { m_speaker.set_volume(volume); }  // any thread
    // How often a frame was drawn. Any thread.
    std::uint64_t draws() const { return m_draws; }
    const ui::Window& window() const { return m_loop->window(); }

private:
    Screen(std::unique_ptr<const ui::Pack> pack, std::unique_ptr<ui::Loop> loop, const ScreenOptions& options,
           Trace& trace);

    ui::FrameResult draw(ui::Canvas& canvas, base::MonotonicTime now, const ScreenPorts& ports);
    const ui::Messages& words_in(const std::string& lang);
    void prepare(const desk::SnapshotPtr& newest, base::MonotonicTime now);
    void prepare_likely(const desk::Snapshot& newest);
    void take_picture_when_settled(base::MonotonicTime now, ui::FrameResult& result);
    void on_presented(const ui::Presented& frame);
    void on_input(const ui::InputEvent& event, const ScreenPorts& ports);

    std::unique_ptr<const ui::Pack> m_pack;  // the loop's canvas looks at its theme
    // By language, from the first time that one is shown; the loop draws ahead with them.
    std::map<std::string, ui::Messages> m_words;
    std::unique_ptr<ui::Loop> m_loop;
    Trace& m_trace;
    std::optional<desk::ScreenFit> m_fit;
    ui::Speaker m_speaker;
    std::filesystem::path m_screenshots;
    int m_pictures = 0;
    std::atomic<std::uint64_t> m_draws = 0;

    Changeover m_changeover;
    desk::SnapshotPtr m_drawn;
    std::vector<std::shared_ptr<const desk::Welcome>> m_likely;  // that were given to be prepared
    base::MonotonicTime m_drawn_at{};
    // The scene that was presented and pictured last, by when it began and what it is.
    struct SceneMark {
        base::MonotonicTime shown_at{};
        std::string name;
        std::int64_t seq = 0;
        bool operator==(const SceneMark&) const = default;
    };
    SceneMark mark() const;
    std::optional<SceneMark> m_presented;
    std::optional<SceneMark> m_pictured;
};

}  // namespace kiosk
