#include "screens/gallery.h"

#include <fmt/format.h>

#include <array>

#include "screens/gallery_staff.h"
#include "screens/screens.h"
#include "ui/imgui_canvas.h"
#include "ui/messages.h"
#include "ui/window.h"

namespace screens {

namespace {

using attendance::DoorState;
using attendance::Greeting;
using base::MonotonicTime;
using base::WallTime;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr minutes japan{9 * 60};
constexpr MonotonicTime began = hours(10);  // of the scene
constexpr milliseconds settled{4000};       // everything has come to rest

// As long as a kiosk's real one: card id and proof.
constexpr std::string_view register_link =
    "https://hub.example.org:8443/r/00112233445566778899aabbccddeeff-bc0d77e56b5371e0";

// A local time of 2026 in Japan.
WallTime at(unsigned month, unsigned day, int hour = 19, int minute = 0) {
    const std::chrono::sys_days date = std::chrono::year(2026) / static_cast<int>(month) / static_cast<int>(day);
    return WallTime(date) + hours(hour) + minutes(minute) - japan;
}

struct Evening {
    int number;
    unsigned month;
    unsigned day;
};
constexpr std::array<Evening, 20> evenings{{{10, 7, 7},  {11, 7, 14}, {12, 7, 21}, {13, 7, 28}, {14, 8, 4},
                                            {15, 8, 18}, {16, 8, 25}, {17, 9, 1},  {18, 9, 8},  {19, 9, 15},
                                            {20, 9, 16}, {21, 9, 17}, {22, 9, 18}, {23, 9, 19}, {24, 9, 20},
                                            {25, 9, 21}, {26, 9, 22}, {27, 9, 23}, {28, 9, 24}, {29, 9, 25}}};

attendance::StampCard card_with(std::string season, int filled, int squares) {
    attendance::StampCard card;
    card.season = {.name = std::move(season), .first = at(7, 1, 0), .end = at(10, 1, 0), .squares = squares};
    for (int i = 0; i < filled; ++i) {
        const auto& evening = evenings[static_cast<std::size_t>(i)];
        card.filled.push_back({.number = i + 1,
                               .label = fmt::format("第{}回", evening.number),
                               .event = {fmt::format("event-{}", evening.number)},
                               .at = at(evening.month, evening.day, 19, 2)});
    }
    card.count = filled;
    return card;
}

// So many came one after the other, some of them two together.
void came(desk::Snapshot& snapshot, int count) {
    std::vector<WallTime> times;
    WallTime time = at(7, 21, 18, 31);
    for (int i = 0; i < count; ++i) {
        times.push_back(time);
        time += i % 5 == 1 ? seconds(3) : seconds(20 + i * 7 % 50);
    }
    snapshot.arrived = count;
    snapshot.came = std::make_shared<const std::vector<WallTime>>(std::move(times));
}

desk::Snapshot resting(std::string_view lang) {
    desk::Snapshot snapshot;
    snapshot.scene = desk::Idle{};
    snapshot.shown_at = began;
    snapshot.door = {.state = DoorState::open,
                     .event = attendance::Event{.id = {"event-12"},
                                                .title = "第12回 地域テック交流会",
                                                .venue = "",
                                                .starts = at(7, 21, 18, 30),
                                                .ends = at(7, 21, 21, 30)}};
    came(snapshot, 28);
    snapshot.now = at(7, 21, 18, 52);
    snapshot.now_monotonic = began;
    snapshot.zone = attendance::Zone::fixed(japan);
    snapshot.community.name = "地域テック交流会";
    snapshot.community.statements = {"こまりごとを持ちより、ともに試す場所です。",
                                     "うまくいかない話も、ここでは大切な話です。",
                                     "ちいさく集まって、ながく続けます。"};
    if (lang != "ja") snapshot.community.statements = {"We bring what troubles us, and try things together."};
    snapshot.community.lang = lang;
    return snapshot;
}

class Pictures {
public:
    Pictures(std::string_view lang, const ui::Pack& pack)
        : m_lang(lang), m_season(ui::Messages::load(lang, pack.words).text("season.summer")) {
        const auto said = pack.statements.find(lang);
        if (said != pack.statements.end()) m_statements = said->second;
    }

    desk::Snapshot rest() const {
        desk::Snapshot snapshot = resting(m_lang);
        if (!m_statements.empty()) snapshot.community.statements = m_statements;
        return snapshot;
    }
    attendance::StampCard card(int filled, int squares = 10) const { return card_with(m_season, filled, squares); }

    // A scene that returns to rest by itself.
    desk::Snapshot with(desk::Scene scene, seconds stays = seconds(8)) const {
        desk::Snapshot snapshot = rest();
        snapshot.scene = std::move(scene);
        snapshot.returns_at = began + stays;
        return snapshot;
    }

    void add(std::string screen, std::string variant, desk::Snapshot snapshot, milliseconds age = settled) {
        m_pictures.push_back({std::move(screen), std::move(variant), std::move(snapshot), began + age, false});
    }
    void add_on_request(std::string screen, std::string variant, desk::Snapshot snapshot) {
        add(std::move(screen), std::move(variant), std::move(snapshot));
        m_pictures.back().on_request = true;
    }

    void add_all(std::vector<GalleryPicture> more) {
        std::move(more.begin(), more.end(), std::back_inserter(m_pictures));
    }

    std::vector<GalleryPicture> take() { return std::move(m_pictures); }

private:
    std::string m_lang;
    std::string m_season;
    std::vector<std::string> m_statements;
    std::vector<GalleryPicture> m_pictures;
};

desk::Welcome welcome_of(std::string name, Greeting greeting, attendance::StampCard card, std::string lang = "ja") {
    return {.seq = 41,
            .guest = {std::move(name), std::move(lang)},
            .card = std::move(card),
            .greeting = greeting,
            .prompt = {}};
}

struct HardName {
    std::string_view word;
    std::string name;
    std::string lang;
};

std::vector<HardName> hard_names() {
    std::string sixty;
    for (int i = 0; i < 12; ++i)
        sixty += "ながい名前";
    return {{"takahashi", "髙橋", "ja"},
            {"yamazaki", "山﨑", "ja"},
            {"yoshino", "𠮷野", "ja"},
            {"tsuji", "辻󠄀", "ja"},
            {"thai", "สมชาย", "th"},
            {"arabic", "محمد", "ar"},
            {"hindi", "प्रिया", "hi"},
            {"vietnamese", "Nguyễn", "vi"},
            {"emoji", "さくら🌸👩‍💻", "ja"},
            {"empty", "", ""},
            {"sixty", sixty, "ja"},
            {"sixty-latin", "Wolfeschlegelsteinhausenbergerdorff Hubert Blaine the Senior", "en"},
            {"controls", "A\x01\x02\xE2\x80\xAEnna\n\tB\x7F", "en"}};
}

constexpr const char* long_event_title =
    "第128回 とても長い名前の集まりの、とても長い名前をそのまま全部かいてみた会のつづき その三";

void add_idle(Pictures& pictures) {
    pictures.add("idle", "evening", pictures.rest());
    for (const int arrived : {0, 1, 4, 30, 128, 1000}) {
        auto snapshot = pictures.rest();
        came(snapshot, arrived);
        snapshot.now = at(7, 21, 9, 41);
        pictures.add("idle", fmt::format("arrived-{}", arrived), snapshot);
    }
    constexpr std::array<std::pair<desk::ReaderPlace, std::string_view>, 5> places{
        {{desk::ReaderPlace::right, "right"},
         {desk::ReaderPlace::left, "left"},
         {desk::ReaderPlace::below, "below"},
         {desk::ReaderPlace::above, "above"},
         {desk::ReaderPlace::behind, "behind"}}};
    for (const auto& [place, word] : places) {
        auto snapshot = pictures.rest();
        snapshot.community.reader_place = place;
        snapshot.community.mirrored = place == desk::ReaderPlace::left;
        snapshot.now = at(7, 21, 14, 5);
        if (place != desk::ReaderPlace::right) pictures.add("idle", fmt::format("reader-{}", word), snapshot);
        snapshot.scene = desk::Idle{began};
        pictures.add("idle", fmt::format("pointed-{}", word), snapshot, milliseconds(900));
    }
    auto bare = pictures.rest();
    bare.community.statements.clear();
    bare.community.name.clear();
    bare.door.event->title = "SDL_Event";
    bare.status.reader_is_simulated = true;
    pictures.add("idle", "bare", bare);
    auto long_title = pictures.rest();
    long_title.door.event->title = long_event_title;
    long_title.community.statements = {
        "とても長いことばを、どこで折りかえしても読めるように、たてに組んでみるための文です。"};
    pictures.add("idle", "long", long_title);
}

void add_closed(Pictures& pictures) {
    auto early = pictures.rest();
    early.door.state = DoorState::early;
    early.now = at(7, 21, 17, 20);
    came(early, 0);
    pictures.add("idle", "early", early);
    auto over = pictures.rest();
    over.door.state = DoorState::over;
    over.now = at(7, 22, 7, 10);
    const attendance::Event next{.id = {"event-13"},
                                 .title = "第13回 地域テック交流会",
                                 .venue = "",
                                 .starts = at(8, 4, 19, 0),
                                 .ends = at(8, 4, 21, 30)};
    over.next_event = next;
    pictures.add("idle", "over", over);
    over.now = at(7, 21, 22, 10);
    pictures.add("sheet", "evening", over);
    for (const int arrived : {1, 2, 7, 60, 300, 2000}) {
        came(over, arrived);
        pictures.add("sheet", fmt::format("stamps-{}", arrived), over);
    }
    came(over, 28);
    over.next_event.reset();
    over.door.event->title = "SDL_Event";
    pictures.add("sheet", "last", over);
    over.door.event->title = long_event_title;
    pictures.add("sheet", "long", over);
    over.door.event = pictures.rest().door.event;
    over.next_event = next;
    auto none = pictures.rest();
    none.door = {};
    none.now = at(7, 23, 10, 0);
    pictures.add("idle", "no-event", none);
    none.next_event = over.next_event;
    pictures.add("idle", "next-event", none);
}

void add_welcome(Pictures& pictures) {
    const auto third = welcome_of("髙橋", Greeting::again, pictures.card(3));
    pictures.add("welcome", "again", pictures.with(third));
    auto wettest = third;
    wettest.order = 1;
    pictures.add("welcome", "first-of-evening", pictures.with(wettest));
    auto asked = third;
    asked.prompt = "きょう いちばん話してみたいことを、となりの人に ひとつだけ聞いてみてください。";
    pictures.add("welcome", "prompt", pictures.with(asked));
    asked = welcome_of("髙橋", Greeting::first_time, pictures.card(1));
    asked.prompt = "となりの人にも、​はじめての日が​ありました。";
    pictures.add("first_time", "prompt", pictures.with(asked));
    for (const int age : {20, 200, 270, 310, 420, 700})
        pictures.add("press", fmt::format("{:03}", age), pictures.with(third), milliseconds(age));
    pictures.add("welcome", "after-while", pictures.with(welcome_of("山﨑", Greeting::after_while, pictures.card(2))));
    pictures.add("welcome", "almost-full",
                 pictures.with(welcome_of("辻󠄀", Greeting::almost_full, pictures.card(9))));
    for (const int squares : {3, 4, 7, 13, 20}) {
        auto card = pictures.card(squares * 2 / 3, squares);
        pictures.add("welcome", fmt::format("squares-{:02}", squares),
                     pictures.with(welcome_of("髙橋", Greeting::again, card)));
    }
    auto bare = pictures.card(3);
    bare.season.name.clear();
    bare.season.first = {};
    for (auto& square : bare.filled)
        square.label.clear();
    bare.count = 23;
    pictures.add("welcome", "bare", pictures.with(welcome_of("さくら", Greeting::again, bare)));
    auto long_card = pictures.card(4);
    long_card.season.name = "とても長い名前の季節の、とても長い名前のスタンプカードをそのまま";
    long_card.filled.back().label = "Vol. 12345";
    long_card.count = 1234;
    pictures.add("welcome", "long",
                 pictures.with(welcome_of("寿限無寿限無五劫の擦り切れ海砂利水魚の水行末", Greeting::again, long_card)));
    auto nameless = welcome_of("", Greeting::again, pictures.card(3));
    nameless.guest.may_choose = true;
    pictures.add("welcome", "nickname", pictures.with(nameless));
    nameless = welcome_of("", Greeting::first_time, pictures.card(1));
    nameless.guest.may_choose = true;
    pictures.add("first_time", "nickname", pictures.with(nameless));
    auto typing = pictures.with(third);
    typing.typing_waits = "さく";
    pictures.add("welcome", "typing-waits", typing);
    auto mirrored = pictures.with(third);
    mirrored.community.mirrored = true;
    mirrored.status.reader_is_simulated = true;
    pictures.add("welcome", "mirrored", mirrored);
    for (const auto& hard : hard_names()) {
        pictures.add_on_request("welcome", fmt::format("name-{}", hard.word),
                                pictures.with(welcome_of(hard.name, Greeting::again, pictures.card(3), hard.lang)));
        pictures.add_on_request(
            "first_time", fmt::format("name-{}", hard.word),
            pictures.with(welcome_of(hard.name, Greeting::first_time, pictures.card(1), hard.lang)));
        pictures.add_on_request(
            "full_card", fmt::format("name-{}", hard.word),
            pictures.with(welcome_of(hard.name, Greeting::full_card, pictures.card(10), hard.lang)));
    }
    pictures.add("first_time", "thai",
                 pictures.with(welcome_of("สมชาย", Greeting::first_time, pictures.card(1), "th")));
    auto quiet = pictures.with(welcome_of("さくら", Greeting::first_time, pictures.card(1)));
    quiet.community.statements.clear();
    pictures.add("first_time", "no-statement", quiet);
}

void add_full_card(Pictures& pictures) {
    const auto full = pictures.with(welcome_of("𠮷野", Greeting::full_card, pictures.card(10)), seconds(14));
    pictures.add("full_card", "ten", full, milliseconds(6000));
    for (const int age : {600, 1500, 2400, 2700})
        pictures.add("full_card", fmt::format("at-{:04}", age), full, milliseconds(age));
    pictures.add("full_card", "three",
                 pictures.with(welcome_of("Nguyễn", Greeting::full_card, pictures.card(3, 3), "vi"), seconds(14)),
                 milliseconds(6000));
    pictures.add("full_card", "twenty",
                 pictures.with(welcome_of("髙橋", Greeting::full_card, pictures.card(20, 20)), seconds(14)),
                 milliseconds(6000));
}

void add_repeat(Pictures& pictures) {
    const auto repeat_of = [](std::string name, attendance::StampCard card) {
        const auto event = card.filled.empty() ? attendance::EventId{} : card.filled.back().event;
        return desk::AlreadyStamped{.seq = 42,
                                    .guest = {std::move(name), "ja"},
                                    .card = std::move(card),
                                    .event = event,
                                    .first_at = at(7, 21, 19, 2)};
    };
    auto ordinary = pictures.with(repeat_of("Nguyễn", pictures.card(3)));
    ordinary.now = at(7, 21, 19, 4);
    ordinary.door.event->starts = at(7, 21, 19, 10);
    pictures.add("repeat", "ordinary", ordinary);
    pictures.add("repeat", "drawing", ordinary, milliseconds(420));
    auto unsure = repeat_of("髙橋", pictures.card(8));
    unsure.time_is_certain = false;
    pictures.add("repeat", "time-unsure", pictures.with(unsure));
    auto nameless = repeat_of("", pictures.card(3));
    nameless.guest.may_choose = true;
    pictures.add("repeat", "nickname", pictures.with(nameless));
    pictures.add("repeat", "unknown", pictures.with(repeat_of("", pictures.card(1))));
    for (const auto& hard : hard_names())
        pictures.add_on_request("repeat", fmt::format("name-{}", hard.word),
                                pictures.with(repeat_of(hard.name, pictures.card(3))));
}

void add_own_page(Pictures& pictures) {
    auto third = welcome_of("髙橋", Greeting::again, pictures.card(3));
    third.guest.may_open_page = true;
    pictures.add("welcome", "own-page", pictures.with(third));
    auto first = welcome_of("สมชาย", Greeting::first_time, pictures.card(1), "th");
    first.guest.may_open_page = true;
    pictures.add("first_time", "own-page", pictures.with(first));
    auto full = welcome_of("𠮷野", Greeting::full_card, pictures.card(10));
    full.guest.may_open_page = true;
    pictures.add("full_card", "own-page", pictures.with(full, seconds(14)), milliseconds(6000));
    desk::AlreadyStamped again{.seq = 42,
                               .guest = third.guest,
                               .card = third.card,
                               .event = third.card.filled.back().event,
                               .first_at = at(7, 21, 19, 2)};
    pictures.add("repeat", "own-page", pictures.with(again));
    const std::string code = "00112233445566778899aabbccddeeff-1800000600-bc0d77e56b5371e0";
    pictures.add("own_page", "code", pictures.with(desk::OwnPage{"https://hub.example.org/own/" + code}, seconds(60)));
}

void add_new_card(Pictures& pictures) {
    desk::NewCard card{.seq = 43,
                       .page = desk::NewCard::Page::offer,
                       .typed = "",
                       .ticket = "B-27",
                       .offered_name = std::nullopt,
                       .register_url = std::string(register_link)};
    pictures.add("new_card", "offer", pictures.with(card, seconds(60)));
    pictures.add("new_card", "press-310", pictures.with(card, seconds(60)), milliseconds(310));
    auto no_hub = card;
    no_hub.register_url.clear();
    pictures.add("new_card", "no-hub", pictures.with(no_hub, seconds(60)));
    auto offered = card;
    offered.offered_name = "田中 実";
    pictures.add("new_card", "name-found", pictures.with(offered, seconds(60)));
    auto unseen = card;
    unseen.offered_name = "";
    pictures.add("new_card", "name-unseen", pictures.with(unseen, seconds(60)));
    auto again = card;
    again.again = true;
    pictures.add("new_card", "again", pictures.with(again, seconds(60)));
    for (const auto& hard : hard_names()) {
        if (hard.name.empty()) continue;  // no card offers that
        auto with_name = offered;
        with_name.offered_name = hard.name;
        pictures.add_on_request("new_card", fmt::format("name-{}", hard.word), pictures.with(with_name, seconds(60)));
    }
    auto kana = card;
    kana.page = desk::NewCard::Page::kana;
    pictures.add("keyboard", "kana-empty", pictures.with(kana, seconds(60)));
    kana.typed = "さくら";
    pictures.add("keyboard", "kana", pictures.with(kana, seconds(60)));
    kana.typed = "とてもながいよびなをかいているひと";
    pictures.add("keyboard", "kana-long", pictures.with(kana, seconds(60)));
    auto abc = card;
    abc.page = desk::NewCard::Page::abc;
    abc.typed = "Maya";
    pictures.add("keyboard", "abc", pictures.with(abc, seconds(60)));
}

void add_others(Pictures& pictures) {
    const std::string url(register_link);
    pictures.add("number_changes", "qr", pictures.with(desk::NumberChanges{url}, seconds(20)));
    pictures.add("number_changes", "no-hub", pictures.with(desk::NumberChanges{}, seconds(20)));
    pictures.add("two_cards", "known", pictures.with(desk::TwoCards{{"髙橋", "ja"}}, seconds(8)));
    pictures.add("two_cards", "unknown", pictures.with(desk::TwoCards{}, seconds(8)));

    for (const auto& [state, word] : {std::pair{DoorState::early, "early"}, std::pair{DoorState::over, "over"},
                                      std::pair{DoorState::no_event, "no-event"}}) {
        auto snapshot = pictures.rest();
        snapshot.door.state = state;
        if (state == DoorState::no_event) snapshot.door.event.reset();
        snapshot.now = state == DoorState::early ? at(7, 21, 17, 48) : at(7, 21, 22, 3);
        snapshot.scene = desk::ClosedDoor{snapshot.door};
        snapshot.returns_at = began + seconds(8);
        pictures.add("closed", word, snapshot);
    }
    auto full = pictures.rest();
    full.scene = desk::CannotRecord{desk::CannotRecordReason::full};
    pictures.add("cannot_record", "full", full);
    auto failing = pictures.rest();
    failing.scene = desk::CannotRecord{desk::CannotRecordReason::failing};
    pictures.add("cannot_record", "failing", failing);
    auto trouble = pictures.rest();
    trouble.now = at(7, 21, 19, 4);
    trouble.scene = desk::ReaderTrouble{.absent = false, .since = began - seconds(70)};
    pictures.add("reader_trouble", "fault", trouble);
    trouble.scene = desk::ReaderTrouble{.absent = true, .since = began};
    pictures.add("reader_trouble", "absent", trouble);
    auto starting = pictures.rest();
    starting.scene = desk::StartingUp{};
    pictures.add("starting", "up", starting);
}

// One surface size: its own window, fonts and textures.
base::Result<int> draw_size(const GalleryOptions& options, const GallerySize& size) {
    TRY(window, ui::Window::open({.mode = ui::VideoMode::offscreen,
                                  .width_px = size.width_px,
                                  .height_px = size.height_px,
                                  .fit = {.diagonal_inch = size.diagonal_inch, .low_reach = options.low_reach}}));
    ui::Text text;
    ui::ImGuiCanvas canvas(text, options.pack.theme, window->layout(), window->glsl_version());
    int drawn = 0;
    for (const auto& lang : options.langs) {
        const ui::Messages words = ui::Messages::load(lang, options.pack.words);
        for (const auto& picture : gallery_pictures(lang, options.pack)) {
            if (!(picture.screen + "-" + picture.variant).starts_with(options.only)) continue;
            if (picture.on_request && !options.all) continue;
            if (desk::is_staff_scene(picture.snapshot.scene) && !words.has_own("staff.settings.title")) continue;
            window->clear();
            canvas.begin_frame(window->layout(), {});
            draw_screen(canvas, picture.snapshot, picture.at, words);
            canvas.end_frame();
            TRY_VOID(window->screenshot(options.directory / fmt::format("{}-{}-{}x{}-{}.png", picture.screen,
                                                                        picture.variant, size.width_px, size.height_px,
                                                                        lang)));
            ++drawn;
        }
    }
    return drawn;
}

void add_staff(Pictures& pictures) {
    StaffSamples samples{.rest = pictures.rest(),
                         .card = pictures.card(3),
                         .full_card = pictures.card(20, 20),
                         .hard_names = {},
                         .hard_words = {}};
    for (const auto& hard : hard_names()) {
        samples.hard_names.push_back(hard.name);
        samples.hard_words.emplace_back(hard.word);
    }
    pictures.add_all(staff_pictures(samples));
}

}  // namespace

std::vector<GalleryPicture> gallery_pictures(std::string_view lang, const ui::Pack& pack) {
    Pictures pictures(lang, pack);
    add_idle(pictures);
    add_closed(pictures);
    add_welcome(pictures);
    add_full_card(pictures);
    add_repeat(pictures);
    add_own_page(pictures);
    add_new_card(pictures);
    add_others(pictures);
    add_staff(pictures);
    return pictures.take();
}

base::Result<int> draw_gallery(const GalleryOptions& options) {
    std::error_code error;
    std::filesystem::create_directories(options.directory, error);
    if (error)
        return base::fail(base::ErrorCode::failed,
                          fmt::format("cannot make {}: {}", options.directory.string(), error.message()));
    int drawn = 0;
    for (const auto& size : options.sizes) {
        TRY(of_this_size, draw_size(options, size));
        drawn += of_this_size;
    }
    return drawn;
}

}  // namespace screens
