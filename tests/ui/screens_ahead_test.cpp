// Pictures made ahead of the frames that need them: the same pixels, and nothing left to make while a stamp falls.
#include <condition_variable>
#include <mutex>

#include "parts/press.h"
#include "screens/gallery.h"
#include "screens/screens.h"
#include "testing/catch.h"
#include "testing/child.h"
#include "ui/ahead.h"
#include "ui/imgui_canvas.h"
#include "ui/window.h"

using namespace ui;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t room = std::size_t{64} << 20;
const TextStyle large{.family = Family::serif, .weight = Weight::bold, .size_px = 60};
const Colour ink = Colour::hex(0x26221E);

struct Screen {
    explicit Screen(int width, int height, std::size_t shelf_bytes = room)
        : window(Window::open({.mode = VideoMode::offscreen, .width_px = width, .height_px = height}).value()),
          shelf(shelf_bytes),
          text(memory),
          canvas(text, radio_exercise_theme(), window->layout(), window->glsl_version(), &shelf),
          ahead(radio_exercise_theme(), shelf, memory, [] {}) {}

    void draw(const Ahead::Draw& some) {
        window->clear();
        canvas.begin_frame(window->layout(), {});
        some(canvas);
        canvas.end_frame();
    }
    std::vector<std::uint8_t> drawn(const Ahead::Draw& some) {
        draw(some);
        return window->read_pixels();
    }
    void make(std::uint64_t id, std::vector<Ahead::Draw> moments) {
        ahead.want(id, window->layout(), std::move(moments));
        REQUIRE(testing::eventually([&] { return ahead.is_idle(); }));
    }

    std::unique_ptr<Window> window;
    std::shared_ptr<TextMemory> memory = make_text_memory();
    Shelf shelf;
    Text text;
    ImGuiCanvas canvas;
    Ahead ahead;
};

void draw_some(Canvas& canvas) {
    canvas.background(Background::washi);
    canvas.shadow({300, 60, 200, 120}, 12, 20, ink.faded(0.3f));
    canvas.sun({400, 120}, 60, Colour::hex(0xE8462D), Colour::hex(0xC72B1B));
    canvas.text({20, 90}, "髙橋 🌸", large, ink);
    StampArt art = art_of(canvas.theme().stamps->seal);
    art.heavy = true;
    canvas.stamp(art, {140, 140}, 90, 0.2f, ink);
}

}  // namespace

TEST_CASE("what was made ahead has the pixels of what is made at once, and the canvas makes nothing") {
    std::vector<std::uint8_t> at_once;
    {
        Screen screen(560, 240);
        at_once = screen.drawn(draw_some);
        CHECK(screen.canvas.made() == 5);
    }
    Screen screen(560, 240);
    screen.make(1, {draw_some});
    CHECK(screen.drawn(draw_some) == at_once);
    CHECK(screen.canvas.made() == 0);
    CHECK(screen.shelf.bytes() == 0);  // they are textures now
}

TEST_CASE("of what was wanted the first moment is reported by itself, and uploads come before a frame asks for them") {
    Screen screen(560, 240);
    const auto second = [](Canvas& canvas) { canvas.text({20, 90}, "ふたつめ", large, ink); };
    screen.make(7, {draw_some, second});
    const auto ready = screen.ahead.take_ready();
    REQUIRE(ready.size() == 2);
    CHECK((ready[0].id == 7 && ready[0].is_first && ready[0].keys.size() == 5));
    CHECK((ready[1].id == 7 && !ready[1].is_first && ready[1].keys.size() == 1));
    CHECK(screen.ahead.take_ready().empty());
    for (const auto& part : ready)
        for (const std::string& key : part.keys)
            CHECK(screen.canvas.upload(key));
    CHECK_FALSE(screen.canvas.upload(ready[0].keys[0]));
    screen.draw(second);
    CHECK(screen.canvas.made() == 0);
}

TEST_CASE("what a texture holds is not made again, and when its texture is gone it is") {
    Screen screen(200, 100);
    const auto name = [](Canvas& canvas) { canvas.text({10, 80}, "髙橋", large, ink); };
    screen.draw(name);
    screen.make(1, {name});
    CHECK(screen.shelf.bytes() == 0);
    for (int i = 0; i < 140; ++i)  // more than the textures' budget
        screen.draw([&](Canvas& canvas) { canvas.text({10, 150}, "名前" + std::to_string(i), {.size_px = 320}, ink); });
    screen.make(2, {name});
    CHECK(screen.shelf.bytes() > 0);
}

TEST_CASE("what is made ahead stays within its bound, the newest longest") {
    Screen screen(200, 100, 200'000);
    for (std::uint64_t i = 1; i <= 60; ++i)
        screen.make(i, {[i](Canvas& canvas) { canvas.text({10, 80}, "名前" + std::to_string(i), large, ink); }});
    CHECK(screen.shelf.bytes() > 100'000);
    CHECK(screen.shelf.bytes() <= 200'000);
    screen.draw([](Canvas& canvas) { canvas.text({10, 80}, "名前60", large, ink); });
    CHECK(screen.canvas.made() == 0);
    screen.draw([](Canvas& canvas) { canvas.text({10, 80}, "名前1", large, ink); });
    CHECK(screen.canvas.made() == 1);
}

TEST_CASE("what is wanted now is made before what is only likely, which goes on afterwards") {
    Screen screen(200, 100);
    std::mutex mutex;
    std::condition_variable changed;
    bool begun = false;
    bool may_go_on = false;
    std::vector<std::string> made;
    const auto draws = [&](const std::string& name) {
        return [&, name](Canvas& canvas) {
            {
                std::unique_lock lock(mutex);
                made.push_back(name);
                begun = true;
                changed.notify_all();
                changed.wait(lock, [&] { return may_go_on; });
            }
            canvas.text({10, 80}, name, large, ink);
        };
    };
    screen.ahead.want_later(screen.window->layout(), {draws("likely")});
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return begun; });
        screen.ahead.want(1, screen.window->layout(), {draws("now")});
        may_go_on = true;
        changed.notify_all();
    }
    REQUIRE(testing::eventually([&] { return screen.ahead.is_idle(); }));
    CHECK(made == std::vector<std::string>{"likely", "now", "likely"});
    screen.draw([&](Canvas& canvas) {
        canvas.text({10, 80}, "likely", large, ink);
        canvas.text({10, 80}, "now", large, ink);
    });
    CHECK(screen.canvas.made() == 0);
}

TEST_CASE("while a stamp falls and lands no frame of any guest's picture has a text or a stamp to make") {
    const auto words = Messages::load("ja");
    for (const auto& [width, height] : {std::pair{800, 500}, std::pair{800, 480}, std::pair{450, 800}}) {
        Screen screen(width, height);
        std::uint64_t id = 0;
        std::size_t made = 0;
        for (const auto& picture : screens::gallery_pictures("ja")) {
            const auto& snapshot = picture.snapshot;
            const bool is_pressed = std::holds_alternative<desk::Welcome>(snapshot.scene) ||
                                    std::holds_alternative<desk::NewCard>(snapshot.scene) ||
                                    std::holds_alternative<desk::AlreadyStamped>(snapshot.scene);
            if (picture.on_request || !is_pressed) continue;
            std::vector<Ahead::Draw> moments;
            for (const auto at : screens::moments_of(snapshot, snapshot.shown_at))
                moments.emplace_back([&, at](Canvas& canvas) { screens::draw_screen(canvas, snapshot, at, words); });
            screen.make(++id, std::move(moments));
            const auto* welcome = std::get_if<desk::Welcome>(&snapshot.scene);
            const bool is_full = welcome != nullptr && welcome->greeting == attendance::Greeting::full_card;
            const auto until = is_full ? parts::graduation_ends_ms : parts::press_ends_ms;
            for (auto at = snapshot.shown_at; at < snapshot.shown_at + std::chrono::milliseconds(int(until));
                 at += 70ms)
                screen.draw([&](Canvas& canvas) { screens::draw_screen(canvas, snapshot, at, words); });
            INFO(picture.screen << " " << picture.variant << " at " << width << "x" << height);
            CHECK(screen.canvas.made() == made);
            made = screen.canvas.made();
        }
    }
}
