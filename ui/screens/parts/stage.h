// What every screen draws with: the canvas, what is to be shown, the words, and the time. Lengths in design units of
// the canvas's form are turned into pixels here.
#pragma once

#include <type_traits>

#include "desk/snapshot.h"
#include "ui/canvas.h"
#include "ui/frame.h"
#include "ui/messages.h"

namespace parts {

struct Stage {
    ui::Canvas& canvas;
    const desk::Snapshot& snapshot;
    const ui::Messages& words;
    base::MonotonicTime now;
    const ui::Theme* palette = nullptr;  // other colours than the canvas's, for a picture by night

    const ui::Layout& layout() const { return canvas.layout(); }
    const ui::Theme& theme() const { return palette != nullptr ? *palette : canvas.theme(); }
    ui::Form form() const { return layout().form(); }
    float px(float units) const { return layout().px(units); }

    // Where a block of the design stands: on the other side when the kiosk is mirrored. Text inside a block keeps its
    // direction. Pixels; edges on whole pixels.
    ui::Rect block(float x, float y, float w, float h) const;
    float width_units() const;  // of the design space: 1920, 720 or 800

    bool calm() const { return snapshot.community.calm; }  // nothing moves: what comes, fades in
    float age_ms() const;                                  // since the scene began, never negative
    base::WallTime wall_now() const;
    int local_hour() const;
    base::MonotonicTime next_minute() const;
    // A moment with the offset of its own date, by the pattern that `key` names.
    std::string date(std::string_view key, base::WallTime at) const {
        return words.date(key, at, snapshot.zone.offset_at(at));
    }
    std::string time_of_day(base::WallTime at) const { return date("date.time", at); }
    std::string day_of(base::WallTime at) const { return date("date.day", at); }
};

// The same stage on a sheet of paper: ink, second ink, accent, graphite and hairline are the paper's.
struct OnPaper {
    explicit OnPaper(const Stage& ground) : m_theme(ui::on_paper(ground.theme())), stage(ground) {
        stage.palette = &m_theme;
    }
    OnPaper(const OnPaper&) = delete;
    OnPaper& operator=(const OnPaper&) = delete;

private:
    ui::Theme m_theme;

public:
    Stage stage;
};

// Draws the picture of the canvas's form, where a scene has one for each.
template <typename Scene>
using DrawFunction = void (*)(const Stage&, const Scene&);
template <typename Scene>
void draw_by_form(const Stage& stage, const Scene& scene, std::type_identity_t<DrawFunction<Scene>> wide,
                  std::type_identity_t<DrawFunction<Scene>> portrait, std::type_identity_t<DrawFunction<Scene>> small) {
    switch (stage.form()) {
        case ui::Form::wide:
            return wide(stage, scene);
        case ui::Form::portrait:
            return portrait(stage, scene);
        case ui::Form::small:
            return small(stage, scene);
    }
}

// Something moves until the scene is this old, and then rests.
ui::FrameResult moving_until(const Stage& stage, float end_ms);

// 0 before `from`, 1 after `to`, even in between.
inline float progress(float t, float from, float to) {
    return std::clamp((t - from) / (to - from), 0.0f, 1.0f);
}
inline float ease_out(float k) {
    return 1 - (1 - k) * (1 - k) * (1 - k);
}
inline float ease_in_out(float k) {
    return k * k * (3 - 2 * k);
}

}  // namespace parts
