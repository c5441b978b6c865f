#include "desk/no_room.h"
#include "desk/staff_fixture.h"
#include "journal/guest_list.h"

using testing::NoRoom;
using testing::StaffFixture;
using namespace std::chrono_literals;

TEST_CASE_METHOD(StaffFixture, "the monitor counts who came, who is new, the last ten minutes and five-minute bins") {
    add_person("p", "髙橋", "c");
    add_person("q", "𠮷野", "d");
    open_evening();  // at a full five minutes
    tap("c");
    pass(5min);
    tap("d");
    tap("stranger");
    enter();
    const auto* monitor = shown<desk::Monitor>();
    CHECK(monitor->arrived == 3);
    CHECK(monitor->first_timers == 2);
    CHECK(monitor->last_ten_minutes == 3);
    CHECK(monitor->arrivals == std::vector{1, 2});
    CHECK(monitor->bins_from == clock.now.wall - 5min);
    CHECK_FALSE(monitor->expected);
    for (int i = 0; i < 6; ++i) {
        touch(desk::GoTo{desk::StaffPage::monitor});
        pass(50s);
    }
    CHECK(shown<desk::Monitor>()->last_ten_minutes == 2);  // ten minutes after the first
}

TEST_CASE_METHOD(StaffFixture, "three hours of bins are told, the newest") {
    add_event("e12", clock.now.wall - 1h, 12h);
    open_desk();
    tap("c");
    pass(175min);
    tap("d");
    enter();
    CHECK(shown<desk::Monitor>()->arrivals.size() == 36);
    CHECK(shown<desk::Monitor>()->arrivals.front() == 1);
    pass(5min);
    tap("e");
    enter();
    CHECK(shown<desk::Monitor>()->arrivals.size() == 36);
    CHECK(shown<desk::Monitor>()->arrivals.front() == 0);
    CHECK(shown<desk::Monitor>()->arrivals.back() == 1);
}

TEST_CASE_METHOD(StaffFixture, "those whom a guest list brought are expected") {
    journal::Addition guest;
    guest.entry.kind = attendance::EntryKind::person;
    guest.entry.source = attendance::Source::import;
    guest.entry.person = attendance::PersonId{"g"};
    guest.entry.version = 1;
    guest.person = attendance::Person{{"g"}, 1, "佐藤", "", "", "", false};
    REQUIRE(journal->append(guest));
    guest.entry.version = guest.person->version = 2;
    REQUIRE(journal->append(guest));
    add_person("p", "髙橋", "c");
    open_evening();
    enter();
    CHECK(shown<desk::Monitor>()->expected == 1);
}

TEST_CASE_METHOD(StaffFixture, "a list that was imported before the last evening ended is not tonight's") {
    journal::Addition guest;
    guest.entry.kind = attendance::EntryKind::person;
    guest.entry.source = attendance::Source::import;
    guest.entry.person = attendance::PersonId{"g"};
    guest.entry.version = 1;
    guest.person = attendance::Person{{"g"}, 1, "佐藤", "", "", "", false};
    REQUIRE(journal->append(guest));
    add_event("e11", clock.now.wall - 1h, 120min);
    clock.advance(24h);
    open_evening();
    enter();
    CHECK_FALSE(shown<desk::Monitor>()->expected);
    // A list that says nothing new of them counts all the same.
    REQUIRE(journal::list_memory(*journal).note_list({{}, {{"g"}}, {}, clock.now.wall}));
    restart();
    enter();
    CHECK(shown<desk::Monitor>()->expected == 1);
}

TEST_CASE_METHOD(StaffFixture, "the third visit and a return after a while are told to staff") {
    add_person("p", "髙橋", "c");
    for (const int day : {60, 10, 5})
        add_event("e" + std::to_string(day), clock.now.wall - std::chrono::days(day), 60min);
    const auto today = clock.now;
    std::vector<desk::TapLine::Hint> hints;
    for (const int day : {60, 10, 5}) {
        clock.now.wall = today.wall - std::chrono::days(day);
        clock.now.boot_id = "boot of " + std::to_string(day) + " days ago";
        open_desk();
        tap("c");
        hints.push_back(taps()[0].hint);
        CHECK(taps()[0].stamps == static_cast<std::int64_t>(hints.size()));
    }
    using Hint = desk::TapLine::Hint;
    CHECK(hints == std::vector{Hint::first_time, Hint::after_while, Hint::third_time});
}

TEST_CASE_METHOD(StaffFixture, "a new event has all it needs before the first touch") {
    open_evening();  // 第12回, two hours
    enter();
    clock.advance(20min);
    touch(desk::GoTo{desk::StaffPage::event});
    touch(desk::NewEvent{});
    const auto* draft = &*shown<desk::EventPage>()->draft;
    CHECK(draft->title == "第13回 地域テック交流会");
    CHECK(draft->starts == std::chrono::ceil<std::chrono::hours>(clock.now.wall));
    CHECK(draft->ends == draft->starts + 120min);
    touch(desk::MoveTime{desk::MoveTime::What::starts, 30min});
    draft = &*shown<desk::EventPage>()->draft;
    CHECK(draft->ends == draft->starts + 120min);
    touch(desk::MoveTime{desk::MoveTime::What::ends, -600min});
    draft = &*shown<desk::EventPage>()->draft;
    CHECK(draft->ends == draft->starts + 15min);
    answer(desk::OpenKeyboard{desk::Keyboard::kana});
    write({"あ"});
    CHECK(shown<desk::EventPage>()->draft->title == "第13回 地域テック交流会あ");
    touch(desk::Save{});
    CHECK_FALSE(shown<desk::EventPage>()->draft);
    CHECK(shown<desk::EventPage>()->events.size() == 2);
    CHECK(last_entry().kind == attendance::EntryKind::event);
    CHECK(last_entry().by == "pin");
}

TEST_CASE_METHOD(StaffFixture, "on a fresh kiosk the first event is made and opened by touch alone") {
    open_desk();
    enter();
    touch(desk::GoTo{desk::StaffPage::event});
    touch(desk::NewEvent{});
    CHECK(shown<desk::EventPage>()->draft->title == "第1回");
    touch(desk::Save{});
    touch(desk::OpenEvent{shown<desk::EventPage>()->events.at(0).id});
    CHECK(shown<desk::EventPage>()->held_open_until);
    CHECK(desk->snapshot()->door.state == attendance::DoorState::open);
    tap("c");
    CHECK(taps()[0].result == desk::TapLine::Result::unknown);
}

TEST_CASE_METHOD(StaffFixture, "an event opened by staff stays open after a restart until staff go back to the hours") {
    add_event("e12", clock.now.wall + 3h, 120min);
    open_desk();
    enter();
    touch(desk::GoTo{desk::StaffPage::event});
    touch(desk::OpenEvent{attendance::EventId{"e12"}});
    CHECK(last_entry().by == "pin");
    restart();
    CHECK(desk->snapshot()->door.state == attendance::DoorState::open);
    enter();
    touch(desk::GoTo{desk::StaffPage::event});
    touch(desk::OpenEvent{attendance::EventId{"none such"}});
    CHECK(shown<desk::EventPage>()->held_open_until);
    touch(desk::OpenEvent{});
    CHECK(shown<desk::EventPage>()->asked == desk::EventPage::Act::to_hours);
    CHECK(shown<desk::EventPage>()->open);
    touch(desk::Confirm{});
    CHECK_FALSE(shown<desk::EventPage>()->open);
    CHECK(desk->snapshot()->door.state == attendance::DoorState::early);
    restart();
    CHECK(desk->snapshot()->door.state == attendance::DoorState::early);
}

TEST_CASE_METHOD(StaffFixture, "an event is corrected in its next version") {
    open_evening();
    enter();
    touch(desk::GoTo{desk::StaffPage::event});
    touch(desk::EditEvent{{"e12"}});
    REQUIRE(shown<desk::EventPage>()->draft);
    const auto ends = shown<desk::EventPage>()->draft->ends;
    touch(desk::MoveTime{desk::MoveTime::What::ends, 30min});
    touch(desk::Save{});
    const auto event = journal->event({"e12"});
    CHECK(event->version == 2);
    CHECK(event->ends == ends + 30min);
    CHECK(journal->events().size() == 1);
    CHECK_FALSE(shown<desk::EventPage>()->draft);
}

TEST_CASE_METHOD(StaffFixture, "a draft that cannot be saved stays, with what was typed") {
    open_evening();
    enter();
    touch(desk::GoTo{desk::StaffPage::event});
    touch(desk::NewEvent{});
    const NoRoom no_room;
    touch(desk::Save{});
    REQUIRE(shown<desk::EventPage>()->draft);
    CHECK(desk->snapshot()->staff_act_failed);
}

TEST_CASE_METHOD(StaffFixture, "a clock that nobody has set is set by staff, and earlier stamps are corrected") {
    clock.now.quality = base::ClockQuality::unknown;
    clock.now.wall = base::WallTime(std::chrono::seconds(1000));
    add_event("e12", base::WallTime(std::chrono::seconds(1'784'628'000)), 120min);
    open_desk();
    enter();
    touch(desk::GoTo{desk::StaffPage::event});
    touch(desk::OpenEvent{attendance::EventId{"e12"}});
    tap("c");
    pass(10s);
    touch(desk::GoTo{desk::StaffPage::settings});
    const auto minutes =
        std::chrono::floor<std::chrono::minutes>(base::WallTime(std::chrono::seconds(1'784'628'000)) - clock.now.wall);
    touch(desk::MoveTime{desk::MoveTime::What::clock, minutes});
    REQUIRE(shown<desk::SettingsPage>()->clock_draft);
    const auto wanted = *shown<desk::SettingsPage>()->clock_draft;
    touch(desk::Save{});
    CHECK(shown<desk::SettingsPage>()->clock_synchronised);
    CHECK(shown<desk::SettingsPage>()->clock_problem.empty());
    const auto all = entries();
    CHECK(std::any_of(all.begin(), all.end(),
                      [](const attendance::Entry& entry) { return entry.detail == "clock_set" && entry.by == "pin"; }));
    CHECK(taps()[0].at == wanted - 10s);
    touch(desk::MoveTime{desk::MoveTime::What::clock, 5min});  // it is right now: nothing to set
    CHECK_FALSE(shown<desk::SettingsPage>()->clock_draft);
}

TEST_CASE_METHOD(StaffFixture, "a clock that may not be set says why, and nothing is written") {
    clock.now.quality = base::ClockQuality::restored;
    clock_refusal = "this program may not set the clock";
    open_evening();
    enter();
    touch(desk::GoTo{desk::StaffPage::settings});
    touch(desk::MoveTime{desk::MoveTime::What::clock, 1min});
    const auto before = journal->last_seq();
    touch(desk::Save{});
    CHECK(shown<desk::SettingsPage>()->clock_problem == *clock_refusal);
    CHECK_FALSE(shown<desk::SettingsPage>()->clock_draft);
    CHECK(journal->last_seq() == before);
}

TEST_CASE_METHOD(StaffFixture,
                 "the machine is restarted after a question, the order is on record, and a refusal asks again") {
    using Act = desk::PowerPage::Act;
    powers.emplace();
    open_evening();
    enter();
    touch(desk::GoTo{desk::StaffPage::settings});
    CHECK(shown<desk::SettingsPage>()->has_power);
    touch(desk::OrderPower{Act::switch_off});  // nobody asked yet
    CHECK(powers->empty());
    touch(desk::OpenPower{});
    REQUIRE(shown<desk::PowerPage>());
    touch(desk::Back{});
    CHECK(shown<desk::SettingsPage>());
    touch(desk::OpenPower{});
    touch(desk::OrderPower{Act::restart});
    CHECK(*powers == std::vector{Act::restart});
    CHECK(shown<desk::PowerPage>()->ordered == Act::restart);
    CHECK(last_entry().detail == "restart");
    touch(desk::OrderPower{Act::switch_off});  // it is under way
    CHECK(powers->size() == 1);
    desk->handle(desk::PowerInput{"Access denied"});
    CHECK_FALSE(shown<desk::PowerPage>()->ordered);
    CHECK(shown<desk::PowerPage>()->problem == "Access denied");
    touch(desk::OrderPower{Act::switch_off});
    CHECK(powers->back() == Act::switch_off);
    CHECK(shown<desk::PowerPage>()->problem.empty());
}

TEST_CASE_METHOD(StaffFixture, "without a service manager the power is not offered") {
    open_evening();
    enter();
    touch(desk::GoTo{desk::StaffPage::settings});
    CHECK_FALSE(shown<desk::SettingsPage>()->has_power);
    touch(desk::OpenPower{});
    CHECK(shown<desk::SettingsPage>());
}

TEST_CASE_METHOD(StaffFixture, "a machine that can record nothing can still be restarted") {
    powers.emplace();
    open_evening();
    enter();
    touch(desk::GoTo{desk::StaffPage::settings});
    touch(desk::OpenPower{});
    const NoRoom no_room;
    touch(desk::OrderPower{desk::PowerPage::Act::restart});
    CHECK(powers->size() == 1);
}

TEST_CASE_METHOD(StaffFixture, "what the screen is like is set at the screen, is told at once, and stays") {
    using What = desk::ChangeSetting::What;
    configure = [](desk::DeskOptions& options) { options.community.fit = {.diagonal_tenths = 70, .distance_cm = 70}; };
    open_evening();
    enter();
    touch(desk::GoTo{desk::StaffPage::settings});
    CHECK_FALSE(shown<desk::SettingsPage>()->shows_fit);
    touch(desk::ShowFit{});
    CHECK(shown<desk::SettingsPage>()->shows_fit);
    touch(desk::ChangeSetting{What::diagonal, 1});
    touch(desk::ChangeSetting{What::distance, 2});
    for (const What what : {What::large_text, What::low_reach, What::calm})
        touch(desk::ChangeSetting{what});
    const desk::ScreenFit wanted{.diagonal_tenths = 71, .distance_cm = 90, .large_text = true, .low_reach = true};
    CHECK(desk->snapshot()->community.fit == wanted);
    CHECK(desk->snapshot()->community.calm);
    CHECK(shown<desk::SettingsPage>()->fit == wanted);
    touch(desk::Back{});
    REQUIRE(shown<desk::SettingsPage>());
    CHECK_FALSE(shown<desk::SettingsPage>()->shows_fit);
    restart();
    CHECK(desk->snapshot()->community.fit == wanted);
    CHECK(desk->snapshot()->community.calm);
}

TEST_CASE_METHOD(StaffFixture,
                 "a diagonal that nobody named begins at what the screen assumed, and stays within reason") {
    using What = desk::ChangeSetting::What;
    open_evening();
    enter();
    touch(desk::GoTo{desk::StaffPage::settings});
    touch(desk::ShowFit{});
    CHECK(shown<desk::SettingsPage>()->fit.diagonal_tenths == 0);
    touch(desk::ChangeSetting{What::diagonal, 157});
    CHECK(shown<desk::SettingsPage>()->fit.diagonal_tenths == 157);
    touch(desk::ChangeSetting{What::diagonal, -500});
    CHECK(shown<desk::SettingsPage>()->fit.diagonal_tenths == 30);
    touch(desk::ChangeSetting{What::distance, -100});
    CHECK(shown<desk::SettingsPage>()->fit.distance_cm == 30);
}

TEST_CASE_METHOD(StaffFixture, "settings stay within their bounds, are applied at once and survive a restart") {
    using What = desk::ChangeSetting::What;
    open_evening();
    REQUIRE(applied.size() == 1);
    CHECK(applied.back().volume_percent == 70);
    enter();
    touch(desk::GoTo{desk::StaffPage::settings});
    for (int i = 0; i < 20; ++i) {
        touch(desk::ChangeSetting{What::volume, 1});
        touch(desk::ChangeSetting{What::brightness, -1});
    }
    touch(desk::ChangeSetting{What::mirrored});
    touch(desk::ChangeSetting{What::lang});
    CHECK(shown<desk::SettingsPage>()->volume_percent == 100);
    CHECK(shown<desk::SettingsPage>()->brightness_percent == 10);
    CHECK(desk->snapshot()->community.mirrored);
    CHECK(desk->snapshot()->community.lang == "en");
    CHECK(last_entry().detail == "lang en");
    restart();
    const desk::Settings wanted{
        .volume_percent = 100, .brightness_percent = 10, .mirrored = true, .calm = false, .fit = {}, .lang = "en"};
    CHECK(applied.back() == wanted);
    CHECK(desk->snapshot()->community.lang == "en");
}

TEST_CASE_METHOD(StaffFixture, "a setting whose change cannot be recorded is not changed") {
    open_evening();
    enter();
    touch(desk::GoTo{desk::StaffPage::settings});
    const NoRoom no_room;
    touch(desk::ChangeSetting{desk::ChangeSetting::What::mirrored});
    CHECK_FALSE(shown<desk::SettingsPage>()->mirrored);
    CHECK(desk->snapshot()->staff_act_failed);
    CHECK(applied.size() == 1);
}

TEST_CASE_METHOD(StaffFixture, "an export goes where staff said, tells how far it is, and only one runs at a time") {
    open_evening();
    enter();
    touch(desk::ShowExport{});
    CHECK(looks_for_targets == 1);
    touch(desk::StartExport{0});
    CHECK(exports.empty());  // there is no target yet
    desk->handle(desk::TargetsInput{{{"STICK", true}, {"/data", false}}});
    CHECK(shown<desk::EventPage>()->exporting->targets.size() == 2);
    touch(desk::StartExport{2});
    CHECK(exports.empty());
    touch(desk::StartExport{0});
    REQUIRE(exports.size() == 1);
    CHECK(exports[0].target == 0);
    CHECK(exports[0].event->value == "e12");
    CHECK(last_entry().detail == "export");
    touch(desk::StartExport{1});
    CHECK(exports.size() == 1);
    desk::ExportState state;
    state.step = desk::ExportState::Step::running;
    state.percent = 40;
    desk->handle(desk::ExportInput{state});
    CHECK(shown<desk::EventPage>()->exporting->state.percent == 40);
    // The session ends meanwhile: the result waits.
    pass(60s);
    CHECK(scene() == "idle");
    state.step = desk::ExportState::Step::done;
    state.safe_to_remove = true;
    desk->handle(desk::ExportInput{state});
    CHECK(scene() == "idle");
    enter();
    touch(desk::ShowExport{});
    CHECK(shown<desk::EventPage>()->exporting->state.safe_to_remove);
    touch(desk::StartExport{1});
    CHECK(exports.size() == 2);
}

TEST_CASE_METHOD(StaffFixture, "a full journal does not keep anybody from taking the data home") {
    open_evening();
    enter();
    touch(desk::ShowExport{});
    desk->handle(desk::TargetsInput{{{"STICK", true}}});
    const NoRoom no_room;
    touch(desk::StartExport{0});
    CHECK(exports.size() == 1);
}

TEST_CASE_METHOD(StaffFixture, "a processor at 80 degrees is a warning") {
    open_evening();
    CHECK(desk->snapshot()->status.temperature.health == desk::Health::unknown);
    desk->handle(desk::TemperatureInput{79.9});
    CHECK(desk->snapshot()->status.temperature.health == desk::Health::ok);
    desk->handle(desk::TemperatureInput{80.0});
    CHECK(desk->snapshot()->status.temperature.health == desk::Health::warning);
    CHECK(desk->snapshot()->status.temperature.figure == 80);
}

TEST_CASE_METHOD(StaffFixture,
                 "a language given on the command line goes before the one chosen earlier, until it is chosen anew") {
    open_evening();
    enter();
    touch(desk::GoTo{desk::StaffPage::settings});
    touch(desk::ChangeSetting{desk::ChangeSetting::What::lang, 1});
    CHECK(desk->snapshot()->community.lang == "en");
    restart();
    CHECK(desk->snapshot()->community.lang == "en");
    lang_is_given = true;  // --lang ja
    restart();
    CHECK(desk->snapshot()->community.lang == "ja");
    CHECK(applied.back().lang == "ja");
    enter();
    touch(desk::GoTo{desk::StaffPage::settings});
    touch(desk::ChangeSetting{desk::ChangeSetting::What::lang, 1});
    CHECK(desk->snapshot()->community.lang == "en");
}

TEST_CASE_METHOD(StaffFixture, "switching to another event asks first, because all later taps follow") {
    add_event("e13", clock.now.wall + 24h, 60min);
    open_evening();
    enter();
    touch(desk::GoTo{desk::StaffPage::event});
    touch(desk::OpenEvent{attendance::EventId{"e13"}});
    REQUIRE(shown<desk::EventPage>()->asked == desk::EventPage::Act::open);
    CHECK(shown<desk::EventPage>()->asked_event.id.value == "e13");
    CHECK(desk->snapshot()->door.event->id.value == "e12");
    touch(desk::Back{});
    touch(desk::Confirm{});  // nothing is asked
    CHECK(desk->snapshot()->door.event->id.value == "e12");
    touch(desk::OpenEvent{attendance::EventId{"e13"}});
    touch(desk::Confirm{});
    CHECK(desk->snapshot()->door.event->id.value == "e13");
    touch(desk::OpenEvent{});
    CHECK(shown<desk::EventPage>()->asked_event.id.value == "e12");  // what the hours say
}

TEST_CASE_METHOD(StaffFixture, "an event is ended now, whatever opened it") {
    open_evening();
    enter();
    touch(desk::GoTo{desk::StaffPage::event});
    for (const bool by_hand : {true, false}) {
        if (by_hand) touch(desk::OpenEvent{attendance::EventId{"e12"}});
        touch(desk::ShowEvent{{"e12"}});
        REQUIRE(shown<desk::EventPage>()->about->can_end);
        touch(desk::EndEvent{});
        CHECK(desk->snapshot()->door.state == attendance::DoorState::open);
        touch(desk::Confirm{});
        CHECK(desk->snapshot()->door.state == attendance::DoorState::over);
        CHECK(journal->event({"e12"})->ends == std::chrono::floor<std::chrono::seconds>(clock.now.wall));
        touch(desk::EndEvent{});  // it is over
        CHECK(shown<desk::EventPage>()->asked == desk::EventPage::Act::none);
        // The end can be corrected.
        touch(desk::EditEvent{{"e12"}});
        touch(desk::MoveTime{desk::MoveTime::What::ends, 60min});
        touch(desk::Save{});
        CHECK(desk->snapshot()->door.state == attendance::DoorState::open);
        touch(desk::Back{});
    }
}

TEST_CASE_METHOD(StaffFixture, "an event that nobody came to can be removed, one with a stamp cannot") {
    add_event("e13", clock.now.wall + 24h, 60min);
    open_evening();
    tap("c");
    enter();
    touch(desk::GoTo{desk::StaffPage::event});
    touch(desk::ShowEvent{{"e12"}});
    CHECK(shown<desk::EventPage>()->about->arrived == 1);
    CHECK_FALSE(shown<desk::EventPage>()->about->can_remove);
    touch(desk::RemoveEvent{});
    touch(desk::Confirm{});
    CHECK(shown<desk::EventPage>()->events.size() == 2);
    touch(desk::ShowEvent{{"e13"}});
    REQUIRE(shown<desk::EventPage>()->about->can_remove);
    touch(desk::RemoveEvent{});
    CHECK(shown<desk::EventPage>()->events.size() == 2);
    touch(desk::Confirm{});
    CHECK(shown<desk::EventPage>()->events.size() == 1);
    CHECK_FALSE(shown<desk::EventPage>()->about);
    const auto gone = *journal->event({"e13"});  // as the hub writes one that was removed there
    CHECK(gone.ends - gone.starts == attendance::taken_off_length);
    CHECK(gone.version == 2);
    restart();
    enter();
    touch(desk::GoTo{desk::StaffPage::event});
    CHECK(shown<desk::EventPage>()->events.size() == 1);
}

TEST_CASE_METHOD(StaffFixture, "the day of an event is chosen on a calendar, three weeks ahead by two touches") {
    open_evening();
    enter();
    touch(desk::GoTo{desk::StaffPage::event});
    touch(desk::NewEvent{});
    const auto starts = shown<desk::EventPage>()->draft->starts;
    touch(desk::ShowCalendar{0});
    REQUIRE(shown<desk::EventPage>()->draft->calendar == 0);
    touch(desk::ShowCalendar{1});
    CHECK(shown<desk::EventPage>()->draft->calendar == 1);
    touch(desk::MoveTime{desk::MoveTime::What::starts, 21 * 24 * 60min});
    CHECK_FALSE(shown<desk::EventPage>()->draft->calendar);
    CHECK(shown<desk::EventPage>()->draft->starts == starts + 21 * 24h);
    touch(desk::ShowCalendar{0});
    touch(desk::Back{});
    REQUIRE(shown<desk::EventPage>()->draft);
    CHECK_FALSE(shown<desk::EventPage>()->draft->calendar);
}

TEST_CASE_METHOD(StaffFixture, "an export is of the event whose page it was asked on, or of all") {
    add_event("e11", clock.now.wall - 48h, 60min);
    open_evening();
    enter();
    touch(desk::GoTo{desk::StaffPage::event});
    touch(desk::ShowEvent{{"e11"}});
    touch(desk::ShowExport{});
    CHECK(looks_for_targets == 1);
    desk->handle(desk::TargetsInput{{{"/data", false}}});
    touch(desk::StartExport{0});
    REQUIRE(exports.size() == 1);
    CHECK(exports[0].event->value == "e11");
    desk::ExportState done;
    done.step = desk::ExportState::Step::done;
    desk->handle(desk::ExportInput{done});
    touch(desk::ChooseExport{true});
    touch(desk::StartExport{0});
    REQUIRE(exports.size() == 2);
    CHECK_FALSE(exports[1].event);
    touch(desk::Back{});
    CHECK(shown<desk::EventPage>()->about->event.id.value == "e11");
}

TEST_CASE_METHOD(StaffFixture, "staff who keep the monitor open find it there after an hour, until they let it go") {
    open_evening();
    enter();
    touch(desk::KeepWatching{});
    CHECK(shown<desk::Monitor>()->stays);
    for (int i = 0; i < 59; ++i)
        pass(60s);
    CHECK(scene() == "monitor");
    touch(desk::GoTo{desk::StaffPage::settings});
    touch(desk::GoTo{desk::StaffPage::monitor});
    CHECK(shown<desk::Monitor>()->stays);
    touch(desk::KeepWatching{});
    CHECK_FALSE(shown<desk::Monitor>()->stays);
    touch(desk::GoTo{desk::StaffPage::monitor});
    pass(60s);
    CHECK(scene() == "idle");
    enter();
    CHECK_FALSE(shown<desk::Monitor>()->stays);
}

TEST_CASE_METHOD(StaffFixture, "the last taps go on from page to page") {
    open_evening();
    for (int i = 0; i < 9; ++i)
        tap("card" + std::to_string(i));
    enter();
    touch(desk::ShowFrom{3});
    CHECK(shown<desk::Monitor>()->from == 3);
    touch(desk::ShowFrom{9});
    CHECK(shown<desk::Monitor>()->from == 0);
}

TEST_CASE_METHOD(StaffFixture, "without a hub nothing is said of sending") {
    add_person("p", "髙橋", "c");
    open_evening();
    tap("c");
    enter();
    CHECK_FALSE(desk->snapshot()->status.has_hub);
    touch(desk::OpenPerson{{"p"}});
    CHECK_FALSE(shown<desk::PersonPage>()->today->synced);
    hub_facts.url = "https://hub.example.org";
    touch(desk::OpenPerson{{"p"}});
    CHECK(desk->snapshot()->status.has_hub);
    CHECK(shown<desk::PersonPage>()->today->synced == false);
}
