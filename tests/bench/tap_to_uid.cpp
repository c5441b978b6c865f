// From a tag's arrival in the field to its number: our driver, against bare loops of libnfc's own call, on the same
// simulated chip with the time of a 115200 baud line and of the radio. In blocks that take turns, so that a busy
// machine slows all of them alike.
#include <fmt/core.h>
#include <nfc/nfc.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <random>
#include <thread>
#include <vector>

#include "nfc/libnfc_reader.h"
#include "sim/port.h"

namespace {

using std::chrono::milliseconds;

constexpr int blocks = 10;
constexpr int placements_per_block = 24;
constexpr int quick_taps = 100;
constexpr std::uint64_t seed = 20260721;

// What a loop under test tells: when it had a number, and when it found the field empty again.
struct Seen {
    std::atomic<std::int64_t> tag_ns{0};
    std::atomic<bool> empty{true};

    void tag() {
        empty = false;
        if (tag_ns == 0) tag_ns = base::monotonic_now().count();
    }
};

template <typename Condition>
void wait_for(Condition condition) {
    const auto deadline = base::monotonic_now() + std::chrono::seconds(10);
    while (!condition()) {
        if (base::monotonic_now() > deadline) {
            fmt::print(stderr, "bench_tap_to_uid: the loop under test has stopped\n");
            std::_Exit(1);
        }
        std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
}

void place_tags(sim::SimulatedReader& chip, Seen& seen, std::mt19937& random, std::vector<double>& times_ms) {
    const base::Bytes uid{0x04, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66};
    std::uniform_int_distribution rest_us(20'000, 120'000);
    for (int i = 0; i < placements_per_block; ++i) {
        wait_for([&] { return seen.empty.load(); });
        std::this_thread::sleep_for(std::chrono::microseconds(rest_us(random)));
        seen.tag_ns = 0;
        const auto placed = base::monotonic_now();
        chip.place({sim::TagKind::ntag213, uid, sim::Type2Memory(sim::Type2Model::ntag213, uid)});
        wait_for([&] { return seen.tag_ns != 0; });
        times_ms.push_back(static_cast<double>(seen.tag_ns - placed.count()) / 1e6);
        std::this_thread::sleep_for(milliseconds(50));
        chip.remove_all();
    }
}

void our_loop(const std::string& connstring, Seen& seen, const std::stop_token& stop) {
    nfc::LibnfcReader reader(connstring, drivers::NdefMode::unknown,
                             {.sink =
                                  [&](const drivers::ReaderEvent& event) {
                                      if (std::holds_alternative<drivers::TagArrived>(event)) seen.tag();
                                      if (std::holds_alternative<drivers::TagLeft>(event)) seen.empty = true;
                                  },
                              .beat = [](drivers::Activity) {},
                              .stopping = [] { return false; }});
    while (!stop.stop_requested())
        if (!reader.turn()) return;
}

// As an example of libnfc's would do it.
void bare_loop(const std::string& connstring, const std::vector<nfc_modulation>& modulations, Seen& seen,
               const std::stop_token& stop) {
    nfc_context* context = nullptr;
    nfc_init(&context);
    nfc_device* device = nfc_open(context, connstring.c_str());
    if (device != nullptr && nfc_initiator_init(device) >= 0) {
        nfc_device_set_property_bool(device, NP_INFINITE_SELECT, false);
        for (std::size_t turn = 0; !stop.stop_requested(); ++turn) {
            nfc_target target;
            const int found = nfc_initiator_select_passive_target(device, modulations[turn % modulations.size()],
                                                                  nullptr, 0, &target);
            if (found > 0) seen.tag();
            // A tag that lies there answers type A at every poll; FeliCa turns say nothing of it.
            if (found == 0 && modulations[turn % modulations.size()].nmt == NMT_ISO14443A) seen.empty = true;
        }
    }
    nfc_close(device);
    nfc_exit(context);
}

// Cards that follow each other quickly, each there for 80 ms: how many are not told.
int count_lost_taps(sim::SimulatedReader& chip, const std::string& connstring) {
    std::atomic<int> told{0};
    std::jthread thread([&](const std::stop_token& stop) {
        nfc::LibnfcReader reader(connstring, drivers::NdefMode::unknown,
                                 {.sink =
                                      [&](const drivers::ReaderEvent& event) {
                                          told += std::holds_alternative<drivers::TagArrived>(event) ? 1 : 0;
                                      },
                                  .beat = [](drivers::Activity) {},
                                  .stopping = [] { return false; }});
        while (!stop.stop_requested())
            if (!reader.turn()) return;
    });
    std::this_thread::sleep_for(milliseconds(500));
    for (int i = 0; i < quick_taps; ++i) {
        const base::Bytes uid{0x04, 0x11, 0x22, 0x33, 0x44, 0x55, static_cast<std::uint8_t>(i)};
        chip.tap({sim::TagKind::ntag213, uid, sim::Type2Memory(sim::Type2Model::ntag213, uid)}, milliseconds(80));
        std::this_thread::sleep_for(milliseconds(100));
    }
    std::this_thread::sleep_for(milliseconds(500));
    return quick_taps - told;
}

double quantile(std::vector<double> values, double part) {
    std::ranges::sort(values);
    return values.at(static_cast<std::size_t>(part * static_cast<double>(values.size() - 1)));
}

}  // namespace

int main() {
    auto chip = sim::SimulatedReader::start({.link = {}, .uart_time = true, .seed = seed});
    if (!chip) {
        fmt::print(stderr, "bench_tap_to_uid: {}\n", chip.error().message);
        return 1;
    }
    const std::string connstring = (*chip)->connstring();
    std::mt19937 random(seed);
    std::vector<double> ours;
    std::vector<double> bare_a;
    std::vector<double> bare_both;
    const auto run = [&](std::vector<double>& times_ms, const auto& loop) {
        Seen seen;
        std::jthread thread([&](const std::stop_token& stop) { loop(seen, stop); });
        std::this_thread::sleep_for(milliseconds(500));  // opened by then
        place_tags(**chip, seen, random, times_ms);
    };
    const nfc_modulation type_a{NMT_ISO14443A, NBR_106};
    const nfc_modulation felica{NMT_FELICA, NBR_212};
    for (int block = 0; block < blocks; ++block) {
        run(ours, [&](Seen& seen, const std::stop_token& stop) { our_loop(connstring, seen, stop); });
        run(bare_a, [&](Seen& seen, const std::stop_token& stop) { bare_loop(connstring, {type_a}, seen, stop); });
        run(bare_both, [&](Seen& seen, const std::stop_token& stop) {
            bare_loop(connstring, {type_a, felica}, seen, stop);
        });
    }
    fmt::print("tag placed -> UID, {} placements each, seed {}\n", ours.size(), seed);
    const auto line = [](std::string_view name, const std::vector<double>& times_ms) {
        fmt::print("{:34} median {:6.2f} ms   p95 {:6.2f} ms\n", name, quantile(times_ms, 0.5),
                   quantile(times_ms, 0.95));
    };
    line("nfc::LibnfcReader (A, FeliCa)", ours);
    line("bare select loop, type A only", bare_a);
    line("bare select loop, type A and FeliCa", bare_both);
    fmt::print("ratio of medians: {:.2f} to type A only, {:.2f} to type A and FeliCa\n",
               quantile(ours, 0.5) / quantile(bare_a, 0.5), quantile(ours, 0.5) / quantile(bare_both, 0.5));
    fmt::print("taps of 80 ms, 20 ms apart: {} of {} lost\n", count_lost_taps(**chip, connstring), quick_taps);
    return 0;
}
