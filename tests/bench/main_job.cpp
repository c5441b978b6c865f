// The whole kiosk, measured as a process: from a tag placed to its welcome presented (commit included), off screen at
// 1280×800 with the UART's time simulated; and at rest under Xvfb: share of a core, memory, start-up.
// The baseline of the first is the same taps' way to the number alone; of the second, a program that only sleeps.
#include <fmt/core.h>

#include <algorithm>
#include <random>
#include <set>

#include "testing/kiosk_process.h"

using namespace std::chrono_literals;

namespace {

constexpr int people = 120;

std::string uid_of(int card) {
    return fmt::format("04be0c00{:06x}", card + 1);
}

double at(std::vector<double> values, double share) {
    std::ranges::sort(values);
    return values.empty() ? 0 : values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

void prepare(const std::filesystem::path& folder) {
    if (!testing::add_open_event(folder)) fmt::print(stderr, "no event could be made\n");
    std::ofstream csv(folder / "people.csv");
    csv << "person_id,name,card_uid\n";
    for (int card = 0; card < people; ++card)
        csv << fmt::format("p{},髙橋 {},{}\n", card, card, uid_of(card));
    csv.close();
    const auto imported = testing::kiosk_command(folder, {"import", (folder / "people.csv").string()});
    if (imported.status != 0) fmt::print(stderr, "{}\n", imported.output);
}

// CPU time of a process so far, in seconds (fields 14 and 15 of proc(5)'s stat).
double cpu_seconds(pid_t pid) {
    const std::string stat = testing::slurp(fmt::format("/proc/{}/stat", pid));
    std::istringstream rest(stat.substr(stat.rfind(')') + 2));
    std::string word;
    double ticks = 0;
    for (int field = 3; rest >> word; ++field)
        if (field == 14 || field == 15) ticks += std::stod(word);
    return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double resident_mb(pid_t pid) {
    std::istringstream status(testing::slurp(fmt::format("/proc/{}/status", pid)));
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;
    return 0;
}

void tap_to_welcome() {
    const testing::TempFolder folder;
    prepare(folder.path());
    const auto reader = std::move(*sim::SimulatedReader::start({.uart_time = true}));
    testing::KioskProcess kiosk(folder.path(), reader->connstring(), {"--size", "1280x800"});
    if (!kiosk.wait_ready()) return fmt::print("the kiosk did not start\n");

    std::mt19937 random(4);
    std::vector<double> placed_ns;
    for (int card = 0; card < people; ++card) {
        const auto tag = *sim::make_tag(sim::TagKind::ntag213, *base::from_hex(uid_of(card)));
        placed_ns.push_back(static_cast<double>(base::monotonic_now().count()));
        const auto handle = reader->place(tag);
        std::this_thread::sleep_for(150ms);
        reader->remove(handle);
        std::this_thread::sleep_for(250ms + std::chrono::milliseconds(random() % 300));
    }
    const auto taps = kiosk.lines("tap");
    const auto commits = kiosk.commits();
    std::map<std::int64_t, double> presented;
    for (const auto& line : kiosk.lines("present"))
        if (line["scene"] == "welcome") presented.emplace(line["seq"], line["t_ns"].get<double>());
    std::vector<double> to_number;
    std::vector<double> to_commit;
    std::vector<double> to_welcome;
    for (std::size_t i = 0; i < commits.size() && i < placed_ns.size(); ++i) {
        to_number.push_back((taps[i]["t_ns"].get<double>() - placed_ns[i]) / 1e6);
        to_commit.push_back((commits[i]["t_ns"].get<double>() - placed_ns[i]) / 1e6);
        const auto shown = presented.find(commits[i]["seq"]);
        if (shown != presented.end()) to_welcome.push_back((shown->second - placed_ns[i]) / 1e6);
    }
    fmt::print("tag placed -> welcome presented, {} of {} taps, UART time simulated, 1280x800 off screen\n",
               to_welcome.size(), people);
    fmt::print("  {:<22} {:>8} {:>8}\n", "", "median", "p95");
    for (const auto& [what, values] :
         {std::pair{"number (baseline)", &to_number}, {"committed", &to_commit}, {"welcome presented", &to_welcome}})
        fmt::print("  {:<22} {:>5.1f} ms {:>5.1f} ms\n", what, at(*values, 0.5), at(*values, 0.95));
    fmt::print("  ratio to the baseline: {:.1f} (p95 {:.1f})\n", at(to_welcome, 0.5) / at(to_number, 0.5),
               at(to_welcome, 0.95) / at(to_number, 0.95));
}

void at_rest() {
    const testing::TempFolder folder;
    prepare(folder.path());
    testing::Child xvfb({"Xvfb", ":97", "-screen", "0", "1280x800x24", "-nolisten", "tcp"}, folder.path() / "xvfb.out");
    if (!testing::eventually([] { return std::filesystem::exists("/tmp/.X11-unix/X97"); }))
        return fmt::print("Xvfb did not start\n");
    ::setenv("DISPLAY", ":97", 1);
    const auto reader = std::move(*sim::SimulatedReader::start({.uart_time = true}));
    const auto began = std::chrono::steady_clock::now();
    testing::KioskProcess kiosk(folder.path(), reader->connstring(), {"--video", "window", "--size", "1280x800"});
    if (!kiosk.wait_ready()) return fmt::print("the kiosk did not start: {}\n", kiosk.child().output());
    const std::chrono::duration<double, std::milli> start_up = std::chrono::steady_clock::now() - began;
    testing::Child sleeper({"sleep", "60"}, folder.path() / "sleep.out");
    std::this_thread::sleep_for(3s);
    const double before = cpu_seconds(kiosk.child().pid());
    const double sleeper_before = cpu_seconds(sleeper.pid());
    std::this_thread::sleep_for(20s);
    const double used = cpu_seconds(kiosk.child().pid()) - before;
    const double slept = cpu_seconds(sleeper.pid()) - sleeper_before;
    fmt::print("at rest under Xvfb at 1280x800, 20 s: {:.1f} % of a core (a sleeping program: {:.1f} %)\n",
               used / 20 * 100, slept / 20 * 100);
    fmt::print("resident {:.0f} MB; started, reader and first picture included, in {:.0f} ms\n",
               resident_mb(kiosk.child().pid()), start_up.count());
}

}  // namespace

int main() {
    tap_to_welcome();
    at_rest();
}
