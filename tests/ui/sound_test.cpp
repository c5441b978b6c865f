#include <cmath>
#include <cstdlib>

#include "packs.h"
#include "testing/catch.h"
#include "ui/sound.h"

using namespace ui;

namespace {

double loudest(const std::vector<std::int16_t>& samples) {
    double most = 0;
    for (const std::int16_t s : samples)
        most = std::max(most, std::abs(static_cast<double>(s)));
    return most;
}

// Strength of one frequency in a stretch (Goertzel's sum).
double strength(const std::vector<std::int16_t>& samples, double from_s, double to_s, double hz) {
    double re = 0;
    double im = 0;
    const auto first = static_cast<std::size_t>(from_s * sound_rate_hz);
    const auto last = std::min(samples.size(), static_cast<std::size_t>(to_s * sound_rate_hz));
    for (std::size_t i = first; i < last; ++i) {
        const double phase = 2 * 3.14159265358979 * hz * static_cast<double>(i) / sound_rate_hz;
        re += samples[i] * std::cos(phase);
        im += samples[i] * std::sin(phase);
    }
    return std::hypot(re, im) / static_cast<double>(last - first);
}

std::vector<SoundRecipe> all_recipes() {
    std::vector<SoundRecipe> recipes;
    for (const Pack& pack : shipped_packs())
        for (const SoundRecipe& recipe : {pack.sounds.press, pack.sounds.repeat, pack.sounds.ask_staff})
            recipes.push_back(recipe);
    return recipes;
}

}  // namespace

TEST_CASE("sounds are audible, not clipped, short, and begin and end in silence") {
    for (const SoundRecipe& sound : all_recipes()) {
        const auto samples = synthesise(sound);
        CHECK(samples == synthesise(sound));
        CHECK(loudest(samples) > 3000);
        CHECK(loudest(samples) < 32'000);
        CHECK(samples.size() < sound_rate_hz);
        CHECK(std::abs(samples.front()) < 200);
        CHECK(samples.back() == 0);
    }
}

TEST_CASE("asking for staff is two falling tones, unlike the press") {
    for (const Pack& pack : shipped_packs()) {
        const auto ask = synthesise(pack.sounds.ask_staff);
        CHECK(strength(ask, 0, 0.25, 659.3) > 4 * strength(ask, 0, 0.25, 523.3));
        CHECK(strength(ask, 0.45, 0.9, 523.3) > 1.2 * strength(ask, 0.45, 0.9, 659.3));
        const auto press = synthesise(pack.sounds.press);
        CHECK(strength(press, 0, 0.2, 90) > 3 * strength(press, 0, 0.2, 659.3));
    }
}

TEST_CASE("the repeat is softer than the press") {
    for (const Pack& pack : shipped_packs())
        CHECK(loudest(synthesise(pack.sounds.repeat)) < 0.6 * loudest(synthesise(pack.sounds.press)));
}

TEST_CASE("without an audio device playing is quiet and returns at once") {
    setenv("SDL_AUDIODRIVER", "no-such-driver", 1);
    {
        Speaker speaker(0.8f, washi_pack().sounds);
        for (int i = 0; i < 100; ++i)
            speaker.play(Sound::press);
        speaker.set_volume(7);
        speaker.set_volume(0);
        speaker.play(Sound::ask_staff);
    }
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    Speaker speaker(1, washi_pack().sounds);
    speaker.play(Sound::press);
    speaker.play(Sound::ask_staff);
}
