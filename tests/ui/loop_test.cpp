#include <SDL.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "testing/catch.h"
#include "ui/loop.h"

using namespace ui;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<Loop> small_loop() {
    return std::move(Loop::create({.window = {.mode = VideoMode::offscreen, .width_px = 320, .height_px = 200},
                                   .retention_shift = RetentionShift::no},
                                  radio_exercise_theme()))
        .value();
}

// Ends a run that would otherwise hang a broken test.
class Watchdog {
public:
    explicit Watchdog(Loop& loop)
        : m_thread([&loop](const std::stop_token& stop) {
              for (int i = 0; i < 2000 && !stop.stop_requested(); ++i)
                  std::this_thread::sleep_for(10ms);
              loop.quit();
          }) {}

private:
    std::jthread m_thread;
};

void push_finger(Uint32 type, float x, float y) {
    SDL_Event event{};
    event.type = type;
    event.tfinger.fingerId = 7;
    event.tfinger.x = x;
    event.tfinger.y = y;
    SDL_PushEvent(&event);
}

}  // namespace

TEST_CASE("a wake-up from another thread makes one more frame") {
    const auto loop = small_loop();
    const Watchdog watchdog(*loop);
    std::atomic<int> wanted{0};
    std::atomic<int> seen{-1};
    std::jthread other([&] {
        for (int i = 1; i <= 5; ++i) {
            wanted = i;
            loop->wake();
            while (seen < i)
                std::this_thread::sleep_for(1ms);
        }
        loop->quit();
    });
    REQUIRE(loop->run({.draw =
                           [&](Canvas&, base::MonotonicTime) {
                               seen = wanted.load();
                               return FrameResult{};
                           },
                       .on_input = [](const InputEvent&) {},
                       .on_presented = [](const Presented&) {}}));
    CHECK(seen == 5);
}

TEST_CASE("a still picture is not drawn again until its next change") {
    const auto loop = small_loop();
    const Watchdog watchdog(*loop);
    std::vector<base::MonotonicTime> times;
    REQUIRE(loop->run({.draw =
                           [&](Canvas&, base::MonotonicTime now) {
                               times.push_back(now);
                               if (times.size() == 3) loop->quit();
                               return FrameResult{false, now + 60ms};
                           },
                       .on_input = [](const InputEvent&) {},
                       .on_presented = [](const Presented&) {}}));
    // The window's own events may cost a frame at the start; nothing else may.
    REQUIRE(times.size() == 3);
    CHECK(times[2] - times[1] >= 60ms);
}

TEST_CASE("a moving picture is drawn frame after frame, and presented after each") {
    const auto loop = small_loop();
    const Watchdog watchdog(*loop);
    int drawn = 0;
    int presented = 0;
    REQUIRE(loop->run({.draw =
                           [&](Canvas&, base::MonotonicTime) {
                               ++drawn;
                               return FrameResult{true, std::nullopt};
                           },
                       .on_input = [](const InputEvent&) {},
                       .on_presented =
                           [&](const Presented&) {
                               CHECK(++presented == drawn);
                               if (presented == 5) loop->quit();
                           }}));
    CHECK(drawn == 5);
    CHECK(loop->frames() == 5);
}

TEST_CASE("a finger down and up on a region is its answer, sliding off is none") {
    const auto loop = small_loop();
    const Watchdog watchdog(*loop);
    const desk::Answer left = desk::AskStaff{};
    const desk::Answer top = desk::OpenKeyboard{};
    std::vector<desk::Answer> answers;
    std::vector<bool> pressed;
    int elsewhere = 0;
    int frame = 0;
    REQUIRE(loop->run({.draw =
                           [&](Canvas& canvas, base::MonotonicTime now) {
                               canvas.touch({0, 0, 160, 200}, left);
                               canvas.touch({100, 0, 100, 100}, top);  // above "left"
                               pressed.push_back(canvas.is_pressed(left));
                               switch (++frame) {
                                   case 2:
                                       push_finger(SDL_FINGERDOWN, 0.1f, 0.5f);
                                       break;
                                   case 3:
                                       push_finger(SDL_FINGERUP, 0.2f, 0.5f);
                                       break;
                                   case 4:
                                       push_finger(SDL_FINGERDOWN, 0.4f, 0.2f);
                                       break;  // both: the later wins
                                   case 5:
                                       push_finger(SDL_FINGERUP, 0.4f, 0.2f);
                                       break;
                                   case 6:
                                       push_finger(SDL_FINGERDOWN, 0.1f, 0.5f);
                                       break;
                                   case 7:
                                       push_finger(SDL_FINGERUP, 0.5f, 0.2f);
                                       break;  // slid to another
                                   case 8:
                                       push_finger(SDL_FINGERDOWN, 0.9f, 0.9f);
                                       break;
                                   case 9:
                                       push_finger(SDL_FINGERUP, 0.9f, 0.9f);
                                       break;
                                   case 10:
                                       loop->quit();
                                       break;
                                   default:
                                       break;
                               }
                               return FrameResult{false, now + 5ms};
                           },
                       .on_input =
                           [&](const InputEvent& event) {
                               if (const auto* touched = std::get_if<Touched>(&event))
                                   answers.push_back(touched->answer);
                               if (std::holds_alternative<TouchElsewhere>(event)) ++elsewhere;
                           },
                       .on_presented = [](const Presented&) {}}));
    CHECK(answers == std::vector{left, top});
    CHECK(elsewhere == 1);
    CHECK(std::find(pressed.begin(), pressed.end(), true) != pressed.end());
    CHECK_FALSE(pressed.front());
}

TEST_CASE("keys come by name, held keys once, and closing is a request") {
    const auto loop = small_loop();
    const Watchdog watchdog(*loop);
    std::vector<std::string> keys;
    std::string typed;
    bool sent = false;
    REQUIRE(loop->run({.draw =
                           [&](Canvas&, base::MonotonicTime now) {
                               if (std::exchange(sent, true)) return FrameResult{false, now + 5ms};
                               SDL_Event event{};
                               event.type = SDL_KEYDOWN;
                               event.key.keysym.sym = SDLK_F1;
                               event.key.keysym.mod = KMOD_LCTRL;
                               SDL_PushEvent(&event);
                               event.key.repeat = 1;
                               SDL_PushEvent(&event);
                               SDL_Event text{};
                               text.type = SDL_TEXTINPUT;
                               SDL_strlcpy(text.text.text, "か", sizeof text.text.text);
                               SDL_PushEvent(&text);
                               SDL_Event quit{};
                               quit.type = SDL_QUIT;
                               SDL_PushEvent(&quit);
                               return FrameResult{false, now + 5ms};
                           },
                       .on_input =
                           [&](const InputEvent& event) {
                               if (const auto* key = std::get_if<KeyPress>(&event))
                                   keys.push_back((key->ctrl ? "Ctrl+" : "") + key->name);
                               if (const auto* text = std::get_if<TypedText>(&event)) typed += text->text;
                               if (std::holds_alternative<CloseRequest>(event)) loop->quit();
                           },
                       .on_presented = [](const Presented&) {}}));
    CHECK(keys == std::vector<std::string>{"Ctrl+F1"});
    CHECK(typed == "か");
}

TEST_CASE("of two parts of a frame the one that moves and the sooner change count") {
    const FrameResult still{false, 200ms};
    const FrameResult sooner{false, 100ms};
    const FrameResult moving{true, std::nullopt};
    CHECK(still.merged(sooner).next_change == base::MonotonicTime(100ms));
    CHECK(sooner.merged(still).next_change == base::MonotonicTime(100ms));
    CHECK(moving.merged(still).animating);
    CHECK(moving.merged(still).next_change == base::MonotonicTime(200ms));
    CHECK_FALSE(still.merged(sooner).animating);
}

namespace {

// A finger rests on a region of this press for so long; how often that counted.
int times_counted(Press press, std::chrono::milliseconds rests, bool slides_off = false) {
    const auto loop = small_loop();
    const Watchdog watchdog(*loop);
    int counted = 0;
    std::optional<base::MonotonicTime> down, up;
    float most_held = 0;
    REQUIRE(loop->run({.draw =
                           [&](Canvas& canvas, base::MonotonicTime now) {
                               canvas.touch({0, 0, 160, 200}, desk::AskStaff{}, press);
                               most_held = std::max(most_held, canvas.held(desk::AskStaff{}));
                               if (!down) {
                                   down = now;
                                   push_finger(SDL_FINGERDOWN, 0.1f, 0.5f);
                                   if (slides_off) push_finger(SDL_FINGERMOTION, 0.9f, 0.5f);
                               } else if (!up && now - *down > rests) {
                                   up = now;
                                   push_finger(SDL_FINGERUP, 0.1f, 0.5f);
                               } else if (up && now - *up > 50ms) {
                                   loop->quit();
                               }
                               return FrameResult{true, std::nullopt};
                           },
                       .on_input = [&](const InputEvent& event) { counted += std::holds_alternative<Touched>(event); },
                       .on_presented = [](const Presented&) {}}));
    CHECK(most_held <= 1);
    if (!slides_off) CHECK(most_held > 0);
    return counted;
}

}  // namespace

TEST_CASE("what is to be held does nothing when it is brushed, and counts once however long it is held") {
    CHECK(times_counted(Press::hold, 100ms) == 0);
    CHECK(times_counted(Press::hold, 1300ms) == 1);
    CHECK(times_counted(Press::hold, 1300ms, true) == 0);
}

TEST_CASE("a key that repeats counts once for a touch, and again and again while it is held") {
    CHECK(times_counted(Press::repeats, 50ms) == 1);
    CHECK(times_counted(Press::repeats, 1200ms) >= 3);
}
