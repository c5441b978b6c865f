// From a tap to its commit and to its picture's snapshot, with the sync at work through a network that fails in every
// way (testing/faulty_proxy.h), and without a hub: two kiosks in turns, so that a busy machine slows both alike. And
// what a snapshot of an old community costs the taps that come meanwhile.
//   bench_tap_beside_sync [TAPS [FOLDER]]      FOLDER: where to write, so the storage to measure
#include <fmt/core.h>

#include <condition_variable>
#include <random>

#include "client/hub_settings.h"
#include "journal/reader.h"
#include "kiosk/desk_thread.h"
#include "kiosk/enrolment.h"
#include "kiosk/sync_link.h"
#include "testing/faulty_proxy.h"
#include "testing/hub_process.h"

using namespace std::chrono_literals;

namespace {

template <typename T>
T need(base::Result<T> result) {
    if (result) return std::move(result).value();
    fmt::print(stderr, "bench_tap_beside_sync: {}\n", result.error().message);
    std::_Exit(1);
}
void need(base::Result<void> result) {
    if (result) return;
    fmt::print(stderr, "bench_tap_beside_sync: {}\n", result.error().message);
    std::_Exit(1);
}

double ms(std::chrono::nanoseconds time) {
    return static_cast<double>(time.count()) / 1e6;
}

double at(std::vector<double> values, double share) {
    std::ranges::sort(values);
    return values.empty() ? 0 : values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

attendance::CardId card(int n) {
    return {fmt::format("{:032x}", n)};
}

struct Times {
    std::vector<double> commit_ms, shown_ms;
};

class Kiosk {
public:
    Kiosk(std::filesystem::path data, int people) : m_data(std::move(data)) {
        const auto now = m_clock.read().wall;
        std::vector<journal::Addition> additions(1);
        additions[0].entry.kind = attendance::EntryKind::event;
        additions[0].entry.event = attendance::EventId{"evening"};
        additions[0].entry.version = 1;
        additions[0].event = attendance::Event{{"evening"}, 1, "第12回", "", now - 1h, now + 24h};
        for (int i = 0; i < people; ++i) {
            const attendance::PersonId id{fmt::format("p{}", i)};
            journal::Addition person, bind;
            person.entry.kind = attendance::EntryKind::person;
            person.entry.person = id;
            person.entry.version = 1;
            person.person = attendance::Person{id, 1, "髙橋 さくら", "さくら", "", "ja", false};
            bind.entry.kind = attendance::EntryKind::bind;
            bind.entry.card = card(i);
            bind.entry.person = id;
            bind.entry.version = 1;
            additions.push_back(std::move(person));
            additions.push_back(std::move(bind));
        }
        need(m_journal->append(additions));
    }
    ~Kiosk() { m_sync.stop(); }
    Kiosk(const Kiosk&) = delete;
    Kiosk& operator=(const Kiosk&) = delete;

    void enrol(const testing::HubProcess& hub, const std::string& through) {
        const auto setting = [&](const std::string& name) { return m_journal->setting(name); };
        const auto key = base::to_hex(m_journal->card_key());
        auto enrolment = need(client::enrol(kiosk::enrol_options({hub.url(), hub.code(), "", "bench"}, key, setting)));
        enrolment.hub.url = through;
        need(kiosk::keep_enrolment(*m_journal, enrolment.hub, enrolment.card_key));
    }
    void start() {
        desk::DeskEvents events;
        events.decided = [this](const desk::Decided& decided) {
            m_committed = base::monotonic_now();
            m_decided = decided.result;
            m_sync.wake();
        };
        events.store = [](const desk::StoreHealth&) {};
        events.wants_memory = [](const attendance::CardId&) {};
        m_desk.emplace(*m_journal, m_clock, desk::DeskOptions{}, std::move(events), [this] {
            const std::lock_guard lock(m_mutex);
            m_changed.notify_all();
        });
        kiosk::SyncOptions options;
        options.data = m_data;
        options.post = [this](desk::Input input) { return m_desk->post(std::move(input)); };
        options.session.http = {2s, 3s, wire::reply_bytes_max};
        options.session.backoff = {10ms, 300ms, 1s};
        options.session.poll_wait_s = 1;
        m_sync.start(std::move(options));
    }
    // Returns when its picture could be drawn.
    desk::Decided::Result tap(int person, Times* times) {
        const auto begin = base::monotonic_now();
        const auto before = m_taps.size();
        m_desk->post(desk::TapInput{begin, card(person), "type2", true, {}});
        const auto seq_before = before == 0 ? 0 : m_taps.back();
        std::unique_lock lock(m_mutex);
        desk::SnapshotPtr shown;
        m_changed.wait(lock, [&] {
            shown = m_desk->newest();
            return !shown->taps.empty() && shown->taps.front().seq > seq_before;
        });
        m_taps.push_back(shown->taps.front().seq);
        if (times != nullptr) {
            times->commit_ms.push_back(ms(m_committed.load() - begin));
            times->shown_ms.push_back(ms(base::monotonic_now() - begin));
        }
        return m_decided.load();
    }
    bool post(desk::Input input) { return m_desk->post(std::move(input)); }
    desk::SnapshotPtr newest() const { return m_desk->newest(); }
    journal::Journal& journal() { return *m_journal; }

private:
    std::filesystem::path m_data;
    kiosk::HubClock m_clock{base::system_clock()};
    std::unique_ptr<journal::Journal> m_journal = need(journal::Journal::open({m_data, "", true}, m_clock));
    std::unique_ptr<kiosk::Trace> m_trace = need(kiosk::Trace::open({}));
    std::vector<std::int64_t> m_taps;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::atomic<base::MonotonicTime> m_committed{};
    std::atomic<desk::Decided::Result> m_decided{};
    kiosk::SyncLink m_sync{m_clock, *m_trace};
    std::optional<kiosk::DeskThread> m_desk;
};

void print_row(const char* what, const std::vector<double>& without, const std::vector<double>& with, double share) {
    fmt::print("{:<26}{:>12.2f}{:>12.2f}{:>8.2f}\n", what, at(without, share), at(with, share),
               at(with, share) / at(without, share));
}

void taps_beside_a_bad_network(const std::filesystem::path& place, int taps) {
    const testing::TempFolder folder(place);
    const testing::HubProcess hub(true);
    testing::FaultyProxy proxy(hub.port(), 4711);
    Kiosk without(folder.path() / "without", taps), with(folder.path() / "with", taps);
    with.enrol(hub, proxy.url());
    without.start();
    with.start();
    Times times_without, times_with;
    std::mt19937 random(1);
    for (int i = 0; i < taps; ++i) {
        std::array<std::pair<Kiosk*, Times*>, 2> turns{{{&without, &times_without}, {&with, &times_with}}};
        if (random() % 2 == 0) std::swap(turns[0], turns[1]);
        for (const auto& [kiosk, times] : turns) {
            kiosk->tap(i, times);
            std::this_thread::sleep_for(std::chrono::milliseconds(1 + random() % 10));
        }
    }
    int faults = 0;
    for (const auto& [fault, times] : proxy.met())
        faults += times;
    fmt::print("{} taps each; {} requests met {} sorts of faults\n", taps, faults, proxy.met().size());
    fmt::print("{:<26}{:>12}{:>12}{:>8}\n", "ms", "no hub", "bad network", "ratio");
    print_row("tap to commit, median", times_without.commit_ms, times_with.commit_ms, 0.5);
    print_row("tap to commit, p99", times_without.commit_ms, times_with.commit_ms, 0.99);
    print_row("tap to snapshot, median", times_without.shown_ms, times_with.shown_ms, 0.5);
    print_row("tap to snapshot, p99", times_without.shown_ms, times_with.shown_ms, 0.99);
}

journal::RosterUpdate old_community(int people, int presences, base::WallTime now) {
    journal::RosterUpdate all;
    all.is_snapshot = true;
    all.cursor = "1-1";
    for (int i = 0; i < people; ++i) {
        const attendance::PersonId id{fmt::format("old{:017}", i)};
        all.people.push_back({id, 1, "髙橋 さくら", "さくら", "たかはし さくら", "ja", false});
        all.cards.push_back({card(1'000'000 + i), id, 1});
    }
    const int each = 200;
    for (int i = 0; i < presences / each; ++i) {
        const auto starts = now - std::chrono::hours(24 * (i + 1));
        const attendance::EventId event{fmt::format("old-event{:011}", i)};
        all.events.push_back({event, 1, "むかしの会", "", starts, starts + 2h});
        for (int j = 0; j < each; ++j) {
            const attendance::PersonId who{fmt::format("old{:017}", (i * 37 + j) % people)};
            all.presences.push_back({{event,
                                      who,
                                      {9, 1, i * each + j + 1},
                                      starts,
                                      attendance::ClockQuality::synchronised,
                                      attendance::Source::tap},
                                     false});
        }
    }
    return all;
}

void taps_while_a_snapshot_is_taken_in(const std::filesystem::path& place, int presences) {
    const int people = presences / 10;
    const auto all = old_community(people, presences, base::system_clock()->read().wall);
    double whole_ms = 0;
    {
        const testing::TempFolder folder(place);
        Kiosk kiosk(folder.path() / "k", 10);
        const auto begin = base::monotonic_now();
        need(kiosk.journal().apply(all));
        whole_ms = ms(base::monotonic_now() - begin);
    }
    const testing::TempFolder folder(place);
    Kiosk kiosk(folder.path() / "k", 2000);
    kiosk.start();
    Times before, meanwhile;
    int person = 0;
    for (; person < 100; ++person)
        kiosk.tap(person, &before);
    const auto begin = base::monotonic_now();
    kiosk.post(desk::RosterInput{std::make_shared<journal::RosterUpdate>(all)});
    const auto reader = need(journal::Reader::open(folder.path() / "k"));
    const auto is_taken_in = [&] {
        return !need(reader->setting(std::string(journal::roster_cursor_setting))).value_or("").empty();
    };
    while (person < 2000 && !is_taken_in()) {
        kiosk.tap(person++, &meanwhile);
        std::this_thread::sleep_for(10ms);
    }
    fmt::print("\na snapshot of {} people and {} presences: {:.0f} ms in one go; beside {} taps {:.0f} ms\n", people,
               presences, whole_ms, meanwhile.shown_ms.size(), ms(base::monotonic_now() - begin));
    fmt::print("{:<26}{:>12}{:>12}{:>8}\n", "ms", "before", "meanwhile", "ratio");
    print_row("tap to snapshot, median", before.shown_ms, meanwhile.shown_ms, 0.5);
    print_row("tap to snapshot, p99", before.shown_ms, meanwhile.shown_ms, 0.99);
    print_row("tap to snapshot, longest", before.shown_ms, meanwhile.shown_ms, 1);
}

}  // namespace

int main(int argc, char** argv) {
    const int taps = argc > 1 ? std::atoi(argv[1]) : 2000;
    const std::filesystem::path place = argc > 2 ? argv[2] : std::filesystem::temp_directory_path();
    taps_beside_a_bad_network(place, taps);
    taps_while_a_snapshot_is_taken_in(place, 100'000);
}
