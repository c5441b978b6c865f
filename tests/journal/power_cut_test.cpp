// Cuts the power again and again while people tap. PETTAN_CUTS=2000 for the long campaign, PETTAN_SEED for another one.
#include <cstdlib>

#include "journal/ledger.h"
#include "journal/schema.h"
#include "kiosk_folder.h"
#include "power_cut_vfs.h"
#include "testing/catch.h"

using namespace testing;
using attendance::EntryKind;

namespace {

int from_environment(const char* name, int otherwise) {
    const char* value = std::getenv(name);
    return value ? std::atoi(value) : otherwise;
}

struct Outcome {
    int cuts = 0;
    int cuts_in_open = 0;
    int presented = 0;
    int lost = 0;      // presented, and not there after a cut
    int damaged = 0;   // files that were not whole after a cut
    int unfolded = 0;  // files whose tables are not the fold of their entries
};

class Campaign {
public:
    Campaign(std::uint64_t seed, bool synchronous_full) : m_random(seed), m_vfs(seed), m_full(synchronous_full) {}

    Outcome run(int cuts) {
        while (m_outcome.cuts < cuts) {
            m_folder.emplace();
            m_presented.clear();
            { auto made = m_folder->open(); }
            for (int i = 0; i < 25 && m_outcome.cuts < cuts; ++i)
                if (!one_life()) break;
        }
        return m_outcome;
    }
    const PowerCutVfs& vfs() const { return m_vfs; }

private:
    // From power on to power off; false when this folder's journal is not what it should be.
    bool one_life() {
        auto opened = journal::Journal::open({m_folder->path(), PowerCutVfs::name(), m_full}, m_folder->clock);
        if (!opened) throw std::runtime_error(opened.error().message);
        const bool sound = check(**opened);
        m_vfs.cut_after(1 + below(80));
        while (sound && !m_vfs.is_cut()) {
            tap(**opened);
            // A clean stop and start in between: the checkpoint, the end of the WAL and the opening are cut too.
            if (below(12) == 0) {
                opened->reset();
                if (!m_vfs.is_cut() && below(2) == 0) m_vfs.cut_after(1 + below(6));
                opened = journal::Journal::open({m_folder->path(), PowerCutVfs::name(), m_full}, m_folder->clock);
                if (!opened) break;
            }
        }
        if (opened)
            opened->reset();
        else
            ++m_outcome.cuts_in_open;
        m_vfs.power_on();
        ++m_outcome.cuts;
        return sound;
    }

    void tap(journal::Journal& journal) {
        const int number = static_cast<int>(m_presented.size());
        const std::string card = "c" + std::to_string(below(30));
        std::vector additions{stamp_card("e" + std::to_string(below(5)), card)};
        additions[0].entry.detail = std::to_string(number) + "-" + std::to_string(m_random());
        if (below(6) == 0) additions.push_back(bind_card(card, "p" + std::to_string(below(10))));
        if (below(9) == 0) additions.push_back(correct(EntryKind::voided, 1 + below(number + 5)));
        if (below(20) == 0) additions.push_back(erase("p" + std::to_string(below(10))));
        m_folder->clock.pass(std::chrono::seconds(1));
        const auto seq = journal.append(additions);
        if (below(4) == 0) hear(journal);
        if (!seq) return;
        // From here on it stands on the screen.
        const std::int64_t first = *seq - static_cast<std::int64_t>(additions.size()) + 1;
        m_presented.emplace_back(first, additions[0].entry.detail);
        ++m_outcome.presented;
    }

    // Something comes down from the hub.
    void hear(journal::Journal& journal) {
        journal::RosterUpdate update;
        update.is_snapshot = below(10) == 0;
        update.cursor = std::to_string(m_random());
        update.acked_seq = update.covers_seq = below(journal.last_seq() + 1);
        const attendance::PersonId person{"p" + std::to_string(below(10))};
        update.people.push_back({person, 1 + below(9), "somebody", "", "", "", false});
        update.people.back().erased = below(5) == 0;
        if (update.people.back().erased) update.people.back().name.clear();
        update.cards.push_back({{"c" + std::to_string(below(30))}, person, 1 + below(4)});
        update.presences.push_back({{{"e" + std::to_string(below(5))},
                                     person,
                                     {3, 1, ++m_stamps_elsewhere},
                                     m_folder->clock.now.wall,
                                     attendance::ClockQuality::synchronised,
                                     attendance::Source::tap},
                                    below(4) == 0});
        static_cast<void>(journal.apply(update));  // may be cut off
    }

    bool check(journal::Journal& journal) {
        if (journal.open_report().condition != journal::Condition::healthy) {
            ++m_outcome.damaged;
            return false;
        }
        auto database = need(journal::Database::open(m_folder->database(), journal::OpenMode::read_only));
        const auto entries = need(journal::read_all_entries(database));
        if (!journal::check_integrity(database)) ++m_outcome.damaged;
        for (std::size_t i = 0; i < entries.size(); ++i)
            if (entries[i].ref.seq != static_cast<std::int64_t>(i) + 1) ++m_outcome.damaged;
        if (!(need(journal::read_ledger(database)) == need(journal::fold_in_force(database)))) ++m_outcome.unfolded;
        int lost = 0;
        for (const auto& [seq, detail] : m_presented)
            if (seq > static_cast<std::int64_t>(entries.size()) ||
                entries[static_cast<std::size_t>(seq) - 1].detail != detail)
                ++lost;
        m_outcome.lost += lost;
        return lost == 0;
    }

    std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(m_random() % static_cast<std::uint64_t>(n)); }

    std::mt19937_64 m_random;
    PowerCutVfs m_vfs;
    bool m_full;
    std::optional<KioskFolder> m_folder;
    std::vector<std::pair<std::int64_t, std::string>> m_presented;
    std::int64_t m_stamps_elsewhere = 0;
    Outcome m_outcome;
};

std::string describe_outcome(const Outcome& outcome, const PowerCutVfs& vfs, int seed) {
    return "seed " + std::to_string(seed) + ": " + std::to_string(outcome.cuts) + " cuts (" +
           std::to_string(outcome.cuts_in_open) + " while opening), " + std::to_string(outcome.presented) +
           " stamps shown, " + std::to_string(outcome.lost) + " lost, " + std::to_string(outcome.damaged) +
           " files damaged; unsynced writes: " + std::to_string(vfs.writes_lost()) + " lost, " +
           std::to_string(vfs.writes_torn()) + " torn, " + std::to_string(vfs.writes_kept()) + " kept";
}

}  // namespace

TEST_CASE("no stamp that was shown is lost to a power cut, wherever it falls") {
    const int seed = from_environment("PETTAN_SEED", 20260721);
    Campaign campaign(static_cast<std::uint64_t>(seed), true);
    const Outcome outcome = campaign.run(from_environment("PETTAN_CUTS", 500));
    WARN(describe_outcome(outcome, campaign.vfs(), seed));
    REQUIRE(outcome.lost == 0);
    REQUIRE(outcome.damaged == 0);
    REQUIRE(outcome.unfolded == 0);
    REQUIRE(outcome.presented > outcome.cuts);
    REQUIRE(outcome.cuts_in_open > 0);
    REQUIRE(campaign.vfs().writes_torn() > 0);
}

TEST_CASE("without fsync the same cuts lose stamps: the campaign can fail") {
    const int seed = from_environment("PETTAN_SEED", 20260721);
    Campaign campaign(static_cast<std::uint64_t>(seed), false);
    const Outcome outcome = campaign.run(40);
    WARN(describe_outcome(outcome, campaign.vfs(), seed));
    REQUIRE(outcome.lost + outcome.damaged > 5);
}
