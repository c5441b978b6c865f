#include "screens/gallery_staff.h"

#include <fmt/format.h>

namespace screens {

namespace {

using base::WallTime;
using desk::Health;
using desk::TapLine;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr milliseconds settled{4000};

attendance::Person person_of(std::string id, std::string name, std::string reading, std::string nickname) {
    return {.id = {std::move(id)},
            .version = 1,
            .name = std::move(name),
            .nickname = std::move(nickname),
            .reading = std::move(reading),
            .lang = "ja",
            .erased = false};
}

class Staff {
public:
    explicit Staff(const StaffSamples& samples) : m_samples(samples), m_rest(samples.rest) {
        m_rest.now += minutes(14);
        m_rest.arrived = 128;
        m_rest.taps = ordinary_taps();
        m_rest.status = all_well();
    }

    desk::Snapshot with(desk::Scene scene, seconds stays = seconds(90)) const {
        auto snapshot = m_rest;
        snapshot.scene = std::move(scene);
        snapshot.returns_at = snapshot.shown_at + stays;
        return snapshot;
    }
    void add(std::string screen, std::string variant, desk::Snapshot snapshot, milliseconds age = settled,
             bool on_request = false) {
        const auto at = snapshot.shown_at + age;
        m_pictures.push_back({std::move(screen), std::move(variant), std::move(snapshot), at, on_request});
    }

    WallTime now() const { return m_rest.now; }
    base::MonotonicTime began() const { return m_rest.shown_at; }
    const StaffSamples& samples() const { return m_samples; }
    std::vector<GalleryPicture> take() { return std::move(m_pictures); }

    desk::Status all_well() const {
        desk::Status status;
        status.reader = {Health::ok, "", began() - seconds(1)};
        status.store = {Health::ok, "", began() + seconds(2)};
        status.clock = {Health::ok, "", began()};
        status.sync = {Health::ok, "", began() - seconds(8)};
        status.disk = {Health::ok, "21504 MiB free", began() - seconds(40), 21504};
        status.temperature = {Health::ok, "58 C", began() - seconds(12), 58};
        return status;
    }

    TapLine line(std::int64_t seq, TapLine::Result result, std::string name, seconds ago,
                 std::int64_t stamps = 0) const {
        TapLine tap;
        tap.seq = seq;
        tap.result = result;
        tap.at = now() - ago;
        tap.name = std::move(name);
        if (!tap.name.empty()) tap.person = attendance::PersonId{fmt::format("person-{}", seq)};
        tap.stamps = stamps;
        tap.told_at = began() - ago;
        return tap;
    }

    std::vector<TapLine> ordinary_taps() const {
        using Result = TapLine::Result;
        std::vector<TapLine> taps{line(128, Result::stamped, "髙橋 さくら", seconds(-2), 10),
                                  line(127, Result::stamped, "𠮷野", seconds(12), 3),
                                  line(126, Result::unknown, "", seconds(29)),
                                  line(125, Result::first_time, "Nguyễn Hường 🌸", seconds(48), 1),
                                  line(124, Result::repeat, "山﨑 しょう", seconds(63)),
                                  line(123, Result::stamped, "สมชาย", seconds(80), 8),
                                  line(122, Result::refused, "", seconds(99)),
                                  line(121, Result::stamped, "محمد", seconds(120), 4)};
        taps[1].hint = TapLine::Hint::third_time;
        taps[2].ticket = "B-27";
        taps[2].card = {"00ff"};
        taps[3].hint = TapLine::Hint::first_time;
        taps[6].refusal = TapLine::Refusal::number_changes;
        taps[6].seq = 0;
        taps[7].hint = TapLine::Hint::after_while;
        return taps;
    }

private:
    const StaffSamples& m_samples;
    desk::Snapshot m_rest;
    std::vector<GalleryPicture> m_pictures;
};

void add_pin(Staff& staff) {
    desk::PinPad pad;
    staff.add("pin", "empty", staff.with(pad, seconds(30)));
    pad.digits = 2;
    staff.add("pin", "two", staff.with(pad, seconds(30)));
    pad.digits = 4;
    pad.checking = true;
    staff.add("pin", "checking", staff.with(pad, seconds(30)));
    pad = {};
    pad.wrong = true;
    staff.add("pin", "wrong", staff.with(pad, seconds(30)));
    pad.locked_until = staff.began() + seconds(49);
    staff.add("pin", "locked", staff.with(pad, seconds(60)));
    pad = {};
    pad.is_set = false;
    staff.add("pin", "none", staff.with(pad, seconds(30)));
    pad.may_choose = true;
    pad.digits = 1;
    staff.add("pin", "new", staff.with(pad, seconds(60)));
    pad.digits = 6;
    pad.length = 6;
    pad.repeat = true;
    staff.add("pin", "new-repeat", staff.with(pad, seconds(60)));
}

desk::Monitor monitor_of(const Staff& staff) {
    desk::Monitor monitor;
    monitor.arrived = 128;
    monitor.expected = 240;
    monitor.first_timers = 17;
    monitor.last_ten_minutes = 34;
    monitor.bin_length = minutes(5);
    monitor.arrivals = {1, 0, 3, 4, 9, 14, 22, 18, 12, 11, 9, 6, 8, 5, 4, 2};
    monitor.bins_from = staff.now() - minutes(76);
    return monitor;
}

void add_monitor(Staff& staff) {
    const auto ordinary = monitor_of(staff);
    staff.add("monitor", "evening", staff.with(ordinary));
    auto many = staff.with(ordinary);
    many.taps.front().told_at -= seconds(30);
    many.taps.front().voided = true;
    many.staff_act_failed = true;
    std::get<desk::Monitor>(many.scene).arrivals.assign(desk::Monitor::bins_max, 7);
    std::get<desk::Monitor>(many.scene).arrived = 1234;
    std::get<desk::Monitor>(many.scene).expected = 2400;
    std::get<desk::Monitor>(many.scene).undo_seq = 130;
    staff.add("monitor", "undo", many);

    auto stays = ordinary;
    stays.stays = true;
    stays.from = 3;
    auto alone = staff.with(stays);
    alone.status.has_hub = false;
    staff.add("monitor", "stays", alone);

    auto trouble = staff.with(ordinary);
    trouble.status.sync = {Health::warning, "the hub does not answer; 3 entries wait", staff.began() - seconds(20), 3};
    trouble.status.store = {Health::trouble, "disk I/O error (extended 778)", staff.began() - seconds(2)};
    trouble.status.disk = {Health::warning, "148 MiB free", staff.began() - seconds(30), 148};
    trouble.taps.front().result = TapLine::Result::refused;
    trouble.taps.front().refusal = TapLine::Refusal::not_recorded;
    staff.add("monitor", "store-trouble", trouble);

    auto stale = staff.with(ordinary);
    stale.status.reader = {Health::trouble, "the chip does not answer", staff.began() - minutes(3)};
    stale.status.clock = {Health::warning, "not synchronised in this boot", staff.began() - minutes(70)};
    stale.status.disk = {Health::ok, "21504 MiB free", staff.began() - minutes(12), 21504};
    stale.status.temperature = {Health::unknown, "", {}};
    stale.status.sync = {Health::unknown, "", {}};
    staff.add("monitor", "reader-trouble", stale);
    auto several = trouble;
    several.status.clock = {Health::trouble, "not synchronised in this boot", staff.began() - seconds(70)};
    staff.add("monitor", "several-troubles", several);

    auto empty = staff.with(desk::Monitor{});
    empty.taps.clear();
    empty.status = {};
    empty.door = {};
    empty.arrived = 0;
    staff.add("monitor", "empty", empty);

    auto hard = staff.with(ordinary);
    const auto& names = staff.samples().hard_names;
    for (std::size_t from = 0; from < names.size(); from += 4) {
        hard.taps.clear();
        for (std::size_t i = from; i < names.size(); ++i) {
            hard.taps.push_back(staff.line(100 + static_cast<std::int64_t>(i), TapLine::Result::stamped, names[i],
                                           seconds(10 * (1 + static_cast<int>(i))),
                                           1000 + static_cast<std::int64_t>(i)));
            hard.taps.back().hint = TapLine::Hint::after_while;
        }
        staff.add("monitor", fmt::format("names-{:02}", from), hard, settled, from > 0);
    }
}

desk::People people_of(const Staff& staff) {
    const auto row = [&](std::string name, std::string reading, std::optional<minutes> ago) {
        desk::People::Row result{.person = {"person-" + name},
                                 .name = std::move(name),
                                 .reading = std::move(reading),
                                 .nickname = {},
                                 .stamped_at = std::nullopt};
        if (ago) result.stamped_at = staff.now() - *ago;
        return result;
    };
    desk::People people;
    people.typed = "たか";
    people.found = 4;
    people.rows = {row("髙橋 さくら", "たかはし さくら", minutes(4)), row("高橋 蓮", "たかはし れん", std::nullopt),
                   row("髙木 Nguyễn", "たかぎ ぐえん", std::nullopt), row("高野 ひなた", "たかの ひなた", minutes(11))};
    return people;
}

void add_people(Staff& staff) {
    auto people = people_of(staff);
    staff.add("people", "found", staff.with(people));
    people.selected = people.rows[1].person;
    staff.add("people", "chosen", staff.with(people));
    people.selected = people.rows[0].person;
    staff.add("people", "chosen-came", staff.with(people));
    auto latin = people;
    latin.latin = true;
    latin.typed = "Taka";
    latin.selected.reset();
    latin.found = 128;
    for (std::size_t i = 0; i < 8; ++i) {
        latin.rows.push_back(latin.rows[i % 4]);
        latin.rows.back().person.value += fmt::format("-{}", i);
    }
    staff.add("people", "abc", staff.with(latin));
    latin.selected = latin.rows[9].person;
    staff.add("people", "abc-chosen-last", staff.with(latin));
    staff.add("people", "empty", staff.with(desk::People{}));
    desk::People none;
    none.typed = "ぬぬぬ";
    staff.add("people", "none", staff.with(none));
    none.typed = "C-4";
    none.latin = true;
    none.numbered = desk::TappedCard{4, {"00fe"}, "C-4", staff.now() - minutes(7)};
    staff.add("people", "numbered", staff.with(none));
    auto whose = latin;
    whose.latin = false;
    whose.typed.clear();
    whose.selected.reset();
    whose.whose = desk::TappedCard{126, {"00ff"}, "B-27", staff.now() - seconds(29)};
    staff.add("people", "whose", staff.with(whose));
    whose.from = 4;
    whose.selected = whose.rows[4].person;
    staff.add("people", "whose-chosen", staff.with(whose));
    auto returning = staff.with(people, seconds(15));
    returning.taps.front().result = TapLine::Result::refused;
    returning.taps.front().refusal = TapLine::Refusal::number_changes;
    returning.taps.front().name.clear();
    staff.add("people", "returning", returning);
    auto failed = staff.with(people);
    failed.staff_act_failed = true;
    staff.add("people", "act-failed", failed);
    const auto& names = staff.samples().hard_names;
    for (std::size_t i = 0; i < names.size(); ++i) {
        desk::People hard;
        hard.typed = i % 2 == 0 ? names[i] : "た";
        hard.found = 1234;
        for (std::size_t j = 0; j < 4; ++j) {
            const auto& name = names[(i + j) % names.size()];
            hard.rows.push_back({.person = {fmt::format("p{}", j)},
                                 .name = name,
                                 .reading = names[(i + j + 5) % names.size()],
                                 .nickname = name,
                                 .stamped_at = std::nullopt});
        }
        hard.selected = hard.rows[0].person;
        auto snapshot = staff.with(hard);
        snapshot.taps.front().name = names[i];
        snapshot.taps.front().hint = TapLine::Hint::after_while;
        staff.add("people", "name-" + staff.samples().hard_words[i], snapshot, settled, true);
    }
}

desk::PersonPage page_of(const Staff& staff) {
    desk::PersonPage page;
    page.person = person_of("person-7", "山﨑 しょう", "やまざき しょう", "しょう");
    page.cohort = "2026 夏";
    page.cards = {{{"0123456789abcdef0123456789abcdef"}, staff.now() - hours(24 * 14), true, "type2"},
                  {{"fedcba9876543210fedcba9876543210"}, staff.now() - hours(24 * 7), false, "type3"}};
    page.stamps = staff.samples().card;
    page.today =
        desk::PersonPage::Today{.seq = 41, .at = staff.now() - minutes(4), .time_is_certain = true, .synced = true};
    page.visits = 3;
    return page;
}

void add_person_more(Staff& staff) {
    const auto page = page_of(staff);
    desk::PersonMore more;
    more.person = page.person;
    more.cards = page.cards;
    more.merged = {{{"person-8"}, "ヤマザキ ショウ", 51}, {{"person-9"}, "Shō", 0}};
    staff.add("person_more", "menu", staff.with(more));
    auto bare = more;
    bare.cards.clear();
    bare.merged.clear();
    staff.add("person_more", "empty", staff.with(bare));
    auto card = more;
    card.step = desk::PersonMore::Step::card;
    card.card = page.cards.front().card;
    staff.add("person_more", "card", staff.with(card));
    card.step = desk::PersonMore::Step::rights;
    staff.add("person_more", "rights-off", staff.with(card));
    card.card = page.cards.back().card;
    staff.add("person_more", "rights-on", staff.with(card));
    auto many = more;
    for (int i = 0; i < 9; ++i)
        many.cards.push_back(page.cards.back());
    staff.add("person_more", "many", staff.with(many));
    auto merge = more;
    merge.step = desk::PersonMore::Step::merge;
    merge.other = person_of("person-10", "山崎 翔", "やまざき しょう", "");
    staff.add("person_more", "merge", staff.with(merge));
    auto erase = more;
    erase.step = desk::PersonMore::Step::erase;
    staff.add("person_more", "erase", staff.with(erase));
}

void add_person(Staff& staff) {
    const auto page = page_of(staff);
    staff.add("person", "ordinary", staff.with(page));
    auto armed = page;
    armed.waits_for_card_until = staff.began() + settled + seconds(18);
    armed.hint = TapLine::Hint::third_time;
    staff.add("person", "armed", staff.with(armed));
    auto done = page;
    done.card_done = desk::CardDone{false, "", staff.began() + settled + seconds(8)};
    done.today->synced.reset();
    staff.add("person", "card-given", staff.with(done));
    done.card_done->before = "髙橋 さくら";
    staff.add("person", "card-moved", staff.with(done));
    done.card_done->taken_off = true;
    staff.add("person", "card-off", staff.with(done));
    auto asked = page;
    asked.asked = desk::PersonPage::Asked{{"00ff"}, "髙橋 さくら", false, staff.began() + settled + seconds(18)};
    staff.add("person", "asked", staff.with(asked));
    asked.asked->staff = true;
    asked.asked->owner = "とても長い名前をそのまま全部かいてみた人";
    staff.add("person", "asked-staff", staff.with(asked));
    auto undo = page;
    undo.today.reset();
    undo.undo_seq = 44;
    undo.undo_until = staff.began() + settled + seconds(8);
    staff.add("person", "undo", staff.with(undo));
    auto absent = page;
    absent.today.reset();
    absent.cards.clear();
    absent.stamps.filled.clear();
    absent.hint = TapLine::Hint::after_while;
    staff.add("person", "not-today", staff.with(absent));
    auto elsewhere = page;
    elsewhere.today->seq = 0;
    elsewhere.today->time_is_certain = false;
    elsewhere.stamps = staff.samples().full_card;
    for (int i = 0; i < 5; ++i)
        elsewhere.cards.push_back(page.cards.front());
    staff.add("person", "elsewhere", staff.with(elsewhere));
    desk::PersonPage empty;
    empty.person.id = {"p"};
    staff.add("person", "empty", staff.with(empty));
    auto trouble = staff.with(page);
    trouble.status.store = {Health::trouble, "disk I/O error", staff.began()};
    staff.add("person", "store-trouble", trouble);
    for (std::size_t i = 0; i < staff.samples().hard_names.size(); ++i) {
        auto hard = armed;
        const std::string& name = staff.samples().hard_names[i];
        hard.person.name = name;
        hard.person.nickname = name.empty() ? name : name + " ";
        hard.person.reading = name;
        staff.add("person", "name-" + staff.samples().hard_words[i], staff.with(hard), settled, true);
    }
}

void add_form(Staff& staff) {
    desk::PersonForm form;
    staff.add("person_form", "empty", staff.with(form));
    form.texts = {"やまざき", "", ""};
    form.completions = {"山﨑", "山崎", "山嵜"};
    staff.add("person_form", "completes", staff.with(form));
    form.completions.clear();
    form.texts = {"やまざき しょう", "しょう", ""};
    form.field = desk::PersonForm::Field::nickname;
    staff.add("person_form", "walk-in", staff.with(form));
    form.person = attendance::PersonId{"person-7"};
    form.texts = {"山﨑 しょう", "しょう", "やまざき しょう"};
    form.field = desk::PersonForm::Field::name;
    form.latin = true;
    staff.add("person_form", "edit-abc", staff.with(form));
    for (std::size_t i = 0; i < staff.samples().hard_names.size(); ++i) {
        desk::PersonForm hard;
        hard.texts.fill(staff.samples().hard_names[i]);
        staff.add("person_form", "name-" + staff.samples().hard_words[i], staff.with(hard), settled, true);
    }
}

void add_export(Staff& staff, desk::EventPage page) {
    using Step = desk::ExportState::Step;
    const desk::ExportTarget stick{"PETTAN", true};
    const desk::ExportTarget own{"/var/lib/pettan/export", false};
    auto& exporting = page.exporting.emplace();
    exporting.event = page.events.front();
    exporting.targets = {stick, own};
    staff.add("event", "export", staff.with(page));
    exporting.targets = {own};
    exporting.all = true;
    staff.add("event", "export-no-stick", staff.with(page));
    exporting.event.reset();
    exporting.targets = {{"A", true}, {"B", true}, {"with a very long name that nobody gave", true}, {"C", true}, own};
    staff.add("event", "export-many", staff.with(page));
    exporting.event = page.events.front();
    exporting.targets = {stick, own};
    exporting.state = {
        .step = Step::running, .percent = 42, .target = stick, .rows = 420, .safe_to_remove = false, .problem = {}};
    staff.add("event", "exporting", staff.with(page));
    exporting.state = {
        .step = Step::done, .percent = 100, .target = stick, .rows = 1001, .safe_to_remove = true, .problem = {}};
    staff.add("event", "exported", staff.with(page));
    exporting.state = {.step = Step::failed,
                       .percent = 12,
                       .target = stick,
                       .rows = 0,
                       .safe_to_remove = false,
                       .problem = "cannot write /media/PETTAN/pettan-2026-07-21.xlsx: no space left on the stick"};
    staff.add("event", "export-failed", staff.with(page));
}

void add_events(Staff& staff) {
    const auto open = *staff.samples().rest.door.event;
    const auto event = [&](std::string id, std::string title, hours from) {
        return attendance::Event{.id = {std::move(id)},
                                 .version = 1,
                                 .title = std::move(title),
                                 .venue = {},
                                 .starts = open.starts + from,
                                 .ends = open.ends + from};
    };
    desk::EventPage page;
    page.events = {open, event("e13", "第13回 地域テック交流会", hours(24 * 7)),
                   event("e14", "もくもく会", hours(24 * 9)), event("e11", "第11回 地域テック交流会", hours(-24 * 7))};
    page.open = open.id;
    staff.add("event", "list", staff.with(page));
    auto by_hand = page;
    by_hand.held_open_until = open.ends + hours(6);
    by_hand.open = attendance::EventId{"e13"};
    for (int i = 0; i < 9; ++i)
        by_hand.events.push_back(
            event(fmt::format("x{}", i),
                  "とても長い名前の集まりの、とても長い名前をそのまま全部かいてみた会のつづき その三", hours(24 * i)));
    by_hand.events[2].title = by_hand.events.back().title;
    by_hand.events[2].ends += hours(24);
    staff.add("event", "by-hand", staff.with(by_hand));
    auto none = staff.with(desk::EventPage{});
    none.door = {};
    none.taps.clear();
    staff.add("event", "empty", none);
    using Act = desk::EventPage::Act;
    auto about = page;
    about.about = desk::EventPage::About{open, 128, true, false};
    staff.add("event", "about-open", staff.with(about));
    about.about = desk::EventPage::About{page.events[1], 0, false, true};
    staff.add("event", "about", staff.with(about));
    for (const auto& [act, word] : {std::pair{Act::open, "switch"}, std::pair{Act::to_hours, "to-hours"},
                                    std::pair{Act::end, "end"}, std::pair{Act::remove, "remove"}}) {
        auto asked = page;
        asked.asked = act;
        asked.asked_event = page.events[1];
        staff.add("event", fmt::format("ask-{}", word), staff.with(asked));
    }
    add_export(staff, page);
    auto draft = page;
    draft.draft = desk::EventPage::Draft{
        .title = "第13回 地域テック交流会", .starts = open.starts + hours(24), .ends = open.ends + hours(24)};
    staff.add("event", "draft", staff.with(draft));
    auto edited = draft;
    edited.draft->event = open.id;
    staff.add("event", "draft-edit", staff.with(edited));
    auto calendar = draft;
    calendar.draft->calendar = 0;
    staff.add("event", "calendar", staff.with(calendar));
    calendar.draft->calendar = 1;
    staff.add("event", "calendar-next", staff.with(calendar));
    auto backwards = draft;
    backwards.draft->title.clear();
    backwards.draft->ends = backwards.draft->starts - hours(1);
    staff.add("event", "draft-backwards", staff.with(backwards));
    auto typing = draft;
    typing.draft->typing = true;
    typing.draft->title = "もくもくかい";
    staff.add("event", "draft-typing", staff.with(typing));
    typing.draft->latin = true;
    typing.draft->title = "Mokumoku no. 12 with a really long title that does not end";
    staff.add("event", "draft-abc", staff.with(typing));
}

void add_settings(Staff& staff) {
    desk::SettingsPage page;
    page.volume_percent = 80;
    page.brightness_percent = 100;
    page.lang = "ja";
    page.version = "1.0.0-76-g2e584d4";
    page.clock = staff.now();
    page.clock_synchronised = true;
    page.hub = "https://hub.example.org";
    page.pending = 3;
    page.has_power = true;
    staff.add("settings", "ordinary", staff.with(page));
    auto silent = page;
    silent.mirrored = true;
    silent.volume_percent = 0;
    staff.add("settings", "silent", staff.with(silent));
    auto screen = page;
    screen.shows_fit = true;
    staff.add("settings", "screen", staff.with(screen));
    screen.fit = {.diagonal_tenths = 156, .distance_cm = 120, .large_text = true, .low_reach = true};
    screen.calm = true;
    staff.add("settings", "screen-measured", staff.with(screen));
    auto unsure = page;
    unsure.clock_synchronised = false;
    unsure.hub.clear();
    unsure.has_power = false;  // a window on somebody's own machine
    staff.add("settings", "clock-unsure", staff.with(unsure));
    unsure.clock_draft = staff.now() + hours(2);
    unsure.lang = "en";
    unsure.clock_problem = "the system refused";
    staff.add("settings", "clock-draft", staff.with(unsure));
}

void add_power(Staff& staff) {
    desk::PowerPage page;
    staff.add("power", "question", staff.with(page));
    page.problem = "the login manager says: Access denied";
    staff.add("power", "failed", staff.with(page));
    page.problem.clear();
    page.ordered = desk::PowerPage::Act::restart;
    staff.add("power", "restarting", staff.with(page));
    page.ordered = desk::PowerPage::Act::switch_off;
    staff.add("power", "switching-off", staff.with(page), settled, true);
}

void add_hub(Staff& staff) {
    using Step = desk::EnrolState::Step;
    desk::HubPage page;
    staff.add("hub", "none", staff.with(page));
    page.url = "https://hub.example.org:8443";
    page.device = 3;
    page.key_pin = "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    page.last_contact = staff.began() - seconds(8);
    staff.add("hub", "joined", staff.with(page));
    auto done = page;
    done.enrolling.step = Step::done;
    done.enrolling.forgets_cards = true;
    staff.add("hub", "done", staff.with(done));
    auto revoked = staff.with(page);
    std::get<desk::HubPage>(revoked.scene).pending = 1204;
    revoked.status.hub_trouble = desk::HubTrouble::revoked;
    revoked.status.sync = {Health::trouble,
                           "the hub does not accept this kiosk any more: enrol it again with a new code",
                           staff.began() - minutes(12)};
    staff.add("hub", "revoked", revoked);

    auto typing = page;
    typing.url.clear();
    typing.draft.emplace();
    staff.add("hub", "typing-empty", staff.with(typing));
    typing.draft->texts = {"hub.a-community-with-a-long-name.example.org:8443", "7KQX-M2"};
    staff.add("hub", "typing-address", staff.with(typing));
    typing.draft->field = desk::HubPage::Field::code;
    staff.add("hub", "typing-code", staff.with(typing));
    typing.draft->texts = {"192.168.0.12:8443", "7KQX-M2RD"};
    typing.enrolling.step = Step::asking;
    staff.add("hub", "trying", staff.with(typing));
    typing.enrolling.step = Step::failed;
    typing.enrolling.trouble = desk::HubTrouble::code;
    typing.enrolling.detail = "the code is wrong, was used or is older than 15 minutes: make a new one on the hub";
    staff.add("hub", "failed-code", staff.with(typing));
    typing.enrolling.trouble = desk::HubTrouble::log_in;
    typing.enrolling.detail = "this network sends us elsewhere (HTTP 302): log in to it first";
    staff.add("hub", "failed-log-in", staff.with(typing));
    for (const auto trouble :
         {desk::HubTrouble::address, desk::HubTrouble::unreachable, desk::HubTrouble::foreign,
          desk::HubTrouble::stranger, desk::HubTrouble::version, desk::HubTrouble::busy, desk::HubTrouble::fault}) {
        typing.enrolling.trouble = trouble;
        staff.add("hub", fmt::format("failed-{}", static_cast<int>(trouble)), staff.with(typing), settled, true);
    }
}

// What the hub has to say to staff, where they look.
void add_hub_troubles(Staff& staff) {
    const auto with = [&](desk::HubTrouble trouble, Health health, std::string detail,
                          std::optional<std::int64_t> waiting = {}) {
        auto snapshot = staff.with(monitor_of(staff));
        snapshot.status.held = 3;
        snapshot.status.hub_trouble = trouble;
        snapshot.status.sync = {health, std::move(detail), staff.began() - minutes(12), waiting};
        return snapshot;
    };
    staff.add("monitor", "hub-held", with(desk::HubTrouble::held, Health::warning, "the hub keeps 3 aside"));
    staff.add(
        "monitor", "hub-revoked",
        with(desk::HubTrouble::revoked, Health::trouble,
             "the hub does not accept this kiosk any more: enrol it again with a new code; 1204 entries wait", 1204));
    staff.add("monitor", "hub-copied",
              with(desk::HubTrouble::copied, Health::warning, "a copy of this kiosk has sent under its number"),
              settled, true);
    staff.add("monitor", "hub-log-in",
              with(desk::HubTrouble::log_in, Health::warning,
                   "this network sends us elsewhere (HTTP 302): log in to it first; 12 entries wait", 12),
              settled, true);
}

}  // namespace

std::vector<GalleryPicture> staff_pictures(const StaffSamples& samples) {
    Staff staff(samples);
    add_pin(staff);
    add_monitor(staff);
    add_people(staff);
    add_person(staff);
    add_person_more(staff);
    add_form(staff);
    add_events(staff);
    add_settings(staff);
    add_power(staff);
    add_hub(staff);
    add_hub_troubles(staff);
    return staff.take();
}

}  // namespace screens
