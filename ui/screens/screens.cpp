#include "screens/screens.h"

#include "parts/corner_buttons.h"
#include "parts/furniture.h"
#include "parts/press.h"
#include "screens/scenes.h"
#include "staff/scenes.h"

namespace screens {

using staff::draw_scene;

namespace {

template <typename... F>
struct Overloaded : F... {
    using F::operator()...;
};

struct TimedSound {
    ui::Sound sound;
    float at_ms;
};

// The sounds of a scene, in order of time.
std::vector<TimedSound> sounds_of(const desk::Scene& scene) {
    return std::visit(Overloaded{
                          [](const desk::Welcome& welcome) {
                              std::vector<TimedSound> sounds{{ui::Sound::press, parts::impact_ms}};
                              if (welcome.greeting == attendance::Greeting::full_card)
                                  sounds.push_back({ui::Sound::press, parts::seal_impact_ms});
                              return sounds;
                          },
                          [](const desk::AlreadyStamped&) {
                              return std::vector<TimedSound>{{ui::Sound::repeat, 60}};
                          },
                          [](const desk::NewCard& card) {
                              if (card.page != desk::NewCard::Page::offer) return std::vector<TimedSound>{};
                              return card.again ? std::vector<TimedSound>{{ui::Sound::repeat, 60}}
                                                : std::vector<TimedSound>{{ui::Sound::press, parts::impact_ms}};
                          },
                          [](const desk::NumberChanges&) {
                              return std::vector<TimedSound>{{ui::Sound::ask_staff, 60}};
                          },
                          [](const desk::TwoCards&) {
                              return std::vector<TimedSound>{{ui::Sound::ask_staff, 60}};
                          },
                          [](const desk::CannotRecord&) {
                              return std::vector<TimedSound>{{ui::Sound::ask_staff, 60}};
                          },
                          [](const desk::ClosedDoor&) {
                              return std::vector<TimedSound>{{ui::Sound::repeat, 60}};
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
            return {ui::Sound::press, parts::impact_ms};
        case Result::repeat:
            return {ui::Sound::repeat, 60};
        case Result::refused:
            break;
    }
    const bool closed =
        line.refusal == Refusal::early || line.refusal == Refusal::over || line.refusal == Refusal::no_event;
    return {closed ? ui::Sound::repeat : ui::Sound::ask_staff, 60};
}

// Where a stranger may stand who reads none of the screen's languages.
template <typename Shown>
constexpr parts::AskLanguage asks_language =
    std::is_same_v<Shown, desk::Idle> || std::is_same_v<Shown, desk::NewCard> ||
            std::is_same_v<Shown, desk::NumberChanges> || std::is_same_v<Shown, desk::TwoCards> ||
            std::is_same_v<Shown, desk::ClosedDoor> || std::is_same_v<Shown, desk::CannotRecord> ||
            std::is_same_v<Shown, desk::ReaderTrouble>
        ? parts::AskLanguage::yes
        : parts::AskLanguage::no;

// Where there is more to read or to do than a greeting.
template <typename Shown>
constexpr parts::AskTime asks_time =
    std::is_same_v<Shown, desk::NewCard> || std::is_same_v<Shown, desk::NumberChanges> ||
            std::is_same_v<Shown, desk::OwnPage>
        ? parts::AskTime::yes
        : parts::AskTime::no;

void draw_corner(const parts::Stage& stage) {
    const desk::Scene& scene = stage.snapshot.scene;
    const auto* card = std::get_if<desk::NewCard>(&scene);
    if (card != nullptr && card->page != desk::NewCard::Page::offer) return;  // all keys are there
    if (std::holds_alternative<desk::Idle>(scene) && stage.snapshot.door.state != attendance::DoorState::open) return;
    std::visit([&]<typename Shown>(
                   const Shown&) { parts::draw_corner_buttons(stage, asks_language<Shown>, asks_time<Shown>); },
               scene);
}

base::MonotonicTime after_ms(base::MonotonicTime from, float ms) {
    return from + std::chrono::microseconds(static_cast<std::int64_t>(ms * 1000));
}

}  // namespace

ui::FrameResult draw_screen(ui::Canvas& canvas, const desk::Snapshot& snapshot, base::MonotonicTime now,
                            const ui::Messages& words) {
    const parts::Stage stage{canvas, snapshot, words, now};
    const ui::FrameResult result =
        std::visit([&](const auto& scene) { return draw_scene(stage, scene); }, snapshot.scene);
    draw_corner(stage);
    if (snapshot.typing_waits) parts::draw_typing_waits(stage, *snapshot.typing_waits);
    parts::draw_banner(stage);
    return result;
}

std::vector<base::MonotonicTime> moments_of(const desk::Snapshot& snapshot, base::MonotonicTime now) {
    std::vector<base::MonotonicTime> moments{now};
    const auto add = [&](float ms) {
        const auto at = after_ms(snapshot.shown_at, ms);
        if (at > now) moments.push_back(at);
    };
    for (const auto& timed : sounds_of(snapshot.scene))
        for (const float beside :
             {-parts::impact_ms / 4, parts::count_rises_ms - parts::impact_ms, parts::count_there_ms})
            add(timed.at_ms + beside);
    return moments;
}

std::optional<ui::Sound> sound_due(const desk::Snapshot& snapshot, base::MonotonicTime after,
                                   base::MonotonicTime until) {
    std::optional<ui::Sound> due;
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

}  // namespace screens
