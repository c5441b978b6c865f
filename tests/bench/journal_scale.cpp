// A tap's look-ups and its append, in an empty journal and in one with 1,000,000 entries of 100,000 people, taking
// turns so that a busy machine slows both alike. Also: bytes an entry, and what a start, a look through the file, a
// snapshot of the hub and a salvage take.
//   bench_journal_scale [FOLDER [ENTRIES]]      FOLDER: where to write, so the storage to measure; default: the
//   temporary one
#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <random>
#include <vector>

#include "attendance/tap.h"
#include "journal/journal.h"
#include "journal/reader.h"
#include "journal/roster.h"
#include "journal/salvage.h"
#include "testing/temp_folder.h"

namespace {

using attendance::EntryKind;
using journal::Addition;
using journal::Journal;

constexpr int rounds = 1000;

template <typename T>
T need(base::Result<T> result) {
    if (result) return std::move(result).value();
    fmt::print(stderr, "bench_journal_scale: {}\n", result.error().message);
    std::_Exit(1);
}

class MovingClock : public base::Clock {
public:
    base::ClockReading read() const override {
        m_now += std::chrono::seconds(2);
        return {base::WallTime(std::chrono::seconds(1'800'000'000) +
                               std::chrono::duration_cast<std::chrono::microseconds>(m_now)),
                m_now, std::string(32, 'b'), base::ClockQuality::synchronised};
    }
    base::MonotonicTime monotonic() const override { return base::monotonic_now(); }

private:
    mutable std::chrono::nanoseconds m_now{0};
};

// Of this process: what a busy machine does not stretch.
double cpu_s_since(std::clock_t begin) {
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

double ms_since(base::MonotonicTime begin) {
    return static_cast<double>((base::monotonic_now() - begin).count()) / 1e6;
}

attendance::CardUid uid_of(int person) {
    const auto n = static_cast<std::uint32_t>(person);
    const std::uint8_t bytes[] = {4,
                                  1,
                                  2,
                                  static_cast<std::uint8_t>(n >> 24),
                                  static_cast<std::uint8_t>(n >> 16),
                                  static_cast<std::uint8_t>(n >> 8),
                                  static_cast<std::uint8_t>(n)};
    return *attendance::CardUid::from_bytes(bytes);
}

Addition stamp(const attendance::EventId& event, const attendance::CardId& card,
               const std::optional<attendance::PersonId>& person) {
    Addition addition;
    addition.entry.event = event;
    addition.entry.card = card;
    addition.entry.person = person;
    return addition;
}

// Twenty characters, like base::random_id.
attendance::PersonId person_id(int person) {
    return {fmt::format("{:020}", person)};
}

void fill(Journal& journal, int people, int entries) {
    std::vector<Addition> batch;
    const auto write = [&](Addition addition, bool last = false) {
        batch.push_back(std::move(addition));
        if (batch.size() < 5000 && !last) return;
        need(journal.append(batch));
        batch.clear();
    };
    std::vector<attendance::CardId> cards;
    for (int p = 0; p < people; ++p) {
        cards.push_back(journal.card_id(uid_of(p)));
        Addition person;
        person.entry.kind = EntryKind::person;
        person.entry.person = person_id(p);
        person.entry.version = 1;
        person.person = attendance::Person{person_id(p), 1, "髙橋 さくら", "さくら", "たかはし さくら", "ja", false};
        write(std::move(person));
        Addition bind;
        bind.entry.kind = EntryKind::bind;
        bind.entry.card = cards.back();
        bind.entry.person = person_id(p);
        bind.entry.version = 1;
        write(std::move(bind));
    }
    // Meetups of 200, each time other people.
    std::mt19937 random(1);
    for (int n = 2 * people; n < entries; ++n) {
        const auto p = static_cast<int>(random() % static_cast<unsigned>(people));
        write(stamp({fmt::format("event{:015}", n / 200)}, cards[static_cast<std::size_t>(p)], person_id(p)),
              n + 1 == entries);
    }
}

struct Times {
    std::vector<double> look_ms, append_ms, all_ms;
};

void tap(Journal& journal, int person, Times& times) {
    const attendance::EventId tonight{"tonight"};
    const auto begin = base::monotonic_now();
    attendance::TapFacts facts;
    facts.card = journal.card_id(uid_of(person));
    facts.door = {attendance::DoorState::open, attendance::Event{}};
    facts.door.event->id = tonight;
    facts.person = journal.owner_of(facts.card);
    const auto subject = facts.person ? attendance::Subject(*facts.person) : attendance::Subject(facts.card);
    facts.presence = journal.presence(tonight, subject);
    const auto decision = attendance::decide_tap(facts);
    const double looked_ms = ms_since(begin);
    if (std::holds_alternative<attendance::StampTap>(decision))
        need(journal.append(stamp(tonight, facts.card, facts.person)));
    const double appended_ms = ms_since(begin);
    const auto visits = journal.visits(subject);
    if (visits.empty()) std::_Exit(1);
    times.all_ms.push_back(ms_since(begin));
    times.append_ms.push_back(appended_ms - looked_ms);
    times.look_ms.push_back(looked_ms + times.all_ms.back() - appended_ms);
}

double median(std::vector<double> values) {
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
    return values[values.size() / 2];
}

void print_row(const char* what, const std::vector<double>& small, const std::vector<double>& big) {
    fmt::print("{:<28}{:>10.3f}{:>10.3f}{:>8.2f}\n", what, median(small), median(big), median(big) / median(small));
}

double in_mb(std::uintmax_t bytes) {
    return static_cast<double>(bytes) / 1e6;
}

// As the desk takes it in, in parts and steps. The longest is what a tap may have to wait.
void measure_snapshot(Journal& journal, int people, int erased) {
    journal::RosterUpdate all;
    all.is_snapshot = true;
    all.cursor = "1-1";
    for (int p = 0; p < people; ++p) {
        const bool is_erased = erased > 0 && p % (people / erased) == 0;
        all.people.push_back(
            {person_id(p), 2, is_erased ? "" : "髙橋 さくら", is_erased ? "" : "さくら", "", "ja", is_erased});
        all.cards.push_back({journal.card_id(uid_of(p)), person_id(p), 2});
    }
    int holds = 0;
    double longest_ms = 0;
    const auto cpu = std::clock();
    const auto timed = [&](auto work) {
        const auto begin = std::clock();
        auto result = need(work());
        longest_ms = std::max(longest_ms, 1000 * cpu_s_since(begin));
        ++holds;
        return result;
    };
    for (const auto& part : journal::parts_of(std::move(all), 64))
        while (!timed([&] { return journal.take(part); }))
            timed([&] { return journal.tend(); });
    while (timed([&] { return journal.tend(); }) != journal::Tended::done) {
    }
    fmt::print("snapshot of {} people, {} erased: {:.1f} s of CPU in {} parts and steps, the longest {:.0f} ms\n",
               people, erased, cpu_s_since(cpu), holds, longest_ms);
}

}  // namespace

int main(int argc, char** argv) {
    const std::filesystem::path place = argc > 1 ? argv[1] : std::filesystem::temp_directory_path();
    const int entries = argc > 2 ? std::atoi(argv[2]) : 1'000'000;
    const int people = entries / 10;
    const testing::TempFolder small_folder(place), big_folder(place);
    const MovingClock clock;
    auto small = need(Journal::open({small_folder.path()}, clock));
    auto big = need(Journal::open({big_folder.path()}, clock));
    auto begin = base::monotonic_now();
    fill(*big, people, entries);
    fmt::print("filled with {} entries of {} people in {:.0f} s\n", entries, people, ms_since(begin) / 1000);
    big.reset();
    const auto bytes = std::filesystem::file_size(big_folder.path() / "pettan.db");
    fmt::print("file: {:.1f} MB, {} bytes an entry\n", in_mb(bytes), bytes / static_cast<std::uintmax_t>(entries));
    begin = base::monotonic_now();
    big = need(Journal::open({big_folder.path()}, clock));
    fmt::print("start after a clean stop: {:.0f} ms\n", ms_since(begin));

    Times small_times, big_times;
    std::mt19937 random(2);
    for (int i = 0; i < rounds; ++i) {
        const auto person = static_cast<int>(random() % static_cast<unsigned>(people));
        tap(*small, person, small_times);
        tap(*big, person, big_times);
    }
    fmt::print("\nmedian of {} taps, ms{:>18}{:>10}{:>8}\n", rounds, "empty", "full", "ratio");
    print_row("owner, presence, visits", small_times.look_ms, big_times.look_ms);
    print_row("append", small_times.append_ms, big_times.append_ms);
    print_row("all", small_times.all_ms, big_times.all_ms);

    begin = base::monotonic_now();
    const auto counts = big->counts({"tonight"});
    fmt::print("\ncounts of an event with {} people: {:.1f} ms\n", counts.arrived, ms_since(begin));
    begin = base::monotonic_now();
    auto cpu = std::clock();
    std::int64_t rows = 0;
    auto reader = need(journal::Reader::open(big_folder.path()));
    static_cast<void>(reader->stamps(
        {}, [&](const journal::StampRow&) -> base::Result<void> { return ++rows, base::Result<void>(); }));
    fmt::print("export of {} rows: {:.1f} s ({:.1f} s of CPU)\n", rows, ms_since(begin) / 1000, cpu_s_since(cpu));
    reader.reset();

    measure_snapshot(*big, people, 0);
    measure_snapshot(*big, people, 100);

    // The folder as a power cut leaves it: opened, WAL and all.
    const testing::TempFolder cut_folder(place);
    for (const char* name : {"pettan.db", "pettan.db-wal", "card.key"})
        std::filesystem::copy_file(big_folder.path() / name, cut_folder.path() / name);
    begin = base::monotonic_now();
    cpu = std::clock();
    auto cut = need(Journal::open({cut_folder.path()}, clock));
    fmt::print("start after a power cut: {:.1f} s ({:.1f} s of CPU)\n", ms_since(begin) / 1000, cpu_s_since(cpu));
    cut.reset();
    begin = base::monotonic_now();
    cpu = std::clock();
    const auto salvaged = need(journal::salvage(cut_folder.path()));
    fmt::print("salvage of {} entries: {:.1f} s ({:.1f} s of CPU)\n", salvaged.entries, ms_since(begin) / 1000,
               cpu_s_since(cpu));
}
