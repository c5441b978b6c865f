// An evening that begins: the real kiosk in a window under a private Xvfb at 1280×800, its reader a simulated chip, and
// from its first picture on guests whom it has not shown yet, 4, 2 and 1 a second. Of every frame from the start on:
// what it cost the drawing thread, how far apart frames are while something moves, and how many of 60 a second were
// dropped; from the card (its number as the reader has it) to the first picture of its guest; and the very first
// welcome. Beside it a loop of the same run that draws the bare ground.
//   bench_first_pictures [FOLDER...]      of programs, one after the other for each rate: before and after a change
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "journal/journal.h"
#include "testing/kiosk_process.h"
#include "ui/loop.h"

using namespace std::chrono_literals;

namespace {

constexpr int people = 96;
constexpr int evenings = 9;  // before tonight: everybody was there between none of them and all
constexpr double refresh_ms = 1000.0 / 60;
constexpr auto ground_lasts = 8s;

// Some evenings ago.
class EarlierClock : public base::Clock {
public:
    base::ClockReading read() const override {
        m_since += 1s;
        return {evening + std::chrono::duration_cast<std::chrono::microseconds>(m_since), m_since, std::string(32, 'b'),
                base::ClockQuality::synchronised};
    }
    base::MonotonicTime monotonic() const override { return base::monotonic_now(); }

    base::WallTime evening{};

private:
    mutable std::chrono::nanoseconds m_since{0};
};

std::string uid_of(int person) {
    return fmt::format("04be0c00{:06x}", person + 1);
}

// Names as they come, all different.
std::string name_of(int person) {
    static const std::vector<std::string> families{"髙橋",   "𠮷野",   "辻󠄀", "長谷川",
                                                   "แสงทอง", "Nguyễn", "محمد",    "佐々木"};
    static const std::vector<std::string> given{"花",   "さくら", "健太", "美咲", "ゆう", "蒼",
                                                "結衣", "航",     "凛",   "葵",   "蓮",   "陽菜"};
    const auto n = static_cast<std::size_t>(person);
    return families[n % families.size()] + given[n / families.size() % given.size()];
}

base::Result<void> fill(const std::filesystem::path& folder) {
    EarlierClock clock;
    TRY(journal, journal::Journal::open({.folder = folder / "data"}, clock));
    const auto now = base::system_clock()->read().wall;
    clock.evening = now - std::chrono::weeks(evenings + 1);
    const auto add = [&](journal::Addition addition) { return journal->append({&addition, 1}); };
    for (int p = 0; p < people; ++p) {
        const attendance::PersonId id{fmt::format("{:020}", p)};
        journal::Addition person, bind;
        person.entry.kind = attendance::EntryKind::person;
        person.entry.person = bind.entry.person = id;
        person.entry.version = bind.entry.version = 1;
        person.person = attendance::Person{id, 1, name_of(p), name_of(p), "", "ja", false};
        bind.entry.kind = attendance::EntryKind::bind;
        bind.entry.card = journal->card_id(*attendance::CardUid::from_bytes(*base::from_hex(uid_of(p))));
        TRY_VOID(add(std::move(person)));
        TRY_VOID(add(std::move(bind)));
    }
    for (int e = 0; e < evenings; ++e) {
        clock.evening = now - std::chrono::weeks(evenings - e);
        journal::Addition event;
        event.entry.kind = attendance::EntryKind::event;
        event.entry.event = attendance::EventId{fmt::format("e{}", e)};
        event.entry.version = 1;
        event.event = attendance::Event{
            *event.entry.event, 1, fmt::format("第{}回 地域テック交流会", e + 2), "公民館", clock.evening - 10min,
            clock.evening + 2h};
        TRY_VOID(add(std::move(event)));
        for (int p = 0; p < people; ++p) {
            if (p % (evenings + 1) <= e) continue;
            journal::Addition stamp;
            stamp.entry.event = attendance::EventId{fmt::format("e{}", e)};
            stamp.entry.person = attendance::PersonId{fmt::format("{:020}", p)};
            TRY_VOID(add(std::move(stamp)));
        }
    }
    return {};
}

struct Frame {
    double at_ms = 0;
    double processor_ms = 0;
    bool moving = false;
};

double share_of(std::vector<double> values, double share) {
    std::ranges::sort(values);
    return values.empty() ? std::nan("")
                          : values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

void print_head() {
    fmt::print("{:<26} {:>6} | {:>6} {:>6} {:>6} | {:>6} {:>6} {:>6} {:>8} | {:>6} {:>6} {:>6} {:>6}\n", "", "frames",
               "cpu50", "cpu99", "worst", "gap50", "gap99", "worst", "dropped", "card50", "card95", "worst", "first");
}

void print_row(const std::string& what, const std::vector<Frame>& frames, const std::vector<double>& card_ms,
               double first_ms) {
    std::vector<double> processor, gaps;
    int dropped = 0;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        processor.push_back(frames[i].processor_ms);
        if (i == 0 || !frames[i - 1].moving) continue;
        gaps.push_back(frames[i].at_ms - frames[i - 1].at_ms);
        dropped += std::max(0, static_cast<int>(std::lround(gaps.back() / refresh_ms)) - 1);
    }
    fmt::print("{:<26} {:>6} | {:>6.1f} {:>6.1f} {:>6.1f} | {:>6.1f} {:>6.1f} {:>6.1f} {:>3} of {:>4}", what,
               frames.size(), share_of(processor, 0.5), share_of(processor, 0.99), share_of(processor, 1),
               share_of(gaps, 0.5), share_of(gaps, 0.99), share_of(gaps, 1), dropped,
               gaps.size() + static_cast<std::size_t>(dropped));
    if (!card_ms.empty())
        fmt::print(" | {:>6.1f} {:>6.1f} {:>6.1f} {:>6.1f}", share_of(card_ms, 0.5), share_of(card_ms, 0.95),
                   share_of(card_ms, 1), first_ms);
    fmt::print("\n");
    std::fflush(stdout);
}

void measure_ground() {
    auto loop = ui::Loop::create({.window = {.mode = ui::VideoMode::window, .width_px = 1280, .height_px = 800}},
                                 ui::radio_exercise_theme());
    if (!loop) return fmt::print("no window: {}\n", loop.error().message);
    std::vector<Frame> frames;
    const auto until = base::monotonic_now() + ground_lasts;
    const auto ran = (*loop)->run({.draw =
                                       [](ui::Canvas& canvas, base::MonotonicTime) {
                                           canvas.background(ui::Background::washi);
                                           return ui::FrameResult{true, {}};
                                       },
                                   .on_presented =
                                       [&](const ui::Presented& frame) {
                                           frames.push_back({static_cast<double>(frame.at.count()) / 1e6,
                                                             static_cast<double>(frame.processor.count()) / 1e6, true});
                                           if (frame.at >= until) (*loop)->quit();
                                       }});
    if (!ran) return fmt::print("{}\n", ran.error().message);
    print_row("bare ground", frames, {}, 0);
}

void measure(const std::string& programs, const std::filesystem::path& evening, std::chrono::milliseconds every,
             int taps) {
    const testing::TempFolder folder;
    std::filesystem::copy(evening, folder.path(), std::filesystem::copy_options::recursive);
    const auto reader = std::move(*sim::SimulatedReader::start({.uart_time = true}));
    testing::KioskProcess kiosk(folder.path(), reader->connstring(), {"--video", "window", "--size", "1280x800"}, {},
                                programs);
    if (!kiosk.wait_ready()) return fmt::print("the kiosk did not start: {}\n", kiosk.child().output());
    auto next = std::chrono::steady_clock::now();
    for (int person = 0; person < taps; ++person) {
        // In an order that mixes those who were here often with those who come for the first time.
        const auto handle =
            reader->place(*sim::make_tag(sim::TagKind::ntag213, *base::from_hex(uid_of(person * 37 % people))));
        std::this_thread::sleep_until(next + 120ms);
        reader->remove(handle);
        std::this_thread::sleep_until(next += every);
    }
    std::this_thread::sleep_for(2s);

    std::map<std::string, double> tapped;
    for (const auto& line : kiosk.lines("tap"))
        tapped.emplace(line["card"], line["t_ns"].get<double>());
    std::map<std::int64_t, double> presented;
    for (const auto& line : kiosk.lines("present"))
        if (line["scene"] == "welcome") presented.emplace(line["seq"], line["t_ns"].get<double>());
    std::vector<double> card_ms;
    const auto commits = kiosk.commits();
    for (const auto& commit : commits) {
        const auto shown = presented.find(commit["seq"]);
        const auto at = tapped.find(commit["card"]);
        if (shown != presented.end() && at != tapped.end()) card_ms.push_back((shown->second - at->second) / 1e6);
    }
    std::vector<Frame> frames;
    for (const auto& line : kiosk.lines("frame"))
        frames.push_back({line["t_ns"].get<double>() / 1e6, line["processor_us"].get<double>() / 1e3, line["moving"]});
    print_row(fmt::format("{} {}/s", std::filesystem::path(programs).filename().string(), 1000 / every.count()), frames,
              card_ms, card_ms.empty() ? 0 : card_ms.front());
    if (static_cast<int>(card_ms.size()) < taps)
        fmt::print("  {} taps, {} committed, {} shown\n", taps, commits.size(), card_ms.size());
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::string> programs(argv + 1, argv + argc);
    if (programs.empty()) programs.emplace_back(PETTAN_BIN);
    const testing::TempFolder folder;
    const std::string display = std::to_string(1000 + ::getpid() % 20000);
    const testing::Child xvfb({"Xvfb", ":" + display, "-screen", "0", "1280x800x24", "-nolisten", "tcp"},
                              folder.path() / "xvfb.out");
    if (!testing::eventually([&] { return std::filesystem::exists("/tmp/.X11-unix/X" + display); }))
        return fmt::print("Xvfb did not start: {}\n", xvfb.output()), 1;
    ::setenv("DISPLAY", (":" + display).c_str(), 1);
    const auto evening = folder.path() / "evening";
    std::filesystem::create_directories(evening);
    if (const auto filled = fill(evening); !filled) return fmt::print("{}\n", filled.error().message), 1;
    if (!testing::add_open_event(evening)) return fmt::print("no event could be made\n"), 1;

    fmt::print(
        "ms; 1280x800 under Xvfb; {} people. cpu: of the drawing thread, a frame. gap: between two frames while "
        "something moves.\ncard: from the card's number to the first picture of its guest\n",
        people);
    print_head();
    measure_ground();
    for (const auto& [every, taps] : {std::pair{250ms, 64}, std::pair{500ms, 40}, std::pair{1000ms, 24}})
        for (const std::string& each : programs)
            measure(each, evening, every, taps);
    measure_ground();
}
