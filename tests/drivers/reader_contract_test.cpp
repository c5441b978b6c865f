// What the kiosk may rely on (drivers/card_reader.h), through the whole chain: down to the serial line of a simulated chip
// (libnfc), and down to a virtual slot of the real pcscd (PC/SC).
#include "drivers/chain.h"
#include "drivers/slot_chain.h"

using drivers::NdefMode;
using drivers::ReaderHealth;
using drivers::TagArrived;
using std::chrono::milliseconds;
using tags::NdefStatus;
using testing::Chain;
using testing::plain_tag;

// Of every kind of reader; the chain's type is TestType.
#define READER_TEST(name) TEMPLATE_TEST_CASE(name, "", Libnfc, Pcsc)
#define SKIP_WHERE_IT_CANNOT_BE_MADE() \
    if (const auto missing = TestType::missing()) SKIP_TEST(missing->c_str())

namespace {

using Libnfc = Chain;
using Pcsc = testing::SlotChain;

// A hand that trembles: away for a moment. False when this machine made more than a moment of it.
template <typename AnyChain>
bool flicker(AnyChain& chain, sim::TagHandle& handle, const sim::Tag& tag) {
    const auto before = std::chrono::steady_clock::now();
    chain.chip().remove(handle);
    std::this_thread::sleep_for(milliseconds(20));
    handle = chain.chip().place(tag);
    return std::chrono::steady_clock::now() - before < milliseconds(100);
}

sim::Tag numbered_tag(bool felica, unsigned number) {
    const std::string uid = fmt::format("{}{:02x}", felica ? "012e0000000000" : "04a1b2c3d4e5", number);
    return felica ? testing::value_of(sim::make_tag(sim::TagKind::felica, testing::uid_bytes(uid))) : plain_tag(uid);
}

template <typename AnyChain>
std::vector<std::string> arrived_uids(const AnyChain& chain) {
    std::vector<std::string> uids;
    for (const TagArrived& tap : chain.events().template of<TagArrived>())
        uids.push_back(tap.uid.hex());
    std::ranges::sort(uids);
    return uids;
}

}  // namespace

READER_TEST("a card that lies there arrives once, however long it lies") {
    SKIP_WHERE_IT_CANNOT_BE_MADE();
    TestType chain;
    const auto statuses = chain.events().template of<drivers::ReaderStatus>().size();
    chain.chip().place(plain_tag());
    chain.wait_for_arrivals(1);
    chain.let_it_poll(500);
    CHECK(chain.events().arrivals() == 1);
    CHECK(chain.events().departures() == 0);
    CHECK(chain.events().template of<drivers::ReaderStatus>().size() == statuses);
}

READER_TEST("every kind of card arrives once, and is told by its kind and number") {
    SKIP_WHERE_IT_CANNOT_BE_MADE();
    struct Expected {
        std::string card;
        std::string_view tech;
        std::string uid;
    };
    const auto expected = GENERATE(values<Expected>({{"sakura", "type2", "04a1b2c3d4e5f6"},
                                                     {"blank", "type2", "04fedcba987654"},
                                                     {"classic-ndef", "classic", "3a5bc9d1"},
                                                     {"classic-seven", "classic", "04c1a551c70001"},
                                                     {"felica-ndef", "type3", "012e4cd1a0b0c0d0"},
                                                     {"suica", "type3", "0101060112345678"},
                                                     {"desfire", "type4", "0480aabbccdd01"}}));
    INFO(expected.card);
    TestType chain;
    chain.chip().place(testing::sample_cards().at(expected.card));
    chain.wait_for_arrivals(1);
    chain.let_it_poll(200);
    chain.chip().remove_all();
    chain.wait_for_departures(1);
    const auto taps = chain.events().template of<TagArrived>();
    REQUIRE(taps.size() == 1);
    CHECK(attendance::to_string(taps.at(0).tech) == expected.tech);
    CHECK(taps.at(0).uid.hex() == expected.uid);
    CHECK(taps.at(0).stable);
    CHECK(taps.at(0).ndef.status == NdefStatus::unread);
    CHECK(chain.events().departures() == 1);
}

READER_TEST("a phone draws its number anew, is told as such, and arrives once while it lies there") {
    SKIP_WHERE_IT_CANNOT_BE_MADE();
    TestType chain;
    chain.chip().place(testing::sample_cards().at("phone"));
    chain.wait_for_arrivals(1);
    chain.let_it_poll(300);
    CHECK(chain.events().arrivals() == 1);
    CHECK_FALSE(chain.events().template of<TagArrived>().at(0).stable);
}

TEST_CASE("a phone that draws another number when a card comes beside it has arrived once") {
    Chain chain;
    chain.chip().place(testing::sample_cards().at("phone"));
    chain.wait_for_arrivals(1);
    // The card makes the driver drop the field.
    chain.chip().place(plain_tag());
    chain.wait_for_arrivals(2);
    chain.let_it_poll(300);
    CHECK(chain.events().arrivals() == 2);
    CHECK(chain.events().departures() == 0);
}

READER_TEST("a card that was away comes again as a second arrival") {
    SKIP_WHERE_IT_CANNOT_BE_MADE();
    TestType chain;
    for (std::size_t round = 1; round <= 3; ++round) {
        const auto handle = chain.chip().place(plain_tag());
        chain.wait_for_arrivals(round);
        chain.chip().remove(handle);
        chain.wait_for_departures(round);
    }
    CHECK(chain.events().arrivals() == 3);
    const auto left = chain.events().template of<drivers::TagLeft>();
    CHECK(left.at(0).uid.hex() == "04a1b2c3d4e5f6");
    CHECK(left.at(0).at > chain.events().template of<TagArrived>().at(0).at);
}

READER_TEST("a flickering card is one arrival") {
    SKIP_WHERE_IT_CANNOT_BE_MADE();
    for (const char* card : {"sakura", "felica-ndef", "classic-ndef"}) {
        const sim::Tag tag = testing::sample_cards().at(card);
        TestType chain;
        auto handle = chain.chip().place(tag);
        chain.wait_for_arrivals(1);
        int moments = 0;
        for (int i = 0; i < TestType::rounds; ++i) {
            moments += flicker(chain, handle, tag) ? 1 : 0;
            chain.let_it_poll(20);
        }
        if (moments == TestType::rounds) CHECK(chain.events().arrivals() == 1);
    }
}

TEST_CASE("taps of 80 ms are not lost, on a line with the time that it takes") {
    const bool felica = GENERATE(false, true);
    INFO((felica ? "FeliCa" : "type A"));
    Chain chain(NdefMode::unknown, {.link = {}, .uart_time = true, .seed = 1});
    // Fewer commands than that in 80 ms: this machine was too busy to be a reader, and nothing is asked of it.
    constexpr std::uint64_t commands_of_a_tap = 4;
    for (unsigned i = 0; i < 10; ++i) {
        INFO("tap " << i);
        const sim::Tag tag = numbered_tag(felica, i);
        const std::uint64_t before = chain.chip().counters().commands;
        const auto handle = chain.chip().place(tag);
        std::this_thread::sleep_for(milliseconds(80));
        const bool in_time = chain.chip().counters().commands - before >= commands_of_a_tap;
        chain.chip().remove(handle);
        if (in_time)
            CHECK(chain.events().wait(
                [&] { return !arrived_uids(chain).empty() && arrived_uids(chain).back() == base::to_hex(tag.uid); }));
        CHECK(chain.events().wait([&] { return chain.events().departures() == chain.events().arrivals(); }));
    }
}

TEST_CASE("two cards at once are told once each, whatever the reader does to the one it did not choose") {
    const auto collision = GENERATE(sim::Collision::halts_the_others, sim::Collision::alternates);
    Chain chain;
    chain.chip().set_collision(collision);
    chain.chip().place(plain_tag("04000000000001"));
    chain.chip().place(plain_tag("04000000000002"));
    chain.wait_for_arrivals(2);
    chain.let_it_poll(300);
    CHECK(arrived_uids(chain) == std::vector<std::string>{"04000000000001", "04000000000002"});
    CHECK(chain.events().departures() == 0);
    chain.chip().remove_all();
    chain.wait_for_departures(2);
    CHECK(chain.events().arrivals() == 2);
}

TEST_CASE("a card that lies there hides no card that is put on top of it") {
    const auto collision = GENERATE(sim::Collision::halts_the_others, sim::Collision::alternates);
    Chain chain;
    chain.chip().set_collision(collision);
    chain.chip().place(plain_tag("04000000000001"));
    chain.wait_for_arrivals(1);
    chain.let_it_poll();
    for (const char* card : {"classic-ndef", "felica-ndef", "desfire", "sakura"}) {
        INFO(card);
        const std::size_t before = chain.events().arrivals();
        const auto handle = chain.chip().place(testing::sample_cards().at(card));
        chain.wait_for_arrivals(before + 1);
        chain.let_it_poll();
        chain.chip().remove(handle);
        chain.wait_for_departures(before);
    }
    chain.let_it_poll(100);
    CHECK(chain.events().arrivals() == 5);
    CHECK(chain.events().departures() == 4);
}

READER_TEST("one card in place of another between two polls is a departure and an arrival") {
    SKIP_WHERE_IT_CANNOT_BE_MADE();
    TestType chain;
    const auto first = chain.chip().place(plain_tag("04000000000001"));
    chain.wait_for_arrivals(1);
    chain.chip().remove(first);
    chain.chip().place(plain_tag("04000000000002"));
    chain.wait_for_arrivals(2);
    chain.wait_for_departures(1);
    CHECK(chain.events().template of<drivers::TagLeft>().at(0).uid.hex() == "04000000000001");
    CHECK(arrived_uids(chain) == std::vector<std::string>{"04000000000001", "04000000000002"});
}

READER_TEST("the time of an arrival is when the reader had the number") {
    SKIP_WHERE_IT_CANNOT_BE_MADE();
    TestType chain;
    const auto before = base::monotonic_now();
    chain.chip().place(plain_tag());
    chain.wait_for_arrivals(1);
    const auto at = chain.events().template of<TagArrived>().at(0).at;
    CHECK(at >= before);
    CHECK(at <= base::monotonic_now());
}

READER_TEST("a card's memory comes with its tap through the real chain, for every kind of card") {
    SKIP_WHERE_IT_CANNOT_BE_MADE();
    struct Expected {
        std::string card;
        NdefStatus status;
        std::string name;
    };
    const auto expected = GENERATE(values<Expected>({{"sakura", NdefStatus::ok, "髙橋 さくら"},
                                                     {"kenji", NdefStatus::ok, "山﨑 健二"},
                                                     {"yoshino", NdefStatus::ok, "𠮷野 花"},
                                                     {"classic-ndef", NdefStatus::ok, "Nguyễn Thị Mai"},
                                                     {"felica-ndef", NdefStatus::ok, "प्रिया 🌸"},
                                                     {"desfire", NdefStatus::ok, "สมชาย ใจดี"},
                                                     {"blank", NdefStatus::none, ""},
                                                     {"office", NdefStatus::locked, ""},
                                                     {"classic-seven", NdefStatus::locked, ""},
                                                     {"suica", NdefStatus::none, ""},
                                                     {"locked", NdefStatus::locked, ""},
                                                     {"malformed", NdefStatus::malformed, ""},
                                                     {"phone", NdefStatus::none, ""}}));
    INFO(expected.card);
    TestType chain(NdefMode::always);
    chain.chip().place(testing::sample_cards().at(expected.card));
    chain.wait_for_arrivals(1);
    const auto tap = chain.events().template of<TagArrived>().at(0);
    INFO(tap.ndef.reason);
    CHECK(tap.ndef.status == expected.status);
    CHECK(tags::offered_name(tap.ndef).value_or("") == expected.name);
    chain.let_it_poll();
    CHECK(chain.events().arrivals() == 1);
    CHECK(chain.events().last_status().health == ReaderHealth::ok);
}

READER_TEST("a card torn away at any exchange of its reading has arrived, and its memory is told as torn") {
    SKIP_WHERE_IT_CANNOT_BE_MADE();
    const std::string card = GENERATE("sakura", "yoshino", "classic-ndef", "felica-ndef", "desfire");
    INFO(card);
    const sim::Tag tag = testing::sample_cards().at(card);
    TestType chain(NdefMode::always);
    bool whole = false;
    std::size_t tears = 0;
    for (std::size_t exchanges = 0; !whole; exchanges += TestType::tear_step, ++tears) {
        REQUIRE(tears < 60);
        INFO("torn after " << exchanges);
        chain.chip().tear_after(static_cast<int>(exchanges));
        const auto handle = chain.chip().place(tag);
        chain.wait_for_arrivals(tears + 1);
        const auto status = chain.events().template of<TagArrived>().back().ndef.status;
        whole = chain.chip().remove(handle);
        CHECK(status == (whole ? NdefStatus::ok : NdefStatus::torn));
        chain.wait_for_departures(tears + 1);
    }
    CHECK(tears > 1);
    CHECK(chain.events().statuses(ReaderHealth::fault) == 0);
}

READER_TEST("in mode unknown a card's memory comes when it is asked for, and not again") {
    SKIP_WHERE_IT_CANNOT_BE_MADE();
    const std::string card = GENERATE("sakura", "classic-ndef", "felica-ndef", "desfire");
    INFO(card);
    TestType chain(NdefMode::unknown);
    chain.chip().place(testing::sample_cards().at(card));
    chain.wait_for_arrivals(1);
    const auto uid = chain.events().template of<TagArrived>().at(0).uid;
    chain.reader().request_ndef(uid);
    REQUIRE(chain.events().wait([&] { return !chain.events().template of<drivers::NdefArrived>().empty(); }));
    const auto memory = chain.events().template of<drivers::NdefArrived>().at(0);
    CHECK(memory.uid == uid);
    CHECK(memory.ndef.status == NdefStatus::ok);
    CHECK(tags::offered_name(memory.ndef));
    chain.let_it_poll();
    CHECK(chain.events().template of<drivers::NdefArrived>().size() == 1);
    CHECK(chain.events().arrivals() == 1);
    CHECK(chain.events().departures() == 0);
}

READER_TEST("the memory of a card that has left, or that never came, is answered by nothing") {
    SKIP_WHERE_IT_CANNOT_BE_MADE();
    TestType chain(NdefMode::unknown);
    const auto handle = chain.chip().place(testing::sample_cards().at("sakura"));
    chain.wait_for_arrivals(1);
    const auto uid = chain.events().template of<TagArrived>().at(0).uid;
    chain.reader().request_ndef(*attendance::CardUid::from_hex("04999999999999"));
    chain.chip().remove(handle);
    chain.wait_for_departures(1);
    chain.reader().request_ndef(uid);
    chain.let_it_poll();
    CHECK(chain.events().template of<drivers::NdefArrived>().empty());
    CHECK(chain.events().last_status().health == ReaderHealth::ok);
}

READER_TEST("in mode never no memory is read, asked for or not") {
    SKIP_WHERE_IT_CANNOT_BE_MADE();
    TestType chain(NdefMode::never);
    chain.chip().place(testing::sample_cards().at("sakura"));
    chain.wait_for_arrivals(1);
    chain.reader().request_ndef(chain.events().template of<TagArrived>().at(0).uid);
    chain.let_it_poll();
    CHECK(chain.events().template of<TagArrived>().at(0).ndef.status == NdefStatus::unread);
    CHECK(chain.events().template of<drivers::NdefArrived>().empty());
    CHECK(chain.chip().counters().exchanges == 0);
}
