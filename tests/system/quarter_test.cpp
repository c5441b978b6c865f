// A quarter of a community's life in seconds: weekly evenings at two doors with a hub, through the end of summer time
// and of a season, with clocks that are in the past or hours off, pulled plugs, a hub that is away, snapshots, erasures
// and a disk that is full for a while. Every part is real but the wire's transport and the card's radio; time is the
// test's. At the end the handbook's promises are checked from the raw journals.
//
// PETTAN_QUARTERS: how many quarters, each with another seed; PETTAN_SEED: the first one's.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <random>
#include <set>

#include "base/file.h"
#include "base/time_text.h"
#include "client/batch.h"
#include "client/roster.h"
#include "desk/desk.h"
#include "desk/no_room.h"
#include "hub/engines.h"
#include "journal/journal.h"
#include "journal/reader.h"
#include "office/acts.h"
#include "wire/codec.h"
#include "wire/gzip.h"

namespace {

using namespace std::chrono_literals;
using attendance::CardId;
using attendance::EventId;
using attendance::PersonId;
using base::ClockQuality;
using base::WallTime;

WallTime at(std::string_view text) {
    const auto time = base::parse_rfc3339(text);
    REQUIRE(time);
    return *time;
}

// Central Europe in 2026.
std::chrono::minutes offset_at(WallTime time) {
    static const WallTime from = at("2026-03-29T01:00:00Z");
    static const WallTime to = at("2026-10-25T01:00:00Z");
    return from <= time && time < to ? 120min : 60min;
}

struct Dice {
    std::mt19937_64 random;
    std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n)); }
    bool one_in(std::int64_t n) { return below(n) == 0; }
};

// The time that really is.
struct World {
    WallTime truth = at("2026-09-14T08:00:00Z");
};

// A Pi without a battery: at boot it says what it said when it was shut down, until somebody sets it.
class PiClock : public base::Clock {
public:
    explicit PiClock(const World& world) : m_world(world) { boot(0us, ClockQuality::synchronised); }

    base::ClockReading read() const override {
        return {m_world.truth + m_off, m_world.truth - m_booted, m_boot_id, m_quality};
    }
    base::MonotonicTime monotonic() const override { return m_world.truth.time_since_epoch(); }

    void boot(std::chrono::microseconds off, ClockQuality quality) {
        m_booted = m_world.truth - 20s;
        m_boot_id = fmt::format("{:032x}", ++m_boots);
        set(off, quality);
    }
    void set(std::chrono::microseconds off, ClockQuality quality) {
        m_off = off;
        m_quality = quality;
    }
    std::chrono::microseconds off() const { return m_off; }
    ClockQuality quality() const { return m_quality; }
    const std::string& boot_id() const { return m_boot_id; }

private:
    const World& m_world;
    WallTime m_booted;
    std::chrono::microseconds m_off{0};
    ClockQuality m_quality = ClockQuality::unknown;
    std::string m_boot_id;
    int m_boots = 0;
};

class HubsClock : public base::Clock {
public:
    explicit HubsClock(const World& world) : m_world(world) {}
    base::ClockReading read() const override {
        return {m_world.truth, m_world.truth.time_since_epoch(), std::string(32, 'h'), ClockQuality::synchronised};
    }
    base::MonotonicTime monotonic() const override { return m_world.truth.time_since_epoch(); }

private:
    const World& m_world;
};

// What was shown as recorded, and what was true then.
struct Shown {
    std::int64_t seq = 0;
    std::string card;
    std::optional<PersonId> person;
    EventId tonight;
    WallTime truth;
    std::string boot;
};

struct Door {
    Door(const World& world_now, store::Store& store, Dice& rolled)
        : clock(world_now), world(world_now), hub(store), dice(rolled), enrolled(testing::Kiosk::enrolled(store)) {
        open();
        REQUIRE(journal->set_setting(std::string(journal::device_setting), std::to_string(enrolled.device)));
    }

    void open() {
        auto opened = journal::Journal::open({folder.path(), "", true}, clock);
        if (!opened) FAIL(opened.error().message);
        journal = std::move(*opened);
        auto reading = journal::Reader::open(folder.path());
        REQUIRE(reading);
        reader = std::move(*reading);
        desk::DeskOptions options;
        options.quarter_names["ja"] = {"冬", "春", "夏", "秋"};
        options.zone = attendance::Zone(offset_at);
        desk::DeskEvents events;
        events.decided = [this](const desk::Decided& decision) { decided.push_back(decision); };
        events.store = [](const desk::StoreHealth&) {};
        events.wants_memory = [](const CardId&) {};
        desk = std::make_unique<desk::Desk>(*journal, clock, std::move(options), std::move(events));
        desk->handle(desk::ReaderInput{desk::ReaderInput::State::ok, ""});
        desk->tick();
    }
    void close() {
        desk.reset();
        reader.reset();
        journal.reset();
    }
    // The program ends and begins again, in the same boot of the machine or in a new one.
    void restart() {
        close();
        open();
    }
    void pull_the_plug() {
        close();
        const bool has_battery = dice.one_in(4);
        const auto behind = has_battery ? 0us : -std::chrono::microseconds(std::chrono::seconds(dice.below(900)));
        clock.boot(clock.off() + behind, ClockQuality::restored);
        open();
    }
    // Between two evenings the machine is off.
    void sleep_until_now(WallTime went_off) {
        close();
        const bool has_battery = dice.one_in(4);
        const bool is_lost = dice.one_in(5);
        auto off = clock.off();
        if (!has_battery) off -= world.truth - went_off;
        if (is_lost) off = at("2000-01-01T00:00:00Z") - world.truth;
        clock.boot(off, is_lost ? ClockQuality::unknown : ClockQuality::restored);
        open();
    }

    std::optional<EventId> open_event() const {
        const auto& shown = desk->snapshot()->door;
        return shown.state == attendance::DoorState::open ? std::optional(shown.event->id) : std::nullopt;
    }
    // As staff would at the screen; what the touches do is tested elsewhere.
    void open_by_hand(const EventId& event) {
        journal::Addition addition;
        addition.entry.kind = attendance::EntryKind::open;
        addition.entry.event = event;
        addition.entry.by = "pin";
        REQUIRE(journal->append(addition));
        restart();
    }

    desk::Decided tap(const std::string& card, bool stable = true) {
        const std::size_t before = decided.size();
        desk->handle(desk::TapInput{clock.monotonic(), CardId{card}, "type2", stable, {}});
        REQUIRE(decided.size() == before + 1);  // no tap goes by without a word
        return decided.back();
    }

    // All that waits goes up, then all that is new comes down.
    void sync() {
        for (;;) {
            const auto batch = client::make_batch(*reader, acked, 40, clock.read(), {});
            if (!batch) FAIL(batch.error().message);
            const auto body = wire::gunzip(batch->gzipped_body, wire::json_bytes_max);
            REQUIRE(body);
            const auto request = wire::parse_entries_request(*body);
            if (!request) FAIL(request.error().message);
            const store::Incoming incoming{enrolled.token, &*request};
            auto outcomes = hub.accept(std::span(&incoming, 1), world.truth);
            REQUIRE(outcomes);
            if (const auto* refusal = std::get_if<wire::ErrorBody>(&outcomes->front())) FAIL(refusal->message);
            const auto& reply = std::get<wire::EntriesReply>(outcomes->front());
            CHECK(reply.rejected.empty());
            acked = reply.acked_through;
            if (dice.one_in(20)) continue;  // the answer was lost: it is sent again
            desk->handle(desk::AckedInput{acked});
            if (acked == journal->last_seq()) break;
        }
        take_changes();
    }
    void take_changes() {
        const bool is_snapshot = cursor.empty();
        wire::Changes all;
        for (bool more = true; more;) {
            auto answer = hub.changes(enrolled.device, cursor, 30, world.truth);
            REQUIRE(answer);
            REQUIRE(answer->index() == 0);
            auto& page = std::get<wire::Changes>(*answer);
            more = page.more;
            cursor = page.cursor;
            if (!is_snapshot) {
                give({std::move(page), client::UpdateKind::changes});
                continue;
            }
            const auto add = [](auto& to, auto& from) { to.insert(to.end(), from.begin(), from.end()); };
            add(all.people, page.people);
            add(all.cards, page.cards);
            add(all.merges, page.merges);
            add(all.events, page.events);
            add(all.seasons, page.seasons);
            add(all.prompts, page.prompts);
            add(all.presences, page.presences);
            page.people = std::move(all.people);
            page.cards = std::move(all.cards);
            page.merges = std::move(all.merges);
            page.events = std::move(all.events);
            page.seasons = std::move(all.seasons);
            page.prompts = std::move(all.prompts);
            page.presences = std::move(all.presences);
            all = std::move(page);
        }
        if (is_snapshot) give({std::move(all), client::UpdateKind::snapshot_begins});
    }
    void give(client::Update update) {
        desk->handle(desk::RosterInput{std::make_shared<journal::RosterUpdate>(client::to_roster(std::move(update)))});
        for (int i = 0; i < 1000 && desk->next_wake() <= clock.monotonic(); ++i)
            desk->tick();
    }

    std::vector<attendance::Entry> entries() const {
        std::vector<attendance::Entry> all;
        for (;;) {
            const auto feed = reader->feed(static_cast<std::int64_t>(all.size()), 500);
            if (!feed) FAIL(feed.error().message);
            if (feed->entries.empty()) return all;
            all.insert(all.end(), feed->entries.begin(), feed->entries.end());
        }
    }

    testing::TempFolder folder{testing::memory_place()};
    PiClock clock;
    const World& world;
    store::Store& hub;
    Dice& dice;
    testing::Kiosk enrolled;
    std::unique_ptr<journal::Journal> journal;
    std::unique_ptr<journal::Reader> reader;
    std::unique_ptr<desk::Desk> desk;
    std::vector<desk::Decided> decided;
    std::int64_t acked = 0;
    std::string cursor;
    std::vector<Shown> shown;
    std::vector<attendance::Entry> seen;  // as they stood after the last evening
};

struct Guest {
    std::string card;
    std::string name;
    PersonId person;
    bool is_erased = false;
};

class Quarter {
public:
    explicit Quarter(std::uint64_t seed) : m_dice{std::mt19937_64(seed)} {
        for (int i = 0; i < 2; ++i)
            m_doors.push_back(std::make_unique<Door>(m_world, *m_store, m_dice));
        for (int i = 0; i < 24; ++i)
            invite(i);
    }

    void run() {
        for (int week = 0; week < 13; ++week) {
            plan(week);
            const WallTime off = m_world.truth;
            m_world.truth = m_tonight.starts - 40min;
            for (auto& door : m_doors)
                door->sleep_until_now(off);
            evening(week);
            between();
        }
        for (auto& door : m_doors)
            door->sync();
        for (auto& door : m_doors)
            door->take_changes();
    }

    void check();

private:
    office::Acts acts() { return {*m_store, m_hub_clock, "user:aki"}; }

    void invite(int number) {
        Guest guest{fmt::format("{:032x}", 0xca4d0000 + number), fmt::format("Gästin Nr-{}-Ωx", number), {}, false};
        attendance::Person person;
        person.name = guest.name;
        person.nickname = fmt::format("spitz-{}-Ωx", number);
        const auto id = acts().put_person(person);
        REQUIRE(id);
        guest.person = *id;
        REQUIRE(acts().bind(CardId{guest.card}, guest.person));
        m_guests.push_back(std::move(guest));
    }

    // Tuesdays at 19:00 local time, which is an hour later in UTC from the end of October.
    void plan(int week) {
        const auto day = std::chrono::sys_days(std::chrono::year(2026) / 9 / 15) + std::chrono::days(7 * week);
        const WallTime local = WallTime(day) + 19h;
        m_tonight = {EventId{fmt::format("evening-{}", week)},
                     1,
                     fmt::format("第{}回 夜", week + 1),
                     "",
                     local - offset_at(local),
                     local - offset_at(local) + 150min};
        REQUIRE(acts().put_event(m_tonight));
    }

    void evening(int week) {
        const bool hub_is_away = week > 0 && m_dice.one_in(4);
        for (auto& door : m_doors) {
            if (week % 4 == 3 && m_dice.one_in(2)) door->cursor.clear();  // a snapshot
            // What happens tonight is on every kiosk, also where the hub will be away.
            door->sync();
        }
        const WallTime end = m_tonight.ends;
        int full_for = m_dice.one_in(4) ? 6 : 0;
        m_world.truth = m_tonight.starts - 5min;
        while (m_world.truth < end - 5min) {
            m_world.truth += std::chrono::seconds(10 + m_dice.below(300));
            Door& door = *m_doors[static_cast<std::size_t>(m_dice.below(2))];
            tend_clock(door);
            door.desk->tick();
            if (m_dice.one_in(25)) door.restart();
            if (m_dice.one_in(40)) door.pull_the_plug();
            if (m_world.truth < m_tonight.starts) continue;
            look_at_the_door(door);
            if (full_for > 0 && m_world.truth > m_tonight.starts + 30min) {
                --full_for;
                tap_on_full_disk(door);
            } else {
                one_guest(door, week);
            }
            if (!hub_is_away && m_dice.one_in(3)) door.sync();
        }
    }

    // Sometimes wrong first (a hub that is two hours fast), right in the end.
    void tend_clock(Door& door) {
        const bool is_right = door.clock.quality() == ClockQuality::synchronised && door.clock.off() == 0us;
        if (is_right || !m_dice.one_in(6)) return;
        const bool wrongly = door.clock.quality() != ClockQuality::synchronised && m_dice.one_in(3);
        door.clock.set(wrongly ? std::chrono::microseconds(m_dice.one_in(2) ? 2h : -3h) : 0us,
                       ClockQuality::synchronised);
    }

    // Staff see what is open, and open tonight's event where the clock keeps it shut or holds last week's open.
    void look_at_the_door(Door& door) {
        if (door.open_event() != m_tonight.id) door.open_by_hand(m_tonight.id);
        REQUIRE(door.open_event() == m_tonight.id);
    }

    void one_guest(Door& door, int week) {
        if (m_dice.one_in(12)) {
            const auto phone = door.tap(fmt::format("08{:030x}", m_dice.below(1'000'000)), false);
            CHECK(phone.result == desk::Decided::Result::refused);
            return;
        }
        if (m_dice.one_in(8)) return newcomer(door);
        Guest& guest = m_guests[static_cast<std::size_t>(m_dice.below(static_cast<std::int64_t>(m_guests.size())))];
        if (guest.is_erased) return;
        const auto decision = door.tap(guest.card);
        note(door, guest.card, decision);
        if (decision.result == desk::Decided::Result::stamped) check_welcome(door, guest, week);
    }
    void newcomer(Door& door) {
        const std::string card = fmt::format("{:032x}", 0xbeef0000 + ++m_newcomers);
        note(door, card, door.tap(card));
        const auto snapshot = door.desk->snapshot();
        const auto* scene = std::get_if<desk::NewCard>(&snapshot->scene);
        REQUIRE(scene);
        if (m_dice.one_in(2)) return;
        door.desk->handle(desk::AnswerInput{desk::OpenKeyboard{desk::Keyboard::kana}});
        for (const char* key : {"ゆ", "き"})
            door.desk->handle(desk::AnswerInput{desk::PressKey{key}});
        door.desk->handle(desk::AnswerInput{desk::PressKey{std::string(desk::key_done)}});
        check_present_square(door);
    }
    void note(Door& door, const std::string& card, const desk::Decided& decision) {
        CHECK(decision.seq > 0);
        CHECK(decision.result != desk::Decided::Result::refused);
        if (decision.result == desk::Decided::Result::repeat) return;
        door.shown.push_back({decision.seq, card, decision.person, m_tonight.id, m_world.truth, door.clock.boot_id()});
    }
    void tap_on_full_disk(Door& door) {
        const Guest& guest = m_guests[static_cast<std::size_t>(m_dice.below(24))];
        if (guest.is_erased) return;
        desk::Decided decision;
        std::string_view scene;
        {
            const testing::NoRoom no_room;
            decision = door.tap(guest.card);
            scene = desk::scene_name(door.desk->snapshot()->scene);
        }
        // The audit line of a repeat may be missing, the scene is right; a stamp is shown only when it is kept.
        if (decision.result != desk::Decided::Result::repeat) {
            CHECK(decision.result == desk::Decided::Result::refused);
            CHECK(scene == "cannot_record");
            ++m_refused_for_room;
        }
        m_world.truth += 6s;
        door.desk->tick();
        CHECK(door.desk->snapshot()->status.store.health != desk::Health::trouble);
    }

    // The newest square is tonight's, on the card of the season that the stamp's time falls in.
    void check_present_square(const Door& door) {
        const auto snapshot = door.desk->snapshot();
        const auto* scene = std::get_if<desk::Welcome>(&snapshot->scene);
        REQUIRE(scene);
        REQUIRE_FALSE(scene->card.filled.empty());
        const auto& square = scene->card.filled.back();
        CHECK(square.event == m_tonight.id);
        CHECK(scene->card.season.first <= square.at);
        CHECK(square.at < scene->card.season.end);
        if (door.clock.quality() == ClockQuality::synchronised && door.clock.off() == 0us) {
            const bool is_summer = m_world.truth < at("2026-09-30T22:00:00Z");
            CHECK(scene->card.season.name == (is_summer ? "夏" : "秋"));
            CHECK(snapshot->zone.offset_at(square.at) == offset_at(m_world.truth));
        }
    }
    void check_welcome(const Door& door, const Guest& guest, int week) {
        check_present_square(door);
        const auto snapshot = door.desk->snapshot();
        const auto* scene = std::get_if<desk::Welcome>(&snapshot->scene);
        const auto visits = door.journal->visits(guest.person);
        CHECK((scene->greeting == attendance::Greeting::first_time) == (visits.size() == 1));
        const auto& line = snapshot->taps.front();
        CHECK((line.result == desk::TapLine::Result::first_time) == (visits.size() == 1));
        CHECK(line.stamps == static_cast<std::int64_t>(visits.size()));
        CHECK(static_cast<int>(visits.size()) <= week + 1);
    }

    // The machines run on for a while and go off; organizers put things right.
    void between() {
        m_world.truth += 30min;
        for (auto& door : m_doors) {
            const auto now = door->entries();
            for (std::size_t i = 0; i < door->seen.size(); ++i)
                REQUIRE(now[i] == door->seen[i]);  // the log only grows
            door->seen = now;
        }
        if (m_dice.one_in(3)) {
            Guest& guest = m_guests[static_cast<std::size_t>(m_dice.below(24))];
            if (!guest.is_erased) REQUIRE(acts().erase(guest.person));
            guest.is_erased = true;
            REQUIRE(m_store->scrub());
        }
        if (m_dice.one_in(3)) invite(static_cast<int>(m_guests.size()));
    }

    void check_entries(const Door& door) const;
    void check_erased() const;
    void check_hub() const;

    Dice m_dice;
    World m_world;
    HubsClock m_hub_clock{m_world};
    testing::Tables m_tables{sql::Engine::sqlite};
    std::unique_ptr<store::Store> m_store = m_tables.store();
    std::vector<std::unique_ptr<Door>> m_doors;
    std::vector<Guest> m_guests;
    attendance::Event m_tonight;
    int m_newcomers = 0;
    int m_refused_for_room = 0;
};

void Quarter::check() {
    std::size_t shown = 0;
    for (const auto& door : m_doors) {
        check_entries(*door);
        shown += door->shown.size();
    }
    check_hub();
    for (auto& door : m_doors)
        door->close();
    check_erased();
    CHECK(shown > 100);
}

void Quarter::check_entries(const Door& door) const {
    const auto entries = door.entries();
    for (std::size_t i = 0; i < entries.size(); ++i)
        REQUIRE(entries[i].ref.seq == static_cast<std::int64_t>(i) + 1);  // gapless
    const auto ledger = attendance::fold(entries);
    std::map<std::string, attendance::BootAnchor> anchors;
    for (const auto& [boot, anchor] : ledger.anchors)
        anchors[boot.second] = anchor;
    std::set<std::pair<EventId, std::string>> stamped;
    int times_checked = 0;
    for (const Shown& shown : door.shown) {
        CAPTURE(shown.seq, shown.card, shown.tonight.value);
        REQUIRE(shown.seq <= static_cast<std::int64_t>(entries.size()));
        const auto& entry = entries[static_cast<std::size_t>(shown.seq - 1)];
        // Shown means safe, on the right evening, once.
        CHECK(entry.kind == attendance::EntryKind::stamp);
        CHECK(entry.card == CardId{shown.card});
        CHECK(entry.event == shown.tonight);
        CHECK(stamped.insert({shown.tonight, shown.card}).second);
        // Where the boot learned the right time in the end, the stamp has it, whatever its clock said at first.
        const auto anchor = anchors.find(shown.boot);
        if (anchor == anchors.end()) continue;
        const auto booted = anchor->second.wall - anchor->second.boottime;
        const auto time = attendance::corrected_time(entry.at, anchor->second);
        CHECK(time.quality == attendance::ClockQuality::synchronised);
        const bool boot_is_right = std::chrono::abs(booted + entry.at.boottime - shown.truth) <= 1s;
        if (!boot_is_right) continue;
        ++times_checked;
        CHECK(std::chrono::abs(time.at - shown.truth) <= attendance::synchronised_within);
    }
    CHECK(times_checked > 20);
}

// Nothing of an erased name is left in any file of a kiosk or of the hub.
void Quarter::check_erased() const {
    std::vector<std::filesystem::path> folders{m_tables.folder()};
    for (const auto& door : m_doors)
        folders.push_back(door->folder.path());
    for (const auto& folder : folders)
        for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
            if (!file.is_regular_file()) continue;
            const auto bytes = base::read_file(file.path());
            REQUIRE(bytes);
            for (const Guest& guest : m_guests) {
                if (!guest.is_erased) continue;
                CAPTURE(file.path().string(), guest.name);
                CHECK(bytes->find(guest.name) == std::string::npos);
            }
        }
}

// The hub has what the kiosks have, and each of them knows the same of every evening.
void Quarter::check_hub() const {
    const wire::Changes hub = testing::all_changes(*m_store);
    std::map<std::pair<EventId, attendance::Subject>, attendance::Presence> at_hub;
    for (const auto& row : hub.presences)
        if (!row.removed) at_hub[{row.presence.event, row.presence.subject}] = row.presence;
    CHECK(at_hub.size() > 50);
    for (const auto& door : m_doors)
        for (const auto& [key, presence] : at_hub) {
            CAPTURE(key.first.value);
            const auto here = door->journal->presence(key.first, key.second);
            REQUIRE(here);
            CHECK(std::chrono::abs(here->at - presence.at) <= 1ms);
            CHECK(here->quality == presence.quality);
        }
    for (const auto& door : m_doors)
        for (const Shown& shown : door->shown) {
            CAPTURE(shown.card, shown.tonight.value);
            const auto owner = door->journal->owner_of(CardId{shown.card});
            const auto subject = owner ? attendance::Subject(*owner) : attendance::Subject(CardId{shown.card});
            CHECK(at_hub.contains({shown.tonight, subject}));
        }
}

}  // namespace

TEST_CASE("through a whole quarter every promise of the design holds, as told by the raw journals") {
    const char* quarters = std::getenv("PETTAN_QUARTERS");
    const char* wanted = std::getenv("PETTAN_SEED");
    std::uint64_t seed = wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : std::random_device()();
    for (int left = quarters != nullptr ? std::atoi(quarters) : 1; left > 0; --left, ++seed) {
        std::cout << "quarter with PETTAN_SEED=" << seed << std::endl;
        CAPTURE(seed);
        Quarter quarter(seed);
        quarter.run();
        quarter.check();
    }
}
