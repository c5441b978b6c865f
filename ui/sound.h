// The kiosk's three sounds, made of sines and noise when it starts, as a pack's recipes say. They play on a thread of
// their own ("sound"): play() only leaves a note for it, so a slow or missing audio device never holds up a frame.
// Without a device it is quiet, and looks for one again every ten seconds while there is something to play.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "ui/sound_recipe.h"

namespace ui {

enum class Sound {
    press,      // ぺったん: rubber on wood
    repeat,     // already stamped: one soft tap
    ask_staff,  // two falling tones
};

inline constexpr int sound_rate_hz = 48'000;

// One channel, 16 bits, sound_rate_hz. Pure; ends in silence, so that nothing clicks.
std::vector<std::int16_t> synthesise(const SoundRecipe& recipe);

// Make it after the window and let it die first: SDL counts its parts without a lock.
class Speaker {
public:
    // 0…1; 0 is mute. Out of range is clamped.
    Speaker(float volume, const SoundSet& sounds);
    ~Speaker();  // cuts off what is playing
    Speaker(const Speaker&) = delete;
    Speaker& operator=(const Speaker&) = delete;

    // A sound that is still playing gives way. Any thread.
    void play(Sound sound);
    void set_volume(float volume);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace ui
