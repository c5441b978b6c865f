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

// Out, back through the middle, out on the other side and to rest.
float one_swing(float since_impact_ms) {
    constexpr float widest = 1.7f * pi / 180;
    constexpr float period_ms = 1500;
    const float k = progress(since_impact_ms, 0, period_ms);
    return widest * std::sin(2 * pi * k) * (1 - k);
}

}  // namespace

Press press_on_fresh_card(float t_ms) {
    Press press = press_at(t_ms);
    press.hang = 1 - ease_out(progress(t_ms, 0, hung_ms));
    press.swing = press.landed ? one_swing(t_ms - impact_ms) : 0;
    return press;
}

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
