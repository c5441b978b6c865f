#include "parts/stage.h"

namespace parts {

using std::chrono::duration_cast;
using std::chrono::minutes;

float Stage::width_units() const {
    switch (form()) {
        case ui::Form::wide:
            return 1920;
        case ui::Form::portrait:
            return 720;
        case ui::Form::small:
            return 800;
    }
    return 1920;
}

ui::Rect Stage::block(float x, float y, float w, float h) const {
    return layout().snapped(snapshot.community.mirrored ? width_units() - x - w : x, y, w, h);
}

float Stage::age_ms() const {
    using Milliseconds = std::chrono::duration<float, std::milli>;
    return std::max(0.0f, duration_cast<Milliseconds>(now - snapshot.shown_at).count());
}

base::WallTime Stage::wall_now() const {
    return snapshot.now + duration_cast<std::chrono::microseconds>(now - snapshot.now_monotonic);
}

int Stage::local_hour() const {
    const auto local = std::chrono::floor<std::chrono::hours>(snapshot.zone.local(wall_now()));
    return static_cast<int>((local - std::chrono::floor<std::chrono::days>(local)).count());
}

base::MonotonicTime Stage::next_minute() const {
    const auto wall = wall_now();
    return now + (std::chrono::floor<minutes>(wall) + minutes(1) - wall);
}

ui::FrameResult moving_until(const Stage& stage, float end_ms) {
    return {.animating = stage.age_ms() < end_ms, .next_change = std::nullopt};
}

}  // namespace parts
