#include "ui/screens/screens.h"

#include "ui/screens/parts/furniture.h"
#include "ui/screens/parts/press.h"
#include "ui/screens/scenes.h"
#include "ui/screens/staff/answers.h"
#include "ui/screens/staff/scenes.h"

namespace ui {

namespace {

template <typename... F>
struct Overloaded : F... {
    using F::operator()...;
};

FrameResult draw_scene(const Stage& stage) {
    return std::visit(Overloaded{
                          [&](const desk::StartingUp&) { return draw_starting(stage); },
                          [&](const desk::Idle&) { return draw_idle(stage); },
                          [&](const desk::Welcome& scene) {
                              switch (scene.greeting) {
                                  case attendance::Greeting::first_time:
                                      return draw_first_time(stage, scene);
                                  case attendance::Greeting::full_card:
                                      return draw_full_card(stage, scene);
                                  case attendance::Greeting::again:
                                  case attendance::Greeting::after_while:
                                  case attendance::Greeting::almost_full:
                                      return draw_welcome(stage, scene);
                              }
                              return draw_welcome(stage, scene);
                          },
                          [&](const desk::AlreadyStamped& scene) { return draw_repeat(stage, scene); },
                          [&](const desk::NewCard& scene) {
                              return scene.page == desk::NewCard::Page::offer ? draw_new_card(stage, scene)
                                                                              : draw_keyboard(stage, scene);
                          },
                          [&](const desk::OwnPage& scene) { return draw_own_page(stage, scene); },
                          [&](const desk::NumberChanges& scene) { return draw_number_changes(stage, scene); },
                          [&](const desk::TwoCards& scene) { return draw_two_cards(stage, scene); },
                          [&](const desk::ClosedDoor& scene) { return draw_closed_door(stage, scene); },
                          [&](const desk::CannotRecord& scene) { return draw_cannot_record(stage, scene); },
                          [&](const desk::ReaderTrouble& scene) { return draw_reader_trouble(stage, scene); },
                          [&](const desk::PinPad& scene) { return draw_pin_pad(stage, scene); },
                          [&](const desk::Monitor& scene) { return draw_monitor(stage, scene); },
                          [&](const desk::People& scene) { return draw_people(stage, scene); },
                          [&](const desk::PersonPage& scene) { return draw_person(stage, scene); },
                          [&](const desk::PersonMore& scene) { return draw_person_more(stage, scene); },
                          [&](const desk::PersonForm& scene) { return draw_person_form(stage, scene); },
                          [&](const desk::EventPage& scene) { return draw_events(stage, scene); },
                          [&](const desk::SettingsPage& scene) { return draw_settings(stage, scene); },
                          [&](const desk::HubPage& scene) { return draw_hub(stage, scene); },
                      },
                      stage.snapshot.scene);
}

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

constexpr std::string_view key_prefix = "key:";

}  // namespace

FrameResult draw_screen(Canvas& canvas, const desk::Snapshot& snapshot, base::MonotonicTime now,
                        const Messages& words) {
    const Stage stage{canvas, snapshot, words, now};
    const FrameResult result = draw_scene(stage);
    if (snapshot.typing_waits) draw_typing_waits(stage, *snapshot.typing_waits);
    draw_banner(stage);
    return result;
}

std::optional<desk::Answer> answer_for(const desk::Snapshot& snapshot, std::string_view action) {
    if (desk::is_staff_scene(snapshot.scene)) return staff_answer_for(snapshot, action);
    if (action == "staff") return desk::AskStaff{};
    if (action == "later") return desk::Dismiss{};
    if (action == "own_page") return desk::OpenOwnPage{desk::scene_seq(snapshot.scene)};
    if (action == "nickname") return desk::OpenKeyboard{desk::NewCard::Page::kana};
    const auto* card = std::get_if<desk::NewCard>(&snapshot.scene);
    if (card == nullptr) return std::nullopt;
    if (action == "name" && card->offered_name) return desk::ConfirmOfferedName{card->seq};
    if (action == "write" || action == "kana") return desk::OpenKeyboard{desk::NewCard::Page::kana};
    if (action == "abc") return desk::OpenKeyboard{desk::NewCard::Page::abc};
    if (action == "back") return desk::OpenKeyboard{desk::NewCard::Page::offer};
    if (action.starts_with(key_prefix) && card->page != desk::NewCard::Page::offer)
        return desk::PressKey{std::string(action.substr(key_prefix.size()))};
    return std::nullopt;
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
