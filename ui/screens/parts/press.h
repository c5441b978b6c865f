// The press of a stamp as pure numbers of the time since the scene began. One choreography for every size.
#pragma once

namespace parts {

inline constexpr float name_there_ms = 90;
inline constexpr float fall_begins_ms = 120;
inline constexpr float impact_ms = 280;
inline constexpr float count_rises_ms = 340;
inline constexpr float count_there_ms = 640;
inline constexpr float ink_settles_ms = 780;
inline constexpr float press_ends_ms = 1900;  // the card hangs still again

// A full card goes on: stillness, a sunrise, and one more stamp, slowly.
inline constexpr float sunrise_begins_ms = impact_ms + 600;
inline constexpr float sunrise_ends_ms = sunrise_begins_ms + 1200;
inline constexpr float seal_begins_ms = sunrise_ends_ms + 100;
inline constexpr float seal_impact_ms = seal_begins_ms + 420;
inline constexpr float graduation_ends_ms = seal_impact_ms + 1600;

struct Press {
    bool in_sight = false;  // the stamp falls or has landed
    bool landed = false;    // until then it is rubber, and then ink
    float from_scale = 1;   // where it begins to fall
    float scale = 1;        // of the stamp, about its centre
    float squash = 0;       // parts by which it is wider than high just after the impact
    float ink = 1;          // opacity; 0 before anything is in sight
    float shadow = 0;       // 0…1, of the falling rubber on the paper
    float splash = 1;       // 0 at the impact … 1: ring and drops are gone
    float swing = 0;        // radians, of the card about its hole
    float hang = 0;         // 1…0: how far above its place the card still is
};

inline constexpr float fall_from_scale = 2.3f;

// `begins_ms` and `lands_ms` are times of the scene.
Press press_at(float t_ms, float begins_ms = fall_begins_ms, float lands_ms = impact_ms,
               float from_scale = fall_from_scale);

// The same onto a fresh card: it is hung up while the stamp falls, and the knock makes it swing once, wide.
inline constexpr float hung_ms = 240;
Press press_on_fresh_card(float t_ms);

// The same when nothing is to move any more.
inline Press pressed_long_ago() {
    return press_at(impact_ms + 100000);
}

}  // namespace parts
