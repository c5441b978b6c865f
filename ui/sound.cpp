#include "ui/sound.h"

#include <SDL.h>
#include <dlfcn.h>
#include <pthread.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <numbers>
#include <optional>
#include <thread>
#include <utility>

#include "base/log.h"
#include "ui/noise.h"

namespace ui {
namespace {

using namespace std::chrono_literals;

constexpr auto retry_period = 10s;
constexpr float two_pi = 2 * std::numbers::pi_v<float>;

void add_strike(std::vector<float>& samples, const Strike& strike) {
    float phase = 0;
    const auto first = static_cast<std::size_t>(strike.start_s * sound_rate_hz);
    for (std::size_t i = first; i < samples.size(); ++i) {
        const float t = static_cast<float>(i - first) / sound_rate_hz;
        const float hz = strike.to_hz + (strike.from_hz - strike.to_hz) * std::exp(-t / strike.glide_s);
        phase += two_pi * hz / sound_rate_hz;
        const float attack = std::min(1.0f, t / 0.002f);
        samples[i] += strike.level * attack * std::exp(-t / strike.decay_s) * std::sin(phase);
    }
}

void add_rustle(std::vector<float>& samples, const Rustle& rustle) {
    Dice dice(4711);
    const float follow = 1 - std::exp(-two_pi * rustle.cut_hz / sound_rate_hz);
    float smooth = 0;
    const auto first = static_cast<std::size_t>(rustle.start_s * sound_rate_hz);
    for (std::size_t i = first; i < samples.size(); ++i) {
        const float t = static_cast<float>(i - first) / sound_rate_hz;
        smooth += follow * (dice.between(-1, 1) - smooth);
        samples[i] += rustle.level * std::min(1.0f, t / 0.001f) * std::exp(-t / rustle.decay_s) * smooth;
    }
}

std::vector<std::int16_t> finished(const std::vector<float>& samples) {
    std::vector<std::int16_t> result(samples.size());
    const std::size_t fade = sound_rate_hz / 50;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const std::size_t left = samples.size() - 1 - i;
        const float end = left < fade ? static_cast<float>(left) / static_cast<float>(fade) : 1.0f;
        // tanh: loud peaks are rounded, not cut.
        result[i] = static_cast<std::int16_t>(std::lround(32'000 * std::tanh(samples[i]) * end));
    }
    return result;
}

}  // namespace

std::vector<std::int16_t> synthesise(const SoundRecipe& recipe) {
    std::vector<float> samples(static_cast<std::size_t>(recipe.length_s * sound_rate_hz), 0.0f);
    for (const Strike& strike : recipe.strikes)
        add_strike(samples, strike);
    for (const Rustle& rustle : recipe.rustles)
        add_rustle(samples, rustle);
    return finished(samples);
}

struct Speaker::Impl {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::optional<Sound> wanted;
    float volume = 1;
    std::array<std::vector<std::int16_t>, 3> sounds;  // by Sound
    std::jthread thread;                              // last: it uses the rest

    void serve(const std::stop_token& stop);
    void play(SDL_AudioDeviceID device, Sound sound, float loudness, const std::stop_token& stop);
};

namespace {

void say_nothing(const char*, int, const char*, int, const char*, ...) {}

// libasound says on standard error what it does not find, each time anew; that there is no sound stands in the log. SDL
// loads the library by itself, so it is asked for in the same way.
void quieten_alsa() {
    void* library = ::dlopen("libasound.so.2", RTLD_LAZY);
    if (library == nullptr) return;
    const auto set_handler =
        reinterpret_cast<int (*)(decltype(&say_nothing))>(::dlsym(library, "snd_lib_error_set_handler"));
    if (set_handler != nullptr) set_handler(say_nothing);
}

// 0 if there is none to open.
SDL_AudioDeviceID open_device() {
    quieten_alsa();
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return 0;
    SDL_AudioSpec wanted{};
    wanted.freq = sound_rate_hz;
    wanted.format = AUDIO_S16SYS;
    wanted.channels = 1;
    wanted.samples = 512;
    const SDL_AudioDeviceID device = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
    if (device == 0) SDL_QuitSubSystem(SDL_INIT_AUDIO);
    return device;
}

void close_device(SDL_AudioDeviceID device) {
    if (device == 0) return;
    SDL_CloseAudioDevice(device);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
}

}  // namespace

// Plays to the end, or until another sound is wanted; the device is paused between sounds and costs nothing then.
void Speaker::Impl::play(SDL_AudioDeviceID device, Sound sound, float loudness, const std::stop_token& stop) {
    const std::vector<std::int16_t>& samples = sounds[static_cast<std::size_t>(sound)];
    std::vector<std::int16_t> scaled(samples.size());
    std::transform(samples.begin(), samples.end(), scaled.begin(), [loudness](std::int16_t s) {
        return static_cast<std::int16_t>(std::lround(static_cast<float>(s) * loudness));
    });
    SDL_ClearQueuedAudio(device);
    SDL_QueueAudio(device, scaled.data(), static_cast<Uint32>(scaled.size() * sizeof scaled[0]));
    SDL_PauseAudioDevice(device, 0);
    const auto length = std::chrono::milliseconds(scaled.size() * 1000 / sound_rate_hz) + 120ms;
    std::unique_lock lock(mutex);
    changed.wait_for(lock, stop, length, [this] { return wanted.has_value(); });
    if (!wanted) SDL_PauseAudioDevice(device, 1);
}

void Speaker::Impl::serve(const std::stop_token& stop) {
    pthread_setname_np(pthread_self(), "sound");
    SDL_AudioDeviceID device = open_device();
    auto tried = std::chrono::steady_clock::now();
    if (device == 0) base::log::info("no sound: {}", SDL_GetError());
    while (!stop.stop_requested()) {
        std::unique_lock lock(mutex);
        changed.wait(lock, stop, [this] { return wanted.has_value(); });
        if (!wanted) break;
        const Sound sound = *std::exchange(wanted, std::nullopt);
        const float loudness = volume;
        lock.unlock();
        if (loudness <= 0) continue;
        const auto now = std::chrono::steady_clock::now();
        if (device != 0 && SDL_GetAudioDeviceStatus(device) == SDL_AUDIO_STOPPED) {  // it was pulled out
            close_device(std::exchange(device, 0u));
        }
        if (device == 0 && now - tried >= retry_period) {
            tried = now;
            device = open_device();
        }
        if (device != 0) play(device, sound, loudness, stop);
    }
    close_device(device);
}

Speaker::Speaker(float volume, const SoundSet& sounds) : m_impl(std::make_unique<Impl>()) {
    m_impl->sounds = {synthesise(sounds.press), synthesise(sounds.repeat), synthesise(sounds.ask_staff)};
    m_impl->volume = std::clamp(volume, 0.0f, 1.0f);
    m_impl->thread = std::jthread([impl = m_impl.get()](const std::stop_token& stop) { impl->serve(stop); });
}

Speaker::~Speaker() = default;

void Speaker::play(Sound sound) {
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->wanted = sound;
    }
    m_impl->changed.notify_all();
}

void Speaker::set_volume(float volume) {
    const std::lock_guard lock(m_impl->mutex);
    m_impl->volume = std::clamp(volume, 0.0f, 1.0f);
}

}  // namespace ui
