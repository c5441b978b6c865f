#include <cstdlib>
#include <filesystem>

#include "testing/catch.h"
#include "ui/imgui_canvas.h"
#include "ui/pack.h"
#include "ui/window.h"

using namespace ui;

namespace {

struct Screen {
    explicit Screen(int width, int height)
        : window(Window::open({.mode = VideoMode::offscreen, .width_px = width, .height_px = height}).value()),
          canvas(text, radio_exercise_theme(), window->layout(), window->glsl_version()) {}

    template <typename Draw>
    std::vector<std::uint8_t> drawn(Draw draw) {
        window->clear();
        canvas.begin_frame(window->layout(), {});
        draw();
        canvas.end_frame();
        return window->read_pixels();
    }

    Colour at(const std::vector<std::uint8_t>& pixels, int x, int y) const {
        const auto i = static_cast<std::size_t>(y * window->layout().width_px() + x) * 4;
        return {pixels[i], pixels[i + 1], pixels[i + 2], pixels[i + 3]};
    }

    std::unique_ptr<Window> window;
    Text text;
    ImGuiCanvas canvas;
};

}  // namespace

TEST_CASE("video modes have one word each") {
    CHECK(video_mode_from("auto") == VideoMode::automatic);
    CHECK(video_mode_from("fullscreen") == VideoMode::fullscreen);
    CHECK(video_mode_from("window") == VideoMode::window);
    CHECK(video_mode_from("offscreen") == VideoMode::offscreen);
    CHECK_FALSE(video_mode_from("Auto").has_value());
    CHECK_FALSE(video_mode_from("").has_value());
}

TEST_CASE("off screen the window draws, and what was drawn is read back upright") {
    Screen screen(320, 200);
    CHECK(screen.window->is_offscreen());
    CHECK(screen.window->driver() == "offscreen");
    const auto pixels = screen.drawn([&] {
        screen.canvas.fill({0, 0, 320, 200}, Colour::hex(0x102030));
        screen.canvas.fill({10, 20, 30, 40}, Colour::hex(0xD93A22));
    });
    REQUIRE(pixels.size() == 320 * 200 * 4);
    CHECK(screen.at(pixels, 0, 0) == Colour::hex(0x102030));
    CHECK(screen.at(pixels, 10, 20) == Colour::hex(0xD93A22));
    CHECK(screen.at(pixels, 39, 59) == Colour::hex(0xD93A22));
    CHECK(screen.at(pixels, 40, 60) == Colour::hex(0x102030));
    CHECK(screen.at(pixels, 9, 19) == Colour::hex(0x102030));
}

TEST_CASE("the same frame twice gives the same pixels") {
    Screen screen(480, 300);
    const auto frame = [&] {
        screen.canvas.background(Background::washi);
        screen.canvas.shadow({100, 100, 200, 100}, 12, 20, radio_exercise_theme().shadow);
        screen.canvas.fill({100, 100, 200, 100}, radio_exercise_theme().paper, 12);
        const auto swing = screen.canvas.group({.pivot = {200, 100}, .angle = 0.01f, .alpha = 0.9f});
        screen.canvas.text({120, 170}, "髙橋 Nguyễn 🌸", {.family = Family::serif, .size_px = 28},
                           radio_exercise_theme().ink);
        screen.canvas.stamp({.shape = washi_shape("sakura"), .heavy = true}, {250, 150}, 90, 0.2f,
                            radio_exercise_theme().accent);
    };
    const auto first = screen.drawn(frame);
    CHECK(first == screen.drawn(frame));
}

TEST_CASE("text at rest has exactly Cairo's pixels: nothing is scaled or blurred") {
    Screen screen(300, 120);
    const TextStyle style{.family = Family::serif, .weight = Weight::bold, .size_px = 60};
    const auto pixels = screen.drawn([&] {
        screen.canvas.fill({0, 0, 300, 120}, {0, 0, 0, 255});
        screen.canvas.text({20.4f, 80.3f}, "出席", style, {255, 255, 255, 255});
    });
    const TextImage image = screen.text.render("出席", style);
    const int left = 20 - static_cast<int>(image.origin.x);
    const int top = 80 - static_cast<int>(image.origin.y);
    int worst = 0;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const int wanted = image.mono[static_cast<std::size_t>(y * image.width + x) * 4 + 3];
            worst = std::max(worst, std::abs(wanted - screen.at(pixels, left + x, top + y).r));
        }
    CHECK(worst <= 2);
}

TEST_CASE("hairlines fall on whole pixels wherever they are asked for") {
    Screen screen(100, 100);
    for (const float y : {20.0f, 20.3f, 20.5f, 20.8f}) {
        const auto pixels = screen.drawn([&] {
            screen.canvas.fill({0, 0, 100, 100}, {0, 0, 0, 255});
            screen.canvas.line({10, y}, {90, y}, 1, {255, 255, 255, 255});
        });
        int lit = 0;
        for (int row = 0; row < 100; ++row) {
            const int value = screen.at(pixels, 50, row).r;
            CHECK((value == 0 || value == 255));
            lit += value == 255 ? 1 : 0;
        }
        CHECK(lit == 1);
    }
}

TEST_CASE("a group fades what is in it and clips hold") {
    Screen screen(100, 100);
    const auto pixels = screen.drawn([&] {
        screen.canvas.fill({0, 0, 100, 100}, {0, 0, 0, 255});
        {
            const auto fade = screen.canvas.fade(0.5f);
            screen.canvas.fill({0, 0, 50, 50}, {255, 255, 255, 255});
        }
        const auto clip = screen.canvas.clip({50, 50, 20, 20});
        screen.canvas.fill({0, 0, 100, 100}, {255, 255, 255, 255});
    });
    CHECK_THAT(screen.at(pixels, 25, 25).r, WithinAbs(128, 2));
    CHECK(screen.at(pixels, 60, 60).r == 255);
    CHECK(screen.at(pixels, 75, 60).r == 0);
}

TEST_CASE("a QR code has its quiet zone, its finder and whole modules") {
    Screen screen(400, 400);
    const auto pixels = screen.drawn([&] {
        screen.canvas.qr("https://example.org/r/ABCDEF", {50, 50, 300, 300}, radio_exercise_theme().ink,
                         radio_exercise_theme().paper);
    });
    const Colour dark = radio_exercise_theme().ink;
    const Colour light = radio_exercise_theme().paper;
    int dark_seen = 0;
    for (int y = 50; y < 350; ++y)
        for (int x = 50; x < 350; ++x) {
            const Colour c = screen.at(pixels, x, y);
            REQUIRE((c == dark || c == light));
            dark_seen += c == dark ? 1 : 0;
        }
    CHECK(dark_seen > 300 * 300 / 5);
    for (int i = 50; i < 350; ++i)
        CHECK(screen.at(pixels, i, 55) == light);
}

TEST_CASE("textures stay within their budget however many names are shown") {
    Screen screen(200, 100);
    for (int i = 0; i < 120; ++i)
        screen.drawn([&] {
            screen.canvas.text({10, 150}, "名前" + std::to_string(i), {.size_px = 320}, radio_exercise_theme().ink);
        });
    CHECK(screen.canvas.texture_bytes() > std::size_t{80} << 20);
    CHECK(screen.canvas.texture_bytes() <= std::size_t{96} << 20);
}

TEST_CASE("a screenshot is a PNG file, and a folder that is not there is an error") {
    Screen screen(64, 64);
    screen.drawn([&] { screen.canvas.fill({0, 0, 64, 64}, Colour::hex(0xD93A22)); });
    const std::filesystem::path path = std::filesystem::temp_directory_path() / "pettan_window_test.png";
    REQUIRE(screen.window->screenshot(path));
    CHECK(std::filesystem::file_size(path) > 60);
    std::filesystem::remove(path);
    CHECK_FALSE(screen.window->screenshot("/nowhere/at/all.png"));
}

TEST_CASE("without a display a window is an error that says what helps, and automatic draws off screen") {
    // The test's own environment names a driver; without it SDL looks for displays and finds none here.
    const std::string driver = std::getenv("SDL_VIDEODRIVER") != nullptr ? std::getenv("SDL_VIDEODRIVER") : "";
    unsetenv("SDL_VIDEODRIVER");
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    const auto automatic = Window::open({.mode = VideoMode::automatic});
    REQUIRE(automatic);
    if ((*automatic)->is_offscreen()) {  // false only where the machine has a screen of its own (KMSDRM)
        CHECK((*automatic)->layout().width_px() == 1280);
        CHECK((*automatic)->layout().height_px() == 800);
        const auto window = Window::open({.mode = VideoMode::window});
        REQUIRE_FALSE(window);
        CHECK(window.error().code == base::ErrorCode::unreachable);
    }
    if (!driver.empty()) setenv("SDL_VIDEODRIVER", driver.c_str(), 1);
}
