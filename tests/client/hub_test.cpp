// End to end against the real pettan-hub over its own TLS.
#include <mutex>

#include "client/enrol.h"
#include "client/sync_thread.h"
#include "journal/kiosk_folder.h"
#include "testing/catch.h"
#include "testing/certificate.h"
#include "testing/child.h"
#include "wire/enrol_proof.h"

using testing::eventually;
using testing::need;

namespace {

class QuietSink : public client::Sink {
public:
    void acked(std::int64_t) override {}
    void changes(client::Update) override {}
    void status(const client::LinkStatus& now) override {
        const std::lock_guard lock(m_mutex);
        m_newest = now;
    }
    void setting(std::string_view, std::string) override {}
    void new_epoch(std::int64_t) override {}
    client::LinkStatus newest() {
        const std::lock_guard lock(m_mutex);
        return m_newest;
    }

private:
    std::mutex m_mutex;
    client::LinkStatus m_newest;
};

std::string word_after(const std::string& text, const std::string& before) {
    const auto at = text.find(before);
    if (at == std::string::npos) return "";
    const auto end = text.find('\n', at);
    return end == std::string::npos ? "" : text.substr(at + before.size(), end - at - before.size());
}

// A hub over its own TLS.
struct TlsHub {
    testing::TempFolder temp{testing::memory_place()};
    std::string data = (temp.path() / "hub").string();
    testing::Child hub{{PETTAN_HUB, "serve", "--data", data, "--listen", "127.0.0.1:0"}, temp.path() / "hub.out"};

    TlsHub() {
        REQUIRE(eventually([&] { return !key_pin().empty() || !hub.running(); }));
        REQUIRE(hub.running());
    }
    std::string url() { return word_after(hub.output(), "listening "); }
    std::string port() { return url().substr(url().rfind(':') + 1); }
    std::string key_pin() { return word_after(hub.output(), "pin "); }
    std::string code() {
        const auto code = testing::run_program({PETTAN_HUB, "enrol-code", "--data", data}, temp.path());
        INFO(code.output);
        REQUIRE(code.status == 0);
        return word_after(code.output, "pettan-kiosk enrol URL ");
    }
    std::string devices() {
        return testing::run_program({PETTAN_HUB, "device", "list", "--data", data, "--format", "json"}, temp.path())
            .output;
    }
    client::EnrolOptions options() {
        client::EnrolOptions options;
        options.url = url();
        options.code = code();
        options.name = "door";
        options.version = "test";
        options.card_key = std::string(64, 'a');
        return options;
    }
};

// See man_in_the_middle.py.
struct Middle {
    testing::TempFolder temp;
    testing::CertifiedKey key;
    std::optional<testing::Child> program;

    Middle(TlsHub& hub, const std::string& trick) {
        const std::time_t now = std::time(nullptr);
        key.write_certificate(temp.path() / "cert", now - 1000, now + 100'000);
        key.write_key(temp.path() / "key");
        program.emplace(std::vector<std::string>{"python3", PETTAN_MIDDLE, hub.port(), (temp.path() / "cert").string(),
                                                 (temp.path() / "key").string(), (temp.path() / "log").string(), trick},
                        temp.path() / "out");
        REQUIRE(eventually([&] { return !word_after(program->output(), "port ").empty() || !program->running(); }));
        REQUIRE(program->running());
    }
    std::string url() { return "https://127.0.0.1:" + word_after(program->output(), "port "); }
    std::string heard() { return testing::slurp(temp.path() / "log"); }
};

}  // namespace

TEST_CASE("a kiosk enrols at the real hub and sends a thousand entries") {
    TlsHub hub;
    testing::KioskFolder folder;
    const auto journal = folder.open();
    auto options = hub.options();
    options.card_key = base::to_hex(journal->card_key());
    auto wrong_key_pin = options;
    wrong_key_pin.key_pin = "sha256//" + std::string(43, 'A') + "=";
    const auto refused = client::enrol(wrong_key_pin);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == base::ErrorCode::denied);

    const auto enrolment = need(client::enrol(options));
    CHECK(enrolment.card_key == options.card_key);  // the first kiosk's
    CHECK(enrolment.hub.key_pin == hub.key_pin());
    need(client::keep_hub(*journal, enrolment.hub));

    std::vector<journal::Addition> additions;
    for (int i = 0; i < 1000; ++i)
        additions.push_back(testing::stamp_card("e1", "c" + std::to_string(i)));
    need(journal->append(additions));
    QuietSink sink;
    auto sync = need(client::SyncThread::start(folder.path(), {}, folder.clock, sink));
    CHECK(eventually([&] { return sink.newest().link == client::LinkState::up && sink.newest().acked == 1000; }));
    sync.reset();

    CHECK_THAT(hub.devices(), contains("1000"));
    // The code counts once.
    const auto again = client::enrol(options);
    REQUIRE_FALSE(again);
    CHECK(again.error().code == base::ErrorCode::denied);
}

TEST_CASE("somebody between kiosk and hub learns neither the code nor the card key, whatever they answer") {
    TlsHub hub;
    for (const std::string trick : {"relay", "own-pin", "no-pin", "old-hub", "echo"}) {
        INFO(trick);
        Middle middle(hub, trick);
        auto options = hub.options();
        const std::string right_url = options.url;
        options.url = middle.url();
        const auto attempt = client::attempt_enrolment(options);
        REQUIRE_FALSE(attempt.outcome);
        INFO(attempt.outcome.error().message);
        CHECK(attempt.outcome.error().code == base::ErrorCode::denied);
        // A hub that is asked under a foreign key finds the proof wrong, which whoever stands between may pass on.
        CHECK(attempt.trouble == (trick == "own-pin" ? client::Trouble::code : client::Trouble::stranger));
        const std::string heard = middle.heard();
        CHECK_THAT(heard, contains("GET /v1/enrol"));
        CHECK(heard.find(options.code) == std::string::npos);
        CHECK(heard.find(wire::plain_code(options.code)) == std::string::npos);
        CHECK(heard.find(options.card_key) == std::string::npos);
        // The code is not spent: without them, it opens the hub.
        options.url = right_url;
        CHECK(client::enrol(options));
    }
}

TEST_CASE("a kiosk that was given the pin says nothing at all to somebody between") {
    TlsHub hub;
    Middle middle(hub, "relay");
    auto options = hub.options();
    options.url = middle.url();
    options.key_pin = hub.key_pin();
    const auto refused = client::attempt_enrolment(options);
    REQUIRE_FALSE(refused.outcome);
    CHECK(refused.trouble == client::Trouble::stranger);
    CHECK(middle.heard().empty());
}

TEST_CASE("another hub, which does not know the code, is given nothing but a proof that it cannot use") {
    TlsHub right;
    TlsHub wrong;
    auto options = right.options();
    options.url = wrong.url();
    const auto attempt = client::attempt_enrolment(options);
    REQUIRE_FALSE(attempt.outcome);
    CHECK(attempt.trouble == client::Trouble::code);
    options.url = right.url();
    CHECK(client::enrol(options));
}
