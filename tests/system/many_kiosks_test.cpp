// Two hundred kiosks that come back at once.
#include "journal/kiosk_folder.h"
#include "testing/catch.h"
#include "testing/hub_process.h"
#include "testing/synced_kiosk.h"

using namespace std::chrono_literals;

TEST_CASE("200 kiosks with 1,000 entries each come back at once and lose nothing, without one error") {
    const char* wanted = std::getenv("PETTAN_KIOSKS");
    const int kiosks = wanted ? std::atoi(wanted) : (std::getenv("PETTAN_LONG") ? 200 : 20);
    constexpr int entries = 1000;
    const testing::HubProcess hub;
    const testing::TempFolder folder(testing::memory_place());
    std::vector<std::unique_ptr<testing::SyncedKiosk>> doors;
    for (int k = 0; k < kiosks; ++k) {
        auto& kiosk = *doors.emplace_back(std::make_unique<testing::SyncedKiosk>(folder.path() / std::to_string(k)));
        kiosk.enrol(hub.url(), hub.code());
        std::vector<journal::Addition> additions;
        for (int i = 0; i < entries; ++i)
            additions.push_back(testing::stamp_card("evening", std::to_string(k) + "-" + std::to_string(i)));
        kiosk.append(additions);
    }
    client::SessionOptions patient;  // as a kiosk has them
    patient.poll_wait_s = 5;
    const auto begin = std::chrono::steady_clock::now();
    for (auto& kiosk : doors)
        kiosk->start(patient);
    const bool all_sent = testing::eventually(
        [&] { return std::ranges::all_of(doors, [](auto& kiosk) { return kiosk->status().acked == entries; }); }, 280s);
    const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    int breaks = 0;
    for (auto& kiosk : doors)
        breaks += kiosk->breaks();
    WARN(kiosks << " kiosks sent " << kiosks * entries << " entries in " << took << " s");
    CHECK(all_sent);
    CHECK(breaks == 0);
    for (auto& kiosk : doors)
        kiosk->stop();
    const auto held = hub.entries();
    std::size_t count = 0;
    for (const auto& [device, rows] : held)
        count += rows.size();
    CHECK(count == static_cast<std::size_t>(kiosks) * entries);
}
