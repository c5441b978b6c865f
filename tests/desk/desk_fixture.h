// A desk on a real journal in a temporary folder, with a clock in the test's hand.
#pragma once

#include "desk/desk.h"
#include "journal/journal.h"
#include "testing/catch.h"
#include "testing/fake_clock.h"
#include "testing/temp_folder.h"

namespace testing {

using namespace std::chrono_literals;

struct DeskFixture {
    TempFolder folder;
    FakeClock clock;
    std::unique_ptr<journal::Journal> journal;
    std::vector<desk::Decided> decided;
    std::vector<bool> store_ok;
    std::int64_t told_through = 0;  // the journal's last seq when the desk last said that it recorded
    std::vector<attendance::CardId> memories_wanted;
    std::vector<desk::PinWork> pin_work;
    std::vector<desk::ExportOrder> exports;
    std::vector<desk::Settings> applied;
    std::vector<int> lights;
    std::vector<desk::EnrolOrder> enrolments;
    int calls_off = 0;
    bool lang_is_given = false;
    attendance::PublicNames names = attendance::PublicNames::careful;
    desk::HubFacts hub_facts;
    int looks_for_targets = 0;
    std::optional<std::vector<desk::PowerPage::Act>>
        powers;                                         // ordered; absent: this machine's power is not the kiosk's
    std::optional<std::string> clock_refusal;           // absent: the clock may be set
    std::function<void(desk::DeskOptions&)> configure;  // what is not as usual
    std::unique_ptr<desk::Desk> desk;

    DeskFixture() {
        auto opened = journal::Journal::open({folder.path(), "", true}, clock);
        REQUIRE(opened);
        journal = std::move(*opened);
    }

    void add_event(const std::string& id, base::WallTime starts, std::chrono::minutes length) {
        journal::Addition addition;
        addition.entry.kind = attendance::EntryKind::event;
        addition.entry.event = attendance::EventId{id};
        addition.entry.version = 1;
        addition.event = attendance::Event{{id}, 1, "第12回 地域テック交流会", "", starts, starts + length};
        REQUIRE(journal->append(addition));
    }
    void add_person(const std::string& id, const std::string& name, const std::string& card) {
        journal::Addition person;
        person.entry.kind = attendance::EntryKind::person;
        person.entry.person = attendance::PersonId{id};
        person.entry.version = 1;
        person.person = attendance::Person{};
        person.person->id = attendance::PersonId{id};
        person.person->name = name;
        journal::Addition bind;
        bind.entry.kind = attendance::EntryKind::bind;
        bind.entry.person = attendance::PersonId{id};
        bind.entry.card = attendance::CardId{card};
        bind.entry.version = 1;
        REQUIRE(journal->append(person));
        REQUIRE(journal->append(bind));
    }

    void open_desk() {
        desk::DeskOptions options;
        options.community.names = names;
        const auto today = std::chrono::floor<std::chrono::days>(clock.now.wall);
        options.season = {"夏のスタンプカード", today - std::chrono::days(30), today + std::chrono::days(60), 10};
        options.first_titles = {{"ja", "第1回"}, {"en", "Meetup #1"}};
        options.lang_is_given = lang_is_given;
        options.hub = [this] { return hub_facts; };
        if (configure) configure(options);
        desk::DeskEvents events;
        events.enrol = [this](const desk::EnrolOrder& order) { enrolments.push_back(order); };
        events.call_off_enrolment = [this] { ++calls_off; };
        events.decided = [this](const desk::Decided& d) { decided.push_back(d); };
        events.store = [this](const desk::StoreHealth& health) { store_ok.push_back(health.ok); };
        events.wants_memory = [this](const attendance::CardId& card) { memories_wanted.push_back(card); };
        events.recorded = [this] { told_through = journal->last_seq(); };
        events.pin = [this](const desk::PinWork& work) { pin_work.push_back(work); };
        events.export_to = [this](const desk::ExportOrder& order) { exports.push_back(order); };
        events.look_for_targets = [this] { ++looks_for_targets; };
        events.light = [this](int percent) { lights.push_back(percent); };
        events.apply = [this](const desk::Settings& settings) { applied.push_back(settings); };
        if (powers) events.power = [this](desk::PowerPage::Act act) { powers->push_back(act); };
        events.set_clock = [this](base::WallTime wanted) -> base::Result<void> {
            if (clock_refusal) return base::fail(base::ErrorCode::denied, *clock_refusal);
            clock.now.wall = wanted;
            clock.now.quality = base::ClockQuality::synchronised;
            return {};
        };
        desk = std::make_unique<desk::Desk>(*journal, clock, options, std::move(events));
        desk->handle(desk::ReaderInput{desk::ReaderInput::State::ok, ""});
    }
    // An event that is open for an hour more, and a desk on it.
    void open_evening() {
        add_event("e12", clock.now.wall - 1h, 120min);
        open_desk();
    }

    void tap(const std::string& card, bool stable = true, bool joined = false) {
        desk->handle(desk::TapInput{clock.monotonic(), attendance::CardId{card}, "type2", stable, {}, {}, joined});
    }
    void pass(std::chrono::nanoseconds time) {
        clock.advance(time);
        desk->tick();
    }
    template <typename SceneKind>
    const SceneKind* shown() const {
        return std::get_if<SceneKind>(&desk->snapshot()->scene);
    }
    std::string_view scene() const { return desk::scene_name(desk->snapshot()->scene); }
};

}  // namespace testing
