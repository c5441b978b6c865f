#include "parts/press.h"

#include <cmath>
#include <numbers>

#include "parts/stage.h"

namespace parts {

namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr float swing_widest = 0.6f * pi / 180;
constexpr float squash_most = 0.07f;

// A swing that dies away, begun by a knock; still after press_ends_ms.
float damped_swing(float since_impact_ms) {
    constexpr float period_ms = 560;
    constexpr float decay_ms = 400;
    const float fading = 1 - progress(since_impact_ms, 1200, press_ends_ms - impact_ms);
    return swing_widest * std::exp(-since_impact_ms / decay_ms) * std::sin(2 * pi * since_impact_ms / period_ms) *
           fading;
}

}  // namespace

Press press_at(float t_ms, float begins_ms, float lands_ms, float from_scale) {
    Press press;
    if (t_ms < begins_ms) {
        press.ink = 0;
        return press;
    }
    press.in_sight = true;
    press.from_scale = from_scale;
    if (t_ms < lands_ms) {
        const float k = progress(t_ms, begins_ms, lands_ms);
        const float fallen = k * k * k;
        press.scale = from_scale + (1 - from_scale) * fallen;
        press.shadow = 0.25f + 0.75f * fallen;
        return press;
    }
    const float since = t_ms - lands_ms;
    press.landed = true;
    press.squash = squash_most * std::exp(-since / 55) * std::cos(2 * pi * since / 190);
    press.splash = progress(since, 0, ink_settles_ms - impact_ms);
    press.swing = damped_swing(since);
    if (since > press_ends_ms - impact_ms) press.squash = 0;
    return press;
}

}  // namespace parts
