// kill -9 at random moments during taps: every stamp that was presented is in the journal.
#include <limits>
#include <random>
#include <set>

#include "journal/reader.h"
#include "testing/catch.h"
#include "testing/kiosk_process.h"

using namespace std::chrono_literals;
using testing::eventually;
using testing::Json;

TEST_CASE("whatever moment the kiosk is killed at, every presented stamp is in the journal and seqs have no gap") {
    const char* wanted = std::getenv("PETTAN_KILLS");
    const int cycles = wanted ? std::atoi(wanted) : (std::getenv("PETTAN_LONG") ? 200 : 25);
    constexpr unsigned seed = 9;
    std::mt19937 random(seed);
    INFO("seed " << seed);

    const testing::TempFolder folder;
    REQUIRE(testing::add_open_event(folder.path()));
    const auto reader = std::move(*sim::SimulatedReader::start());
    std::set<std::int64_t> presented;
    int number = 0;
    for (int cycle = 0; cycle < cycles; ++cycle) {
        testing::KioskProcess kiosk(folder.path(), reader->connstring());
        REQUIRE(kiosk.wait_ready());
        const auto kill_at = std::chrono::steady_clock::now() + std::chrono::milliseconds(random() % 400);
        while (std::chrono::steady_clock::now() < kill_at) {
            const base::Bytes uid{
                0x04, 0xDE, 0xAD, 0, 0, static_cast<std::uint8_t>(number >> 8), static_cast<std::uint8_t>(number)};
            ++number;
            const auto handle = reader->place(*sim::make_tag(sim::TagKind::ntag213, uid));
            std::this_thread::sleep_for(60ms);
            reader->remove(handle);
            std::this_thread::sleep_for(40ms);
        }
        kiosk.child().send(SIGKILL);
        kiosk.child().wait();
        reader->remove_all();
        for (const Json& line : kiosk.lines("present"))
            if (line["seq"] != 0) presented.insert(line["seq"].get<std::int64_t>());
    }
    REQUIRE(presented.size() >= static_cast<std::size_t>(cycles) / 2);

    const auto exported = testing::kiosk_command(folder.path(), {"export", "--format", "json"});
    REQUIRE(exported.status == 0);
    std::set<std::int64_t> stored;
    for (const Json& row : Json::parse(exported.output))
        stored.insert(row["seq"].get<std::int64_t>());
    for (const std::int64_t seq : presented)
        CHECK(stored.contains(seq));

    const auto opened = journal::Reader::open(folder.path() / "data");
    INFO((opened ? "" : opened.error().message));
    REQUIRE(opened);
    journal::Reader& journal = **opened;
    CHECK(journal.audit());  // integrity_check, and the tables agree with the entries
    std::int64_t seq = 0;
    const auto feed = journal.feed(0, std::numeric_limits<std::int32_t>::max());
    REQUIRE(feed);
    for (const auto& entry : feed->entries)
        CHECK(entry.ref.seq == ++seq);
    CHECK(seq == *journal.last_seq());
}
