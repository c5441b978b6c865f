// kill -9 of the hub at random moments: whatever was acknowledged is there.
#include <atomic>
#include <random>
#include <thread>

#include "hub/doctor.h"
#include "running_hub.h"

using testing::HttpClient;
using testing::HubProcess;
using testing::Kiosk;

namespace {

int kill_cycles() {
    const char* wanted = std::getenv("PETTAN_KILL_CYCLES");
    return wanted == nullptr ? 20 : std::atoi(wanted);
}

// A kiosk that sends rows for ever, resending what was not acknowledged, and takes turns with several hubs.
class SendingKiosk {
public:
    SendingKiosk(Kiosk kiosk, std::vector<std::string> urls)
        : m_kiosk(std::move(kiosk)), m_urls(std::move(urls)), m_thread([this] { run(); }) {}
    ~SendingKiosk() { stop(); }
    void stop() {
        m_stop = true;
        if (m_thread.joinable()) m_thread.join();
    }
    std::int64_t acked() const { return m_acked; }
    bool went_wrong() const { return m_wrong; }

private:
    void run() {
        for (std::size_t turn = 0; !m_stop; ++turn) {
            HttpClient client(m_urls[turn % m_urls.size()]);
            while (!m_stop) {
                const auto request = m_kiosk.stamps(m_acked + 1, 7, std::to_string(m_kiosk.device) + "-");
                const auto answer = client.post("/v1/entries", m_kiosk.token, wire::to_json(request));
                if (answer.status != 200) {
                    // Only "not now" is allowed: no gap, no fork, no lost token.
                    if (answer.status != 0 && answer.status != 503) m_wrong = true;
                    std::this_thread::sleep_for(std::chrono::milliseconds(2));
                    break;
                }
                const auto reply = wire::parse_entries_reply(answer.body);
                if (!reply || reply->acked_through < m_acked) m_wrong = true;
                if (reply) m_acked = reply->acked_through;
            }
        }
    }

    Kiosk m_kiosk;
    std::vector<std::string> m_urls;
    std::atomic<bool> m_stop = false;
    std::atomic<bool> m_wrong = false;
    std::atomic<std::int64_t> m_acked = 0;
    std::thread m_thread;
};

void check_held(store::Store& store, const std::vector<Kiosk>& kiosks,
                const std::vector<std::unique_ptr<SendingKiosk>>& sending) {
    for (std::size_t i = 0; i < kiosks.size(); ++i) {
        CHECK_FALSE(sending[i]->went_wrong());
        std::int64_t held = 0;
        REQUIRE(store.database().run("SELECT count(*) FROM entry WHERE device = $1 AND seq <= $2",
                                     {kiosks[i].device, sending[i]->acked()},
                                     [&](const sql::RowView& row) { held = row.integer(0); }));
        CHECK(held == sending[i]->acked());
        CHECK(held > 0);
    }
    const auto findings = hub::examine(store, testing::some_day);
    REQUIRE(findings);
    for (const auto& finding : *findings) {
        CAPTURE(finding.text);
        CHECK(finding.good);
    }
}

}  // namespace

TEST_CASE("a hub killed at random moments holds every row that it acknowledged") {
    const sql::Engine engine = GENERATE(sql::Engine::sqlite, sql::Engine::postgresql);
    const testing::Tables tables(engine);
    const bool sqlite = engine == sql::Engine::sqlite;
    HubProcess process(sqlite ? std::vector<std::string>{"--data", tables.folder()}
                              : std::vector<std::string>{"--db", tables.address()});
    const auto seed = std::random_device()();
    CAPTURE(seed);
    std::mt19937 random(seed);
    std::vector<Kiosk> kiosks;
    std::vector<std::unique_ptr<SendingKiosk>> sending;
    for (int i = 0; i < 4; ++i) {
        kiosks.push_back(process.enrol());
        sending.push_back(std::make_unique<SendingKiosk>(kiosks.back(), std::vector{process.url()}));
    }
    const int cycles = sqlite ? kill_cycles() : (kill_cycles() + 1) / 2;
    for (int cycle = 0; cycle < cycles; ++cycle) {
        std::this_thread::sleep_for(std::chrono::milliseconds(random() % 200));
        process.end(SIGKILL);
        process.start();
    }
    testing::eventually([&] { return sending.back()->acked() > 0; });
    for (const auto& kiosk : sending)
        kiosk->stop();
    CHECK(process.end(SIGTERM) == 0);
    check_held(*tables.store(), kiosks, sending);
}

TEST_CASE("of two hubs on one PostgreSQL one may be killed, and nothing is lost or told twice") {
    const testing::Tables tables(sql::Engine::postgresql);
    HubProcess one({"--db", tables.address()});
    HubProcess other({"--db", tables.address()});
    std::vector<Kiosk> kiosks;
    std::vector<std::unique_ptr<SendingKiosk>> sending;
    for (int i = 0; i < 4; ++i) {
        kiosks.push_back(one.enrol());
        sending.push_back(std::make_unique<SendingKiosk>(kiosks.back(), std::vector{one.url(), other.url()}));
    }
    for (int cycle = 0; cycle < 3; ++cycle) {
        const std::int64_t before = sending.front()->acked();
        one.end(SIGKILL);
        testing::eventually([&] { return sending.front()->acked() > before + 20; });
        one.start();
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    for (const auto& kiosk : sending)
        kiosk->stop();
    check_held(*tables.store(), kiosks, sending);
}
