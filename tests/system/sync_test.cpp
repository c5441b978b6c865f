// The real hub, the real journal and sync thread, and what happens between them.
#include <random>

#include "journal/backup.h"
#include "journal/kiosk_folder.h"
#include "journal/reader.h"
#include "testing/catch.h"
#include "testing/faulty_proxy.h"
#include "testing/hub_process.h"
#include "testing/synced_kiosk.h"

using namespace std::chrono_literals;
using testing::eventually;
using testing::HubProcess;
using testing::need;
using testing::SyncedKiosk;

namespace {

int cycles_of(const char* name, int otherwise) {
    const char* wanted = std::getenv(name);
    return wanted ? std::atoi(wanted) : otherwise;
}

// Some kiosks of one hub, each with its data in the folder.
struct Doors {
    testing::TempFolder folder{testing::memory_place()};
    std::vector<std::unique_ptr<SyncedKiosk>> kiosks;

    SyncedKiosk& add() {
        const auto data = folder.path() / ("kiosk" + std::to_string(kiosks.size()));
        return *kiosks.emplace_back(std::make_unique<SyncedKiosk>(data));
    }
    bool all_empty() {
        return std::ranges::all_of(kiosks, [](auto& kiosk) { return kiosk->is_empty(); });
    }
    void pump() {
        for (auto& kiosk : kiosks)
            kiosk->pump();
    }
    std::int64_t device_of(SyncedKiosk& kiosk) const {
        return std::stoll(kiosk.journal().setting(std::string(journal::device_setting)).value_or("0"));
    }
    // The hub holds every entry of every kiosk as it is there, and nothing else.
    void check_union(const HubProcess& hub, int copies_expected = 0) {
        int copies = 0;
        auto held = hub.entries(&copies);
        CHECK(copies <= copies_expected);
        held.erase(1);  // the hub's own acts
        std::size_t lost = 0;
        std::size_t invented = 0;
        for (auto& kiosk : kiosks) {
            const auto own = testing::entries_of(kiosk->data());
            const auto& there = held[device_of(*kiosk)];
            for (const auto& [seq, content] : own) {
                const auto at = there.find(seq);
                lost += at == there.end() || at->second != content;
            }
            for (const auto& [seq, content] : there)
                invented += !own.contains(seq);
            held.erase(device_of(*kiosk));
        }
        CHECK(lost == 0);
        CHECK(invented == 0);
        CHECK(held.empty());
    }
};

std::vector<journal::Addition> stamps(int n, const std::string& of) {
    std::vector<journal::Addition> additions;
    for (int i = 0; i < n; ++i)
        additions.push_back(testing::stamp_card("evening", of + std::to_string(i)));
    return additions;
}

const attendance::EventId evening{"evening"};

}  // namespace

TEST_CASE("whatever the network does, after it heals the hub holds what the kiosks hold, and their queues are empty") {
    const auto seed = static_cast<unsigned>(cycles_of("PETTAN_SEED", 4711));
    const int rounds = cycles_of("PETTAN_FAULT_ROUNDS", 40);
    INFO("seed " << seed);
    const HubProcess hub(true);
    Doors doors;
    std::vector<std::unique_ptr<testing::FaultyProxy>> proxies;
    for (unsigned i = 0; i < 3; ++i) {
        auto& kiosk = doors.add();
        kiosk.enrol(hub.url(), hub.code());
        auto& proxy = *proxies.emplace_back(std::make_unique<testing::FaultyProxy>(hub.port(), seed + i));
        need(kiosk.journal().set_setting(std::string(client::url_setting), proxy.url()));
        auto options = testing::hasty_session();
        options.http.request_max = 700ms;
        kiosk.start(options);
    }
    std::mt19937 random(seed);
    for (int round = 0; round < rounds; ++round) {
        for (auto& kiosk : doors.kiosks)
            kiosk->append(stamps(1 + static_cast<int>(random() % 30), "c" + std::to_string(random() % 50) + "-"));
        const auto until = std::chrono::steady_clock::now() + 50ms;
        while (std::chrono::steady_clock::now() < until) {
            doors.pump();
            std::this_thread::sleep_for(2ms);
        }
    }
    std::map<testing::Fault, int> met;
    for (auto& proxy : proxies) {
        proxy->heal();
        for (const auto& [fault, times] : proxy->met())
            met[fault] += times;
    }
    const auto healed_at = std::chrono::steady_clock::now();
    REQUIRE(eventually([&] { return doors.all_empty(); }, 60s));
    WARN("seed "
         << seed << ": the queues were empty "
         << std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - healed_at).count()
         << " ms after healing; " << met.size() << " sorts of faults were met");
    CHECK(met.size() >= 6);
    doors.check_union(hub);
    // And everybody knows who was where.
    CHECK(eventually([&] {
        doors.pump();
        return doors.kiosks[0]->journal().counts(evening).arrived ==
                   doors.kiosks[1]->journal().counts(evening).arrived &&
               doors.kiosks[1]->journal().counts(evening).arrived == doors.kiosks[2]->journal().counts(evening).arrived;
    }));
    for (auto& kiosk : doors.kiosks)
        need(need(journal::Reader::open(kiosk->data()))->audit());
}

TEST_CASE("whatever moment the hub is killed at, it holds what the kiosks hold in the end") {
    const int cycles = cycles_of("PETTAN_KILLS", 6);
    std::mt19937 random(5);
    HubProcess hub;
    Doors doors;
    for (int i = 0; i < 2; ++i) {
        auto& kiosk = doors.add();
        kiosk.enrol(hub.url(), hub.code());
        kiosk.start();
    }
    for (int cycle = 0; cycle < cycles; ++cycle) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(random() % 150);
        do {
            for (auto& kiosk : doors.kiosks)
                kiosk->append(stamps(3, std::to_string(cycle) + "-"));
            doors.pump();
            std::this_thread::sleep_for(5ms);
        } while (std::chrono::steady_clock::now() < until);
        hub.restart();
    }
    REQUIRE(eventually([&] { return doors.all_empty(); }, 60s));
    doors.check_union(hub);
}

TEST_CASE("a stamp at one door is a repeat at the other, and a walk-in of both is one person once merged") {
    const HubProcess hub;
    Doors doors;
    for (int i = 0; i < 2; ++i) {
        auto& kiosk = doors.add();
        kiosk.enrol(hub.url(), hub.code());
        kiosk.start();
    }
    auto& a = *doors.kiosks[0];
    auto& b = *doors.kiosks[1];
    CHECK(std::ranges::equal(a.journal().card_key(), b.journal().card_key()));
    a.append({testing::stamp_card("evening", "first")});
    REQUIRE(eventually([&] {
        b.pump();
        return b.journal().presence(evening, attendance::CardId{"first"}).has_value();
    }));
    // Registered at both, under two cards.
    a.append({testing::describe(attendance::Person{{"p-a"}, 1, "髙橋 さくら", "", "", "ja", false}),
              testing::bind_card("first", "p-a")});
    b.append({testing::stamp_card("evening", "second"),
              testing::describe(attendance::Person{{"p-b"}, 1, "髙橋さくら", "", "", "ja", false}),
              testing::bind_card("second", "p-b")});
    REQUIRE(eventually([&] {
        doors.pump();
        return a.journal().counts(evening).arrived == 2 && b.journal().owner_of(attendance::CardId{"first"}) &&
               b.journal().counts(evening).arrived == 2;
    }));
    a.append({testing::merge("p-b", "p-a")});
    REQUIRE(eventually([&] {
        doors.pump();
        return a.journal().counts(evening).arrived == 1 && b.journal().counts(evening).arrived == 1;
    }));
    CHECK(b.journal().owner_of(attendance::CardId{"second"}) == attendance::PersonId{"p-a"});
    CHECK(b.journal().visits(attendance::PersonId{"p-b"}).size() == 1);
}

TEST_CASE("a kiosk with an empty disk is whole again after enrolment") {
    const HubProcess hub;
    Doors doors;
    auto& old = doors.add();
    old.enrol(hub.url(), hub.code());
    old.start();
    std::vector<journal::Addition> additions = stamps(50, "c");
    for (int i = 0; i < 40; ++i) {
        const std::string id = "p" + std::to_string(i);
        additions.push_back(testing::describe(attendance::Person{{id}, 1, "﨑 " + id, "", "", "ja", false}));
        additions.push_back(testing::bind_card("c" + std::to_string(i), id));
    }
    old.append(additions);
    REQUIRE(eventually([&] { return old.is_empty(); }));
    auto& fresh = doors.add();
    fresh.enrol(hub.url(), hub.code());
    fresh.start();
    REQUIRE(eventually([&] {
        doors.pump();
        return fresh.journal().counts(evening).arrived == 50 && fresh.journal().counts(evening).unknown_cards == 10;
    }));
    CHECK(fresh.journal().person(attendance::PersonId{"p7"})->name == "﨑 p7");
    CHECK(fresh.journal().owner_of(attendance::CardId{"c7"}) == attendance::PersonId{"p7"});
    CHECK(fresh.journal().card_id(*attendance::CardUid::from_hex("04a1b2c3d4e5f6")) ==
          old.journal().card_id(*attendance::CardUid::from_hex("04a1b2c3d4e5f6")));
}

TEST_CASE("a cloned data folder is seen at its first batch and goes on under an epoch of its own, nothing is lost") {
    const HubProcess hub;
    Doors doors;
    auto& first = doors.add();
    first.enrol(hub.url(), hub.code());
    first.start();
    first.append(stamps(10, "a"));
    REQUIRE(eventually([&] { return first.is_empty(); }));
    first.close();
    std::filesystem::copy(first.data(), doors.folder.path() / "kiosk1", std::filesystem::copy_options::recursive);
    first.open();
    auto& clone = doors.add();
    clone.append(stamps(3, "clone"));
    first.append(stamps(5, "b"));
    first.start();
    REQUIRE(eventually([&] { return first.is_empty(); }));
    clone.start();
    REQUIRE(eventually([&] { return clone.is_empty() && clone.journal().epoch() > 1; }));
    first.append(stamps(2, "c"));
    REQUIRE(eventually([&] { return doors.all_empty(); }));
    // Both histories are there, under one device: 10 that they share, 7 of the one and 3 of the other.
    auto database = need(journal::Database::open(hub.data() / "hub.db", journal::OpenMode::read_only));
    CHECK(need(database.number("SELECT count(DISTINCT card) FROM entry WHERE kind = 1")) == 20);
    CHECK(eventually([&] {
        doors.pump();
        return first.journal().counts(evening).arrived == 20 && clone.journal().counts(evening).arrived == 20;
    }));
}

TEST_CASE("a hub restored from an old backup is offered again what it lost") {
    HubProcess hub;
    Doors doors;
    auto& kiosk = doors.add();
    kiosk.enrol(hub.url(), hub.code());
    kiosk.start();
    kiosk.append(stamps(10, "a"));
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));
    const auto backup = hub.folder() / "backup";
    REQUIRE(hub.command({"backup", backup.string()}).status == 0);
    kiosk.append(stamps(10, "b"));
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));
    hub.end(SIGTERM);
    const auto restored = hub.command({"restore", backup.string()});
    INFO(restored.output);
    REQUIRE(restored.status == 0);
    hub.start();
    const auto held = [&] { return hub.entries()[doors.device_of(kiosk)].size(); };
    REQUIRE(eventually([&] {
        kiosk.pump();
        return held() == 20 && kiosk.is_empty();
    }));
    doors.check_union(hub);
    CHECK(kiosk.journal().counts(evening).arrived == 20);
    need(need(journal::Reader::open(kiosk.data()))->audit());
}

TEST_CASE("a kiosk restored from an old backup goes on in a new epoch, and knows from the hub what it forgot") {
    const HubProcess hub;
    Doors doors;
    auto& kiosk = doors.add();
    kiosk.enrol(hub.url(), hub.code());
    kiosk.start();
    kiosk.append(stamps(5, "a"));
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));
    const auto backup = doors.folder.path() / "backup";
    need(journal::back_up(kiosk.data(), backup));
    kiosk.append(stamps(5, "b"));
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));
    kiosk.close();
    need(journal::restore(backup, kiosk.data(), base::WallTime()));
    kiosk.open();
    kiosk.append(stamps(3, "c"));
    kiosk.start();
    REQUIRE(eventually([&] { return kiosk.is_empty() && kiosk.journal().counts(evening).arrived == 13; }));
    CHECK(kiosk.journal().presence(evening, attendance::CardId{"b4"}));
    CHECK(kiosk.journal().epoch() > 1);
}

TEST_CASE("clocks of 1970, 2038 and that jump change nothing of what arrives") {
    const HubProcess hub;
    Doors doors;
    auto& kiosk = doors.add();
    kiosk.clock.say(base::WallTime(0s), base::ClockQuality::unknown);
    kiosk.enrol(hub.url(), hub.code());
    kiosk.start();
    for (const std::int64_t at_s :
         {0LL, 2'147'483'647LL, 2'147'483'648LL, 1'000'000'000LL, 4'102'444'800LL, 1'800'000'000LL}) {
        kiosk.clock.say(base::WallTime(std::chrono::seconds(at_s)), base::ClockQuality::unknown);
        kiosk.append(stamps(2, std::to_string(at_s) + "-"));
        REQUIRE(eventually([&] { return kiosk.is_empty(); }));
        const auto time = kiosk.status().hub_time;
        REQUIRE(time);
        // The hub's clock, whatever ours says.
        const auto off = time->anchor.wall - base::system_clock()->read().wall;
        CHECK(std::abs(std::chrono::duration<double>(off).count()) < 60);
    }
    doors.check_union(hub);
}

TEST_CASE(
    "another hub's certificate at the address is not trusted with a byte, and the link mends when the own returns") {
    HubProcess hub;
    Doors doors;
    auto& kiosk = doors.add();
    kiosk.enrol(hub.url(), hub.code());
    kiosk.start();
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));
    hub.end(SIGTERM);
    {
        const testing::TempFolder other;
        testing::Child foreign({std::string(PETTAN_BIN) + "/pettan-hub", "serve", "--data",
                                (other.path() / "hub").string(), "--listen", "127.0.0.1:" + std::to_string(hub.port())},
                               other.path() / "out");
        kiosk.append(stamps(3, "a"));
        REQUIRE(eventually([&] { return kiosk.status().reason.find("key") != std::string::npos; }));
        CHECK(kiosk.status().pending == 3);
        foreign.send(SIGTERM);
        foreign.wait();
    }
    hub.start();
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));
    doors.check_union(hub);
}

TEST_CASE("a hub asked to forget a kiosk stops it, and a new enrolment goes on under the same number") {
    const HubProcess hub;
    Doors doors;
    auto& kiosk = doors.add();
    kiosk.enrol(hub.url(), hub.code());
    kiosk.start();
    kiosk.append(stamps(3, "a"));
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));
    REQUIRE(hub.command({"device", "revoke", std::to_string(doors.device_of(kiosk))}).status == 0);
    kiosk.append(stamps(3, "b"));
    REQUIRE(eventually([&] { return kiosk.status().link == client::LinkState::off; }));
    CHECK(kiosk.status().pending == 3);
    CHECK(kiosk.status().reason.find("enrol") != std::string::npos);
}
