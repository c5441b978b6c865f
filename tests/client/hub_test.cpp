// End to end against the real pettan-hub over its own TLS.
#include <mutex>

#include "client/enrol.h"
#include "client/sync_thread.h"
#include "journal/kiosk_folder.h"
#include "testing/catch.h"
#include "testing/child.h"

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

}  // namespace

TEST_CASE("a kiosk enrols at the real hub and sends a thousand entries") {
    const testing::TempFolder temp(testing::memory_place());
    const std::string data = (temp.path() / "hub").string();
    testing::Child hub({PETTAN_HUB, "serve", "--data", data, "--listen", "127.0.0.1:0"}, temp.path() / "hub.out");
    REQUIRE(eventually([&] { return !word_after(hub.output(), "pin ").empty() || !hub.running(); }));
    REQUIRE(hub.running());
    const std::string url = word_after(hub.output(), "listening ");
    const auto code = testing::run_program({PETTAN_HUB, "enrol-code", "--data", data}, temp.path());
    INFO(code.output);
    REQUIRE(code.status == 0);

    testing::KioskFolder folder;
    const auto journal = folder.open();
    client::EnrolOptions options;
    options.url = url;
    options.code = word_after(code.output, "pettan-kiosk enrol URL ");
    options.name = "door";
    options.version = "test";
    options.card_key = base::to_hex(journal->card_key());
    auto wrong_pin = options;
    wrong_pin.pin = "sha256//" + std::string(43, 'A') + "=";
    const auto refused = client::enrol(wrong_pin);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == base::ErrorCode::denied);

    const auto enrolment = need(client::enrol(options));
    CHECK(enrolment.card_key == options.card_key);  // the first kiosk's
    CHECK(enrolment.hub.pin == word_after(hub.output(), "pin "));
    need(client::keep_hub(*journal, enrolment.hub));

    std::vector<journal::Addition> additions;
    for (int i = 0; i < 1000; ++i)
        additions.push_back(testing::stamp_card("e1", "c" + std::to_string(i)));
    need(journal->append(additions));
    QuietSink sink;
    auto sync = need(client::SyncThread::start(folder.path(), {}, folder.clock, sink));
    CHECK(eventually([&] { return sink.newest().link == client::LinkState::up && sink.newest().acked == 1000; }));
    sync.reset();

    const auto devices =
        testing::run_program({PETTAN_HUB, "device", "list", "--data", data, "--format", "json"}, temp.path());
    CHECK(devices.status == 0);
    CHECK_THAT(devices.output, contains("1000"));
    // The code counts once.
    const auto again = client::enrol(options);
    REQUIRE_FALSE(again);
    CHECK(again.error().code == base::ErrorCode::denied);
}
