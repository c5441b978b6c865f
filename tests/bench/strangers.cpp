// What 2,000 strangers of ten kinds (testing/strangers.h) cost those who are known: kiosks that send batches and an
// organizer who looks at pages, alone and beside them, in turns of one run. The strangers stand for other machines:
// their threads give way to the hub's.
//   PETTAN_BENCH_ROUNDS=N        how many turns of each (3)
#include <fmt/core.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "../hub/running_hub.h"
#include "../web/browser.h"
#include "testing/strangers.h"

using testing::Browser;
using testing::HttpClient;
using testing::HubProcess;
using testing::Kiosk;

namespace {

constexpr int strangers = 2000;
constexpr int kiosks = 4;
constexpr int batches_per_round = 60;
constexpr int pages_per_round = 120;
constexpr int stamps_per_batch = 5;
const std::string venue = "127.0.0.2";

struct Times {
    std::mutex mutex;
    std::vector<double> batches_ms, pages_ms;
    int refused = 0;
};

double now_ms() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double share_of(std::vector<double>& values, double share) {
    std::ranges::sort(values);
    return values.empty() ? 0 : values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

class Evening {
public:
    Evening() : m_hub({"--data", m_folder.path() / "data"}), m_organizer(m_hub.url()) {
        const std::string password = m_hub.command("user add sachi --role organizer");
        for (int i = 0; i < kiosks; ++i)
            m_kiosks.push_back(m_hub.enrol());
        m_organizer.from = venue;
        REQUIRE(m_organizer.sign_in("sachi", password).status == 303);
    }
    int port() const { return m_hub.port(); }

    void round(Times& times) {
        std::vector<std::thread> doors;
        for (const Kiosk& kiosk : m_kiosks)
            doors.emplace_back([&, kiosk] { send_batches(kiosk, times); });
        for (int i = 0; i < pages_per_round; ++i) {
            const double start = now_ms();
            const bool good = m_organizer.get(i % 2 == 0 ? "/" : "/people").status == 200;
            const std::lock_guard lock(times.mutex);
            times.pages_ms.push_back(now_ms() - start);
            times.refused += !good;
        }
        for (std::thread& door : doors)
            door.join();
        m_sent += batches_per_round;
    }

private:
    void send_batches(const Kiosk& kiosk, Times& times) const {
        for (int i = 0; i < batches_per_round; ++i) {
            const auto body = wire::to_json(
                kiosk.stamps(1 + stamps_per_batch * (m_sent + i), stamps_per_batch, std::to_string(kiosk.device)));
            const double start = now_ms();
            // A connection of its own each time: it has to get in beside the crowd of its address.
            HttpClient client(m_hub.url());
            client.from = venue;
            const bool good = client.post("/v1/entries", kiosk.token, body).status == 200;
            const std::lock_guard lock(times.mutex);
            times.batches_ms.push_back(now_ms() - start);
            times.refused += !good;
        }
    }

    testing::TempFolder m_folder;
    HubProcess m_hub;
    Browser m_organizer;
    std::vector<Kiosk> m_kiosks;
    int m_sent = 0;
};

void print(const char* what, std::vector<double>& alone, std::vector<double>& beside) {
    for (const double share : {0.5, 0.99}) {
        const double a = share_of(alone, share), b = share_of(beside, share);
        fmt::print("{:8} {:3}  {:8.1f} ms alone  {:8.1f} ms beside {} strangers  {:6.2f}x\n", what,
                   share == 0.5 ? "p50" : "p99", a, b, strangers, b / a);
    }
}

}  // namespace

TEST_CASE("batches and pages alone and beside strangers") {
    const char* wanted = std::getenv("PETTAN_BENCH_ROUNDS");
    const int rounds = wanted == nullptr ? 3 : std::atoi(wanted);
    Evening evening;
    Times warm, alone, beside;
    evening.round(warm);
    for (int round = 0; round < rounds; ++round) {
        evening.round(alone);
        testing::Crowd crowd(strangers, evening.port(), [] { ::setpriority(PRIO_PROCESS, 0, 19); });
        evening.round(beside);
    }
    print("batches", alone.batches_ms, beside.batches_ms);
    print("pages", alone.pages_ms, beside.pages_ms);
    fmt::print("refused: {} alone, {} beside the strangers\n", alone.refused, beside.refused);
}
