#include "ui/screens/screens.h"

#include "ui/screens/parts/furniture.h"
#include "ui/screens/parts/press.h"
#include "ui/screens/scenes.h"
#include "ui/screens/staff/scenes.h"

namespace ui {

namespace {

template <typename... F>
struct Overloaded : F... {
    using F::operator()...;
};

struct TimedSound {
    Sound sound;
    float at_ms;
};

// The sounds of a scene, in order of time.
std::vector<TimedSound> sounds_of(const desk::Scene& scene) {
    return std::visit(Overloaded{
                          [](const desk::Welcome& welcome) {
                              std::vector<TimedSound> sounds{{Sound::press, impact_ms}};
                              if (welcome.greeting == attendance::Greeting::full_card)
                                  sounds.push_back({Sound::press, seal_impact_ms});
                              return sounds;
                          },
                          [](const desk::AlreadyStamped&) {
                              return std::vector<TimedSound>{{Sound::repeat, 60}};
                          },
                          [](const desk::NewCard& card) {
                              if (card.page != desk::NewCard::Page::offer) return std::vector<TimedSound>{};
                              return card.again ? std::vector<TimedSound>{{Sound::repeat, 60}}
                                                : std::vector<TimedSound>{{Sound::press, impact_ms}};
                          },
                          [](const desk::NumberChanges&) {
                              return std::vector<TimedSound>{{Sound::ask_staff, 60}};
                          },
                          [](const desk::TwoCards&) {
                              return std::vector<TimedSound>{{Sound::ask_staff, 60}};
                          },
                          [](const desk::CannotRecord&) {
                              return std::vector<TimedSound>{{Sound::ask_staff, 60}};
                          },
                          [](const desk::ClosedDoor&) {
                              return std::vector<TimedSound>{{Sound::repeat, 60}};
                          },
                          // Rest, and the staff's screens, whose sounds are the newest tap's.
                          [](const auto&) { return std::vector<TimedSound>{}; },
                      },
                      scene);
}

// The same sounds as the attendee's picture would make, while a staff screen stands in its place.
TimedSound sound_of(const desk::TapLine& line) {
    using Result = desk::TapLine::Result;
    using Refusal = desk::TapLine::Refusal;
    switch (line.result) {
        case Result::stamped:
        case Result::first_time:
        case Result::unknown:
            return {Sound::press, impact_ms};
        case Result::repeat:
            return {Sound::repeat, 60};
        case Result::refused:
            break;
    }
    const bool closed =
        line.refusal == Refusal::early || line.refusal == Refusal::over || line.refusal == Refusal::no_event;
    return {closed ? Sound::repeat : Sound::ask_staff, 60};
}

base::MonotonicTime after_ms(base::MonotonicTime from, float ms) {
    return from + std::chrono::microseconds(static_cast<std::int64_t>(ms * 1000));
}

}  // namespace

FrameResult draw_screen(Canvas& canvas, const desk::Snapshot& snapshot, base::MonotonicTime now,
                        const Messages& words) {
    const Stage stage{canvas, snapshot, words, now};
    const FrameResult result = std::visit([&](const auto& scene) { return draw_scene(stage, scene); }, snapshot.scene);
    if (snapshot.typing_waits) draw_typing_waits(stage, *snapshot.typing_waits);
    draw_banner(stage);
    return result;
}

std::optional<Sound> sound_due(const desk::Snapshot& snapshot, base::MonotonicTime after, base::MonotonicTime until) {
    std::optional<Sound> due;
    const auto consider = [&](base::MonotonicTime from, const TimedSound& timed) {
        const auto at = after_ms(from, timed.at_ms);
        if (after < at && at <= until) due = timed.sound;
    };
    for (const auto& timed : sounds_of(snapshot.scene))
        consider(snapshot.shown_at, timed);
    if (desk::is_staff_scene(snapshot.scene) && !snapshot.taps.empty() && snapshot.taps.front().told_at.count() > 0)
        consider(snapshot.taps.front().told_at, sound_of(snapshot.taps.front()));
    return due;
}

}  // namespace ui
