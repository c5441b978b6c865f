// End to end: a hub, and kiosks as they are with a simulated chip each.
#include "base/bytes.h"
#include "journal/sqlite.h"
#include "testing/catch.h"
#include "testing/hub_process.h"
#include "testing/kiosk_process.h"

using namespace std::chrono_literals;
using testing::eventually;
using testing::HubProcess;
using testing::Json;
using testing::KioskProcess;

namespace {

const std::vector<std::uint8_t> first_uid{0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF6};

// Of somebody else's database; -1: it says nothing, or not yet.
std::int64_t number_in(const std::filesystem::path& file, const std::string& sql) {
    auto database = journal::Database::open(file, journal::OpenMode::read_only);
    if (!database) return -1;
    const auto number = database->number(sql);
    return number ? number->value_or(-1) : -1;
}

struct Door {
    testing::TempFolder folder;
    std::unique_ptr<sim::SimulatedReader> reader = std::move(*sim::SimulatedReader::start());
    std::unique_ptr<KioskProcess> kiosk;

    void enrol(const HubProcess& hub) {
        const auto enrolled =
            testing::kiosk_command(folder.path(), {"enrol", hub.url(), hub.code(), "--pin", hub.key_pin()});
        INFO(enrolled.output);
        REQUIRE(enrolled.status == 0);
        CHECK(enrolled.output.find(hub.key_pin()) != std::string::npos);
    }
    void start(std::vector<std::string> more = {}) {
        kiosk = std::make_unique<KioskProcess>(folder.path(), reader->connstring(), std::move(more));
        REQUIRE(kiosk->wait_ready());
    }
    // What became of one tap.
    Json tap(const std::vector<std::uint8_t>& uid) {
        const auto before = kiosk->commits().size();
        const auto handle = reader->place(*sim::make_tag(sim::TagKind::ntag213, uid));
        REQUIRE(eventually([&] { return kiosk->commits().size() > before; }));
        reader->remove(handle);
        std::this_thread::sleep_for(300ms);  // else a next card is taken for one of the same wallet
        return kiosk->commits().back();
    }
    std::filesystem::path database() const { return folder.path() / "data" / "pettan.db"; }
    bool link_is(const std::string& link) const {
        const auto lines = kiosk->lines("sync");
        return !lines.empty() && lines.back()["link"] == link;
    }
    bool is_empty() const {
        const auto lines = kiosk->lines("sync");
        return !lines.empty() && lines.back()["link"] == "up" && lines.back()["pending"] == 0;
    }
};

}  // namespace

TEST_CASE("a tap at one door reaches the hub, and the same card is a repeat at the other within seconds") {
    const HubProcess hub;
    Door a, b;
    REQUIRE(testing::add_open_event(a.folder.path()));
    a.enrol(hub);
    b.enrol(hub);
    a.start();
    b.start();
    REQUIRE(eventually([&] { return a.is_empty() && b.is_empty(); }));
    const Json stamp = a.tap(first_uid);
    CHECK(stamp["result"] == "unknown");
    REQUIRE(eventually([&] { return hub.entries()[2].contains(stamp["seq"].get<std::int64_t>()); }));
    // The event came down too; until the presence has, the card would be stamped again.
    REQUIRE(eventually([&] {
        const auto list = testing::kiosk_command(b.folder.path(), {"event", "list", "--format", "json"});
        return list.output.find("e12") != std::string::npos;
    }));
    std::this_thread::sleep_for(1s);
    const Json again = b.tap(first_uid);
    CHECK(again["result"] == "repeat");
    CHECK(again["card"] == stamp["card"]);
    REQUIRE(eventually([&] { return a.is_empty() && b.is_empty(); }));
    const auto doctor = testing::kiosk_command(b.folder.path(), {"doctor"});
    CHECK(doctor.output.find("it answers") != std::string::npos);
}

TEST_CASE("while the hub is away taps are stamped as always, and go up when it returns") {
    HubProcess hub;
    Door a;
    REQUIRE(testing::add_open_event(a.folder.path()));
    a.enrol(hub);
    hub.end(SIGKILL);
    a.start();
    REQUIRE(eventually([&] { return a.link_is("down"); }));
    CHECK(a.tap(first_uid)["result"] == "unknown");
    hub.start();
    // The kiosk goes on writing: what its clock has become, for one.
    CHECK(eventually([&] { return a.is_empty() && hub.entries()[2] == testing::entries_of(a.kiosk->data()); }));
}

TEST_CASE(
    "a kiosk is stolen: under the new card key every card is the same card at the other doors, also at a new one") {
    const HubProcess hub;
    Door stays, stolen, fresh;
    const std::vector<std::uint8_t> nobodys_uid{0x04, 1, 2, 3, 4, 5, 6}, late_uid{0x04, 2, 2, 3, 4, 5, 6};
    REQUIRE(testing::add_open_event(stays.folder.path()));
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"person", "add", "Sakura", "--id", "sakura"},
          std::vector<std::string>{"person", "bind", "sakura", base::to_hex(first_uid)}})
        REQUIRE(testing::kiosk_command(stays.folder.path(), words).status == 0);
    stays.enrol(hub);
    stolen.enrol(hub);
    stays.start();
    stolen.start();
    REQUIRE(eventually([&] { return number_in(stolen.database(), "SELECT count(*) FROM tenure") == 1; }));
    REQUIRE(eventually([&] { return stays.is_empty() && stolen.is_empty(); }));

    const Json known = stolen.tap(first_uid);
    CHECK(known["result"] == "stamped");
    const Json nobodys = stolen.tap(nobodys_uid);
    const Json late = stolen.tap(late_uid);
    CHECK(nobodys["result"] == "unknown");
    REQUIRE(eventually([&] { return number_in(stays.database(), "SELECT count(*) FROM presence") == 3; }));

    const auto revoked = hub.command({"device", "revoke", "3", "--new-card-key"});
    REQUIRE(revoked.status == 0);
    CHECK(revoked.output.find("Card key 2") != std::string::npos);
    REQUIRE(eventually([&] { return stolen.link_is("off"); }));
    constexpr const char* keys = "SELECT length(value) FROM setting WHERE name = 'older_card_keys'";
    REQUIRE(eventually([&] { return number_in(stays.database(), keys) == 64; }));
    CHECK(number_in(stolen.database(), keys) == 0);

    const Json again = stays.tap(first_uid);
    CHECK(again["result"] == "repeat");
    CHECK(again["person"] == "sakura");
    CHECK(again["card"] != known["card"]);
    const Json nobodys_again = stays.tap(nobodys_uid);
    CHECK(nobodys_again["result"] == "repeat");
    CHECK(nobodys_again["card"] != nobodys["card"]);

    fresh.enrol(hub);
    fresh.start();
    REQUIRE(eventually([&] {
        return number_in(fresh.database(), keys) == 64 &&
               number_in(fresh.database(), "SELECT count(*) FROM presence") == 3;
    }));
    const Json late_again = fresh.tap(late_uid);
    CHECK(late_again["result"] == "repeat");
    CHECK(late_again["card"] != late["card"]);
    CHECK(fresh.tap(first_uid)["person"] == "sakura");

    // The hub: one card, one presence, the stamp of the door that was stolen.
    const auto at_hub = hub.data() / "hub.db";
    CHECK(eventually([&] { return number_in(at_hub, "SELECT count(*) FROM same_card") == 3; }));
    CHECK(number_in(at_hub, "SELECT count(*) FROM card WHERE owner = 'sakura'") == 2);
    CHECK(number_in(at_hub,
                    "SELECT count(*) FROM card WHERE owner = 'sakura' AND card NOT IN (SELECT card FROM "
                    "same_card)") == 1);
    CHECK(number_in(at_hub, "SELECT count(*) FROM presence WHERE removed = 0") == 3);
    CHECK(number_in(at_hub, "SELECT device FROM presence WHERE removed = 0 AND subject = 'sakura'") == 3);
    CHECK(hub.command({"doctor"}).output.find("3 presences, as") != std::string::npos);
}

TEST_CASE("a file beside the configuration enrols a kiosk that runs, once") {
    const HubProcess hub;
    Door a;
    REQUIRE(testing::add_open_event(a.folder.path()));
    const auto config = a.folder.path() / "pettan.toml";
    const auto file = a.folder.path() / "enrol.txt";
    std::ofstream(config) << "[community]\nname = \"test\"\n";
    std::ofstream(file) << "# the hub of our venue\n"
                        << hub.url() << "\n"
                        << hub.code() << "\n"
                        << hub.key_pin() << "\n";
    a.start({"--config", config.string()});
    REQUIRE(eventually([&] { return a.is_empty(); }));
    CHECK_FALSE(std::filesystem::exists(file));
    CHECK(std::filesystem::exists(a.folder.path() / "enrol.done.txt"));
    CHECK(hub.entries()[2].size() >= 1);
}

TEST_CASE("enrolling says what is wrong and what to do, and waits for a kiosk that runs") {
    const HubProcess hub;
    Door a;
    const auto enrol = [&](std::vector<std::string> words) {
        words.insert(words.begin(), "enrol");
        return testing::kiosk_command(a.folder.path(), words);
    };
    const auto wrong_code = enrol({hub.url(), "AAAA-AAAA"});
    CHECK(wrong_code.status == 1);
    CHECK(wrong_code.output.find("make a new one on the hub") != std::string::npos);
    const auto nobody = enrol({"https://127.0.0.1:1", "AAAA-AAAA"});
    CHECK(nobody.status == 1);
    CHECK(std::ranges::count(nobody.output, '\n') == 1);
    CHECK(enrol({"not an address", "AAAA-AAAA"}).status == 1);
    CHECK(enrol({hub.url()}).status == 2);
    a.start();
    CHECK(enrol({hub.url(), hub.code()}).status == 75);
}

TEST_CASE("a kiosk that is killed again and again, and its hub too, ends with an empty queue and nothing lost") {
    const char* wanted = std::getenv("PETTAN_KILLS");
    const int cycles = wanted ? std::atoi(wanted) : 4;
    HubProcess hub;
    Door a;
    REQUIRE(testing::add_open_event(a.folder.path()));
    a.enrol(hub);
    for (int cycle = 0; cycle < cycles; ++cycle) {
        a.start();
        for (int n = 0; n < 3; ++n)
            a.tap({0x04, 0xDE, 0xAD, 0, static_cast<std::uint8_t>(n), static_cast<std::uint8_t>(cycle >> 8),
                   static_cast<std::uint8_t>(cycle)});
        if (cycle % 2 == 1) hub.restart();
        a.kiosk->child().send(SIGKILL);
        a.kiosk->child().wait();
        a.reader->remove_all();
    }
    a.start();
    CHECK(eventually([&] { return a.is_empty() && hub.entries()[2] == testing::entries_of(a.kiosk->data()); }));
    a.kiosk->child().send(SIGTERM);
    CHECK(a.kiosk->child().wait() == 0);
}
