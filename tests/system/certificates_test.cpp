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

TEST_CASE_METHOD(
    Certified,
    "another hub's key is refused with a plain word, valid or expired, entries stay, and go up to the own one") {
    kiosk.enrol(hub.url(), hub.code());
    kiosk.start();
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));
    const testing::CertifiedKey foreign;
    const auto own_data = hub.folder() / "own-data";
    for (const std::time_t until : {day_s, -day_s}) {
        hub.end(SIGTERM);
        // Whoever stands at the address has an own key and vouches for it, but is not this kiosk's hub.
        std::filesystem::rename(hub.data(), own_data);
        hub.more_words = options(foreign, "foreign", -2 * day_s, until);
        hub.start();
        kiosk.append({testing::stamp_card("evening", "c" + std::to_string(until))});
        REQUIRE(is_told(Trouble::stranger));
        CHECK_THAT(kiosk.status().reason, contains("key"));
        CHECK(kiosk.status().link == LinkState::down);
        hub.end(SIGTERM);
        std::filesystem::remove_all(hub.data());
        std::filesystem::rename(own_data, hub.data());
        hub.start();
    }
    CHECK(kiosk.status().pending == 2);
    CHECK(held() == 0);
    restart_with(options(own, "own", -day_s, day_s));
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));
    CHECK(kiosk.status().trouble == Trouble::none);
    CHECK(held() == 2);
}

TEST_CASE_METHOD(Certified, "a certificate renewed with a new key while the hub runs cuts no kiosk off") {
    kiosk.enrol(hub.url(), hub.code());
    kiosk.start();
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));
    const std::string before = kiosk.journal().setting(std::string(client::key_pin_setting)).value_or("");
    const testing::CertifiedKey renewed;
    options(renewed, "own", -day_s, day_s);  // into the same files, as certbot's hook does
    hub.signal(SIGHUP);
    REQUIRE(eventually([&] {
        kiosk.pump();
        return kiosk.journal().setting(std::string(client::key_pin_setting)) != before;
    }));
    kiosk.append({testing::stamp_card("evening", "a")});
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));
    // What it learned is kept over a start of the kiosk, and one of the hub.
    kiosk.stop();
    hub.restart();
    kiosk.append({testing::stamp_card("evening", "b")});
    kiosk.start();
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));
    CHECK(held() == 2);
    CHECK(kiosk.journal().setting(std::string(client::key_pin_serial_setting)).value_or("0") != "0");
}

TEST_CASE_METHOD(Certified, "a kiosk that was away while the key was renewed twice finds its hub again") {
    kiosk.enrol(hub.url(), hub.code());
    for (int i = 0; i < 2; ++i) {
        const testing::CertifiedKey renewed;
        restart_with(options(renewed, "renewed", -day_s, day_s));
    }
    kiosk.append({testing::stamp_card("evening", "a")});
    kiosk.start();
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));
    CHECK(held() == 1);
}

TEST_CASE_METHOD(Certified, "half written certificate files are not taken, and the hub goes on with the old ones") {
    const auto words = options(own, "own", -day_s, day_s);
    kiosk.enrol(hub.url(), hub.code());
    kiosk.start();
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));
    const std::string whole = *base::read_file(words[1]);
    REQUIRE(base::replace_file(words[1], whole.substr(0, whole.size() / 2)));
    hub.signal(SIGHUP);
    REQUIRE(eventually([&] { return hub.output().find("the old one stays") != std::string::npos; }));
    kiosk.append({testing::stamp_card("evening", "a")});
    CHECK(eventually([&] { return kiosk.is_empty(); }));
}

// Behind a proxy with an ordinary certificate there is no pin, and the machine's authorities decide.
TEST_CASE_METHOD(Certified,
                 "where authorities decide, an expired certificate is refused with a plain word and nothing is lost") {
    kiosk.enrol(hub.url(), hub.code());
    const std::string key_pin = kiosk.journal().setting(std::string(client::key_pin_setting)).value_or("");
    REQUIRE(kiosk.journal().set_setting(std::string(client::key_pin_setting), ""));
    restart_with(options(own, "expired", -2 * day_s, -day_s));
    kiosk.append({testing::stamp_card("evening", "a")});
    kiosk.start();
    REQUIRE(is_told(Trouble::stranger));
    CHECK_THAT(kiosk.status().reason, contains("certificate"));
    CHECK(kiosk.status().pending == 1);
    CHECK(held() == 0);
    // What the operator of the hub does: it is trusted again.
    kiosk.stop();
    REQUIRE(kiosk.journal().set_setting(std::string(client::key_pin_setting), key_pin));
    kiosk.start();
    REQUIRE(eventually([&] { return kiosk.is_empty(); }));
    CHECK(held() == 1);
}
