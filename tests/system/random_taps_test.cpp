// 200 taps at random, some only 80 ms long: one decision each, none lost, none doubled, and the export agrees.
#include <deque>
#include <map>
#include <random>
#include <set>

#include "testing/catch.h"
#include "testing/kiosk_process.h"
#include "testing/machine_stalls.h"

using namespace std::chrono_literals;
using testing::eventually;
using testing::Json;

namespace {

// Numbers of 7 bytes, made from a small integer.
std::string uid_of(int card) {
    return "04" + base::to_hex(base::Bytes{0xC0, 0xDE, 0, 0, 0, static_cast<std::uint8_t>(card)});
}

struct Placement {
    std::string card;
    std::int64_t on_ns = 0;
    std::int64_t off_ns = 0;
};

constexpr auto excused_when_late = 10ms;

// Which placements have no tap of their own time.
std::vector<Placement> without_tap(const std::vector<Placement>& placements, const std::vector<Json>& taps) {
    constexpr std::int64_t told_within_ns = 60'000'000;
    std::vector<Placement> lost;
    std::ranges::copy_if(placements, std::back_inserter(lost), [&](const Placement& placed) {
        return std::ranges::none_of(taps, [&](const Json& tap) {
            const auto at = tap["t_ns"].get<std::int64_t>();
            return at >= placed.on_ns && at <= placed.off_ns + told_within_ns;
        });
    });
    return lost;
}

}  // namespace

// A tap that was lost while the machine was late is not the kiosk's to answer for: it is left out, and no more than a
// few may be. On a quiet machine it is late by less than `excused_when_late` during most taps, and none is lost.
TEST_CASE("of 200 random taps, some only 80 ms long, each gets one decision") {
    const char* wanted = std::getenv("PETTAN_TAPS");
    const std::size_t taps = wanted ? static_cast<std::size_t>(std::atoi(wanted)) : 200;
    constexpr unsigned seed = 721;
    std::mt19937 random(seed);
    INFO("seed " << seed);

    const testing::TempFolder folder;
    REQUIRE(testing::add_open_event(folder.path()));
    const auto reader = std::move(*sim::SimulatedReader::start({.uart_time = true}));
    testing::KioskProcess kiosk(folder.path(), reader->connstring());
    REQUIRE(kiosk.wait_ready());

    const testing::MachineStalls stalls;
    std::vector<Placement> placements;
    std::deque<int> just_before;
    while (placements.size() < taps) {
        // Never a card of just before: within a fifth of a second that would be one arrival of a trembling hand.
        int card = 0;
        do
            card = static_cast<int>(random() % 60);
        while (std::ranges::find(just_before, card) != just_before.end());
        just_before.push_back(card);
        if (just_before.size() > 4) just_before.pop_front();
        Placement placed{uid_of(card), base::monotonic_now().count(), 0};
        const auto handle = reader->place(*sim::make_tag(sim::TagKind::ntag213, *base::from_hex(placed.card)));
        std::this_thread::sleep_for(80ms + std::chrono::milliseconds(random() % 2 == 0 ? 0 : random() % 250));
        reader->remove(handle);
        placed.off_ns = base::monotonic_now().count();
        placements.push_back(placed);
        std::this_thread::sleep_for(60ms + std::chrono::milliseconds(random() % 100));
    }
    // A tap that was lost never comes: what is missing is judged below.
    (void)eventually([&] { return kiosk.commits().size() >= taps; }, 5s);
    kiosk.child().send(SIGTERM);
    REQUIRE(kiosk.child().wait() == 0);

    const auto lost = without_tap(placements, kiosk.lines("tap"));
    for (const Placement& placed : lost) {
        const auto late = stalls.late_between(placed.on_ns, placed.off_ns);
        INFO("lay there for " << (placed.off_ns - placed.on_ns) / 1'000'000 << " ms");
        CHECK(late >= excused_when_late);
        std::erase_if(placements, [&](const Placement& other) { return other.on_ns == placed.on_ns; });
    }
    CHECK(lost.size() <= taps / 20);

    const auto commits = kiosk.commits();
    CHECK(commits.size() == placements.size());
    CHECK(kiosk.lines("tap").size() == placements.size());
    std::map<std::string, std::pair<int, int>> decisions;  // card id -> stamps, repeats
    for (const Json& commit : commits) {
        auto& [stamps, repeats] = decisions[commit["card"]];
        (commit["result"] == "repeat" ? repeats : stamps) += 1;
    }
    std::map<std::string, int> taps_of_card;
    for (const Placement& placed : placements)
        ++taps_of_card[placed.card];
    std::multiset<int> expected_repeats;
    std::multiset<int> seen_repeats;
    for (const auto& [card, count] : taps_of_card)
        expected_repeats.insert(count - 1);
    for (const auto& [card, counts] : decisions) {
        CHECK(counts.first == 1);
        seen_repeats.insert(counts.second);
    }
    CHECK(seen_repeats == expected_repeats);

    const auto exported = testing::kiosk_command(folder.path(), {"export", "--format", "json"});
    std::set<std::string> stamped;
    std::size_t valid = 0;
    std::size_t repeats = 0;
    for (const Json& row : Json::parse(exported.output)) {
        if (row["status"] == "valid") {
            ++valid;
            stamped.insert(row["card_id"]);
        } else {
            ++repeats;
        }
    }
    CHECK(valid == taps_of_card.size());
    CHECK(stamped.size() == valid);
    CHECK(repeats == placements.size() - valid);
}
