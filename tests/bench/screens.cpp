// What a frame of every screen costs at 1280 × 800: median and p99 of warm frames (texts and pictures are in their
// caches), drawn and finished by the GPU or its software stand-in, in the order of cost. Beside it a
// baseline of the same run: a frame that holds the dark ground alone. 60 frames a second leave 16.7 ms.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>

#include "screens/gallery.h"
#include "screens/screens.h"
#include "ui/imgui_canvas.h"
#include "ui/window.h"

namespace {

using Clock = std::chrono::steady_clock;

constexpr int cold_frames = 3;
constexpr int frames = 40;

struct Cost {
    std::string name;
    double median_ms = 0;
    double p99_ms = 0;
    double processor_ms = 0;  // of all threads, a frame: what a busy machine does not change
};

double processor_ms() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

template <typename Draw>
Cost cost_of(std::string name, ui::Window& window, ui::ImGuiCanvas& canvas, const Draw& draw) {
    std::vector<double> times_ms;
    double processor_began = 0;
    for (int i = 0; i < cold_frames + frames; ++i) {
        if (i == cold_frames) processor_began = processor_ms();
        const auto began = Clock::now();
        window.clear();
        canvas.begin_frame(window.layout(), {});
        draw(i);
        canvas.end_frame();
        window.finish();
        const std::chrono::duration<double, std::milli> took = Clock::now() - began;
        if (i >= cold_frames) times_ms.push_back(took.count());
    }
    const double processor = processor_ms() - processor_began;
    std::sort(times_ms.begin(), times_ms.end());
    return {std::move(name), times_ms[times_ms.size() / 2], times_ms[times_ms.size() * 99 / 100], processor / frames};
}

}  // namespace

// NAME...: only the screens of these names; all without one.
int main(int argc, char** argv) {
    const std::vector<std::string> wanted(argv + 1, argv + argc);
    const auto left_out = [&](const std::string& screen) {
        return !wanted.empty() && std::find(wanted.begin(), wanted.end(), screen) == wanted.end();
    };
    auto window = ui::Window::open({.mode = ui::VideoMode::offscreen, .width_px = 1280, .height_px = 800});
    if (!window) {
        std::fprintf(stderr, "%s\n", window.error().message.c_str());
        return 1;
    }
    ui::Text text;
    ui::ImGuiCanvas canvas(text, ui::radio_exercise_theme(), (*window)->layout(), (*window)->glsl_version());
    const auto words = ui::Messages::load("ja");
    const Cost base =
        cost_of("(ground alone)", **window, canvas, [&](int) { canvas.background(ui::Background::staff); });
    std::vector<Cost> costs;
    for (const auto& picture : screens::gallery_pictures("ja")) {
        if (picture.on_request || left_out(picture.screen)) continue;
        costs.push_back(cost_of(picture.screen + " " + picture.variant, **window, canvas,
                                [&](int) { screens::draw_screen(canvas, picture.snapshot, picture.at, words); }));
    }
    std::sort(costs.begin(), costs.end(), [](const Cost& a, const Cost& b) { return a.median_ms > b.median_ms; });
    fmt::print("{:<28} {:>10} {:>10} {:>14} {:>8}\n", "screen at 1280x800", "median ms", "p99 ms", "processor ms",
               "ratio");
    const auto row = [&](const Cost& cost) {
        fmt::print("{:<28} {:>10.2f} {:>10.2f} {:>14.2f} {:>8.1f}\n", cost.name, cost.median_ms, cost.p99_ms,
                   cost.processor_ms, cost.median_ms / base.median_ms);
    };
    row(base);
    for (const Cost& cost : costs)
        row(cost);
    return 0;
}
