// How the kiosk's sounds are made, as data: struck things and rustling paper.
#pragma once

#include <vector>

namespace ui {

// A struck thing: a sine that falls from one pitch to another while it dies away.
struct Strike {
    float start_s = 0;
    float from_hz = 0;
    float to_hz = 0;
    float glide_s = 1;  // how fast the pitch changes
    float decay_s = 0;  // to 1/e
    float level = 0;
};

// The rustle of paper: noise through a one-pole low pass.
struct Rustle {
    float start_s = 0;
    float decay_s = 0;
    float cut_hz = 0;
    float level = 0;
};

struct SoundRecipe {
    float length_s = 0;
    std::vector<Strike> strikes;
    std::vector<Rustle> rustles;
};

struct SoundSet {
    SoundRecipe press;
    SoundRecipe repeat;
    SoundRecipe ask_staff;
};

}  // namespace ui
