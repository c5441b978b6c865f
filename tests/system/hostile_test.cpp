// Many strangers at once, of ten kinds, beside kiosks and an organizer who come from the strangers' own address: nobody
// who is known is refused, nobody is locked out, and the hub stays small. Loopback only.
#include <atomic>
#include <fstream>

#include "../hub/running_hub.h"
#include "../web/browser.h"
#include "testing/strangers.h"

using testing::Browser;
using testing::HttpClient;
using testing::HubProcess;
using testing::Kiosk;

namespace {

constexpr int strangers = 2000;
constexpr int kiosks = 20;
constexpr int batches = 30;
constexpr std::int64_t memory_kb_max = 256 * 1024;
const std::string venue = "127.0.0.2";  // where kiosks, the organizer and every fourth stranger are

std::int64_t peak_kb(pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("VmHWM:")) return std::stoll(line.substr(6));
    return -1;
}

}  // namespace

TEST_CASE("beside 2,000 strangers of ten kinds no kiosk and nobody who is signed in is refused or locked out") {
    const testing::TempFolder folder;
    HubProcess hub({"--data", folder.path() / "data"});
    const std::string password = hub.command("user add sachi --role organizer");
    std::vector<Kiosk> enrolled;
    for (int i = 0; i < kiosks; ++i)
        enrolled.push_back(hub.enrol());
    Browser organizer(hub.url());
    organizer.from = venue;
    REQUIRE(organizer.sign_in("sachi", password).status == 303);

    testing::Crowd crowd(strangers, hub.port());
    std::atomic<int> refused = 0;
    std::vector<std::thread> doors;
    for (const Kiosk& kiosk : enrolled)
        doors.emplace_back([&, kiosk] {
            for (int i = 0; i < batches; ++i) {
                // A connection of its own each time: it has to get in beside the crowd of its address.
                HttpClient client(hub.url());
                client.from = venue;
                const auto answer =
                    client.post("/v1/entries", kiosk.token,
                                wire::to_json(kiosk.stamps(1 + 5 * i, 5, std::to_string(kiosk.device))));
                refused += answer.status != 200;
                refused += client.get("/v1/changes?wait=0&cursor=1-0", kiosk.token).status == 503;
            }
        });
    int pages_refused = 0;
    for (int i = 0; i < 20; ++i)
        for (const char* path : {"/", "/people", "/events", "/kiosks"})
            pages_refused += organizer.get(path).status != 200;
    for (std::thread& door : doors)
        door.join();
    // Signs in again in the known browser, while others guess at the same account from the same address.
    CHECK(organizer.submit("/", "/sign-out", {}).status == 303);
    CHECK(organizer.sign_in("sachi", password).status == 303);
    // And a guest's phone at the venue is served.
    Browser phone(hub.url());
    phone.from = venue;
    CHECK(phone.get("/sign-in").status == 200);
    crowd.end();
    const std::int64_t peak = peak_kb(hub.pid());
    WARN("peak of the hub's memory: " << peak / 1024 << " MB");
    CHECK(refused == 0);
    CHECK(pages_refused == 0);
    CHECK(peak > 0);
    CHECK(peak <= memory_kb_max);
    // Once it is over a kiosk enrols, and an organizer signs in, as ever.
    testing::eventually([&] {
        const auto code = hub.command("enrol-code");
        HttpClient client(hub.url());
        return client.post("/v1/enrol", "", wire::to_json(wire::EnrolRequest{code, "late", "", "1", {}})).status == 200;
    });
    Browser elsewhere(hub.url());
    elsewhere.from = "127.0.0.9";
    CHECK(elsewhere.sign_in("sachi", password).status == 303);
}
