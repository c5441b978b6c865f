// Certificates that are expired or somebody else's, at the address of the hub. What decides is the hub's key: see
// PROTOCOL.md's "The pin".
#include "journal/kiosk_folder.h"
#include "testing/catch.h"
#include "testing/certificate.h"
#include "testing/hub_process.h"
#include "testing/synced_kiosk.h"

using client::LinkState;
using client::Trouble;
using testing::eventually;
using testing::HubProcess;
using testing::SyncedKiosk;

namespace {

constexpr std::time_t day_s = 86'400;

// A hub with a certificate of its operator's, and a kiosk of it.
struct Certified {
    testing::TempFolder files;
    testing::TempFolder kiosk_folder{testing::memory_place()};
    testing::CertifiedKey own;
    HubProcess hub{options(own, "own", -day_s, day_s)};
    SyncedKiosk kiosk{kiosk_folder.path() / "kiosk"};

    std::vector<std::string> options(const testing::CertifiedKey& key, const std::string& name, std::time_t from,
                                     std::time_t until) const {
        const auto cert = files.path() / (name + ".crt");
        const auto secret = files.path() / (name + ".key");
        const std::time_t now = std::time(nullptr);
        key.write_certificate(cert, now + from, now + until);
        key.write_key(secret);
        return {"--tls-cert", cert.string(), "--tls-key", secret.string()};
    }
    void restart_with(std::vector<std::string> words) {
        hub.end(SIGTERM);
        hub.more_words = std::move(words);
        hub.start();
    }
    std::int64_t held() const { return static_cast<std::int64_t>(hub.entries()[2].size()); }
    bool is_told(Trouble trouble) {
        return eventually([&] { return kiosk.status().trouble == trouble; });
    }
};

}  // namespace

TEST_CASE_METHOD(Certified,
                 "a hub that still has its key is the hub, though its certificate expired or begins tomorrow") {
    kiosk.enrol(hub.url(), hub.code());
    kiosk.start();
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));
    restart_with(options(own, "expired", -2 * day_s, -day_s));
    kiosk.append({testing::stamp_card("evening", "a")});
    CHECK(eventually([&] { return kiosk.is_empty(); }));
    restart_with(options(own, "tomorrow", day_s, 2 * day_s));
    kiosk.append({testing::stamp_card("evening", "b")});
    CHECK(eventually([&] { return kiosk.is_empty(); }));
    CHECK(held() == 2);
}

TEST_CASE_METHOD(Certified,
                 "another key is refused with a plain word, valid or expired; entries stay, and go up to the own one") {
    kiosk.enrol(hub.url(), hub.code());
    kiosk.start();
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));
    const testing::CertifiedKey foreign;
    for (const std::time_t until : {day_s, -day_s}) {
        restart_with(options(foreign, "foreign", -2 * day_s, until));
        kiosk.append({testing::stamp_card("evening", "c" + std::to_string(until))});
        REQUIRE(is_told(Trouble::stranger));
        CHECK_THAT(kiosk.status().reason, contains("key"));
        CHECK(kiosk.status().link == LinkState::down);
    }
    CHECK(kiosk.status().pending == 2);
    CHECK(held() == 0);
    restart_with(options(own, "own", -day_s, day_s));
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));
    CHECK(kiosk.status().trouble == Trouble::none);
    CHECK(held() == 2);
}

// Behind a proxy with an ordinary certificate there is no pin, and the machine's authorities decide.
TEST_CASE_METHOD(Certified,
                 "where authorities decide, an expired certificate is refused with a plain word and nothing is lost") {
    kiosk.enrol(hub.url(), hub.code());
    const std::string pin = kiosk.journal().setting(std::string(client::pin_setting)).value_or("");
    REQUIRE(kiosk.journal().set_setting(std::string(client::pin_setting), ""));
    restart_with(options(own, "expired", -2 * day_s, -day_s));
    kiosk.append({testing::stamp_card("evening", "a")});
    kiosk.start();
    REQUIRE(is_told(Trouble::stranger));
    CHECK_THAT(kiosk.status().reason, contains("certificate"));
    CHECK(kiosk.status().pending == 1);
    CHECK(held() == 0);
    // What the operator of the hub does: it is trusted again.
    kiosk.stop();
    REQUIRE(kiosk.journal().set_setting(std::string(client::pin_setting), pin));
    kiosk.start();
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));
    CHECK(held() == 1);
}
