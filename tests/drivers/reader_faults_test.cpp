// A chip that misbehaves, a line that is cut, a port that is stolen: the reader says so, recovers by itself, and the
// next tap arrives.
#include "drivers/chain.h"
#include "nfc/device.h"

using drivers::NdefMode;
using drivers::ReaderHealth;
using drivers::TagArrived;
using std::chrono::milliseconds;
using testing::Chain;
using testing::plain_tag;

TEST_CASE("a chip that answers nothing, or nothing of use, is a fault until it answers again") {
    const auto kind = GENERATE(sim::FaultKind::mute, sim::FaultKind::no_ack, sim::FaultKind::garbage,
                               sim::FaultKind::truncated, sim::FaultKind::bad_checksum);
    INFO(sim::to_string(kind));
    Chain chain;
    chain.chip().set_fault({.kind = kind, .commands = std::nullopt});
    REQUIRE(chain.events().wait_for_health(ReaderHealth::fault));
    CHECK_FALSE(chain.events().last_status().reason.empty());
    chain.chip().clear_fault();
    REQUIRE(chain.events().wait_for_health(ReaderHealth::ok));
    chain.check_that_a_tap_arrives();
}

TEST_CASE("one command that fails costs no tap and is no fault") {
    const auto kind = GENERATE(sim::FaultKind::mute, sim::FaultKind::no_ack, sim::FaultKind::garbage,
                               sim::FaultKind::truncated, sim::FaultKind::bad_checksum);
    INFO(sim::to_string(kind));
    Chain chain;
    chain.chip().set_fault({.kind = kind, .commands = 1});
    chain.check_that_a_tap_arrives();
    CHECK(chain.events().statuses(ReaderHealth::fault) == 0);
}

TEST_CASE("a reply that comes half a second late costs one call, and is not taken for another's") {
    Chain chain;
    const auto handle = chain.chip().place(plain_tag("04000000000001"));
    chain.wait_for_arrivals(1);
    chain.chip().remove(handle);
    chain.chip().set_fault({.kind = sim::FaultKind::late, .commands = 1, .delay = milliseconds(500)});
    chain.check_that_a_tap_arrives();
    chain.wait_for_departures(2);
    CHECK(chain.events().arrivals() == 2);
    CHECK(chain.events().statuses(ReaderHealth::fault) == 0);
}

TEST_CASE("a chip that is always a little late works") {
    Chain chain;
    chain.chip().set_fault({.kind = sim::FaultKind::late, .commands = std::nullopt, .delay = milliseconds(50)});
    chain.check_that_a_tap_arrives();
    CHECK(chain.events().statuses(ReaderHealth::fault) == 0);
}

TEST_CASE("a status that makes libnfc abort kills the reader's process only, and the tap arrives") {
    Chain chain(NdefMode::always);
    chain.chip().set_fault({.kind = sim::FaultKind::status_80, .commands = 1});
    chain.chip().place(testing::sample_cards().at("sakura"));
    chain.wait_for_arrivals(1);
    const auto tap = chain.events().of<TagArrived>().at(0);
    CHECK(tap.uid.hex() == "04a1b2c3d4e5f6");
    CHECK(tap.ndef.status == tags::NdefStatus::ok);
    CHECK_THAT(chain.events().of<drivers::ReaderStatus>().at(1).reason, contains("signal 6"));
    REQUIRE(chain.events().wait_for_health(ReaderHealth::ok));
    chain.let_it_poll();
    CHECK(chain.events().arrivals() == 1);
}

TEST_CASE("a card that was told before libnfc aborted has not arrived again after it") {
    Chain chain(NdefMode::unknown);
    chain.chip().place(testing::sample_cards().at("sakura"));
    chain.wait_for_arrivals(1);
    chain.chip().set_fault({.kind = sim::FaultKind::status_80, .commands = 1});
    chain.reader().request_ndef(chain.events().of<TagArrived>().at(0).uid);
    REQUIRE(chain.events().wait([&] { return chain.events().statuses(ReaderHealth::ok) == 2; }));
    chain.let_it_poll(300);
    CHECK(chain.events().arrivals() == 1);
    CHECK(chain.events().departures() == 0);
}

TEST_CASE("a reader that is unplugged is absent, and works when it is plugged in again") {
    Chain chain;
    for (std::size_t round = 1; round <= 3; ++round) {
        chain.chip().unplug();
        REQUIRE(chain.events().wait_for_health(ReaderHealth::absent));
        CHECK_THAT(chain.events().last_status().reason, contains("plug it in"));
        REQUIRE(chain.chip().replug());
        REQUIRE(chain.events().wait_for_health(ReaderHealth::ok));
        chain.check_that_a_tap_arrives();
    }
    CHECK(chain.events().statuses(ReaderHealth::absent) == 3);
}

TEST_CASE("a card that lies there while the reader is unplugged and plugged in has arrived once") {
    Chain chain;
    chain.chip().place(plain_tag());
    chain.wait_for_arrivals(1);
    chain.chip().unplug();
    REQUIRE(chain.events().wait_for_health(ReaderHealth::absent));
    REQUIRE(chain.chip().replug());
    REQUIRE(chain.events().wait_for_health(ReaderHealth::ok));
    chain.let_it_poll(200);
    CHECK(chain.events().arrivals() == 1);
}

TEST_CASE("a reader that is unplugged in the middle of a reading has told the tap") {
    Chain chain(NdefMode::always);
    chain.chip().set_uart_time(true);
    const auto exchanges = chain.chip().counters().exchanges;
    chain.chip().place(testing::sample_cards().at("yoshino"));
    REQUIRE(chain.events().wait([&] { return chain.chip().counters().exchanges > exchanges; }));
    chain.chip().unplug();
    chain.wait_for_arrivals(1);
    REQUIRE(chain.events().wait_for_health(ReaderHealth::absent));
    CHECK(chain.events().arrivals() == 1);
}

TEST_CASE("a chip whose supply dipped is opened and initialised again") {
    Chain chain;
    chain.chip().place(plain_tag());
    chain.wait_for_arrivals(1);
    chain.chip().brown_out();
    REQUIRE(chain.events().wait([&] { return chain.events().statuses(ReaderHealth::ok) == 2; }));
    chain.let_it_poll(200);
    CHECK(chain.events().arrivals() == 1);
    chain.check_that_a_tap_arrives();
}

TEST_CASE("a chip that falls mute in the middle of a reading costs no tap") {
    Chain chain(NdefMode::always);
    chain.chip().place(testing::sample_cards().at("yoshino"));
    chain.wait_for_arrivals(1);
    const auto commands_of_a_reading = static_cast<int>(chain.chip().counters().exchanges);
    REQUIRE(commands_of_a_reading > 1);
    chain.chip().remove_all();
    chain.wait_for_departures(1);
    // Whichever command it hits, the poll or the reading: the tap comes, and only once.
    chain.chip().place(testing::sample_cards().at("yoshino"));
    chain.chip().set_fault({.kind = sim::FaultKind::mute, .skip = 3, .commands = 4});
    chain.wait_for_arrivals(2);
    chain.let_it_poll(200);
    CHECK(chain.events().arrivals() == 2);
    CHECK(chain.events().last_status().health == ReaderHealth::ok);
}

TEST_CASE("a chip that can be opened but not initialised is a fault, not an ok") {
    auto chip = testing::value_of(sim::SimulatedReader::start());
    // Waking, diagnosis, version, parameters and registers pass; then it dies.
    chip->set_fault({.kind = sim::FaultKind::mute, .skip = 6, .commands = std::nullopt});
    const auto device = nfc::Device::open(chip->connstring(), [] {});
    REQUIRE_FALSE(device);
    CHECK(device.error().code == base::ErrorCode::failed);
}

TEST_CASE("a port that another program opened and closed is opened again") {
    Chain chain;
    {
        // As any program of libnfc's would: it asks nobody. What both say at once is garbled for both.
        const auto thief = nfc::Device::open(chain.chip().connstring(), [] {});
    }
    REQUIRE(chain.events().wait_for_health(ReaderHealth::ok));
    chain.let_it_poll(100);
    REQUIRE(chain.events().wait_for_health(ReaderHealth::ok));
    chain.check_that_a_tap_arrives();
}

TEST_CASE("a second Pettan on the same port is told to try again, and the first goes on") {
    Chain chain;
    testing::Events second_events;
    drivers::ReaderOptions second;
    second.connstring = chain.chip().connstring();
    const auto reader = drivers::start_reader(second, second_events.sink());
    REQUIRE(second_events.wait_for_health(ReaderHealth::fault));
    CHECK_THAT(second_events.last_status().reason, contains("in use by another program"));
    chain.let_it_poll();
    CHECK(chain.events().of<drivers::ReaderStatus>().size() == 1);

    chain.end_reader();
    CHECK(second_events.wait_for_health(ReaderHealth::ok));
}

TEST_CASE("no reader at all is absent, and one that is plugged in later is taken") {
    auto chip = testing::value_of(sim::SimulatedReader::start());
    drivers::ReaderOptions options;
    options.connstring = chip->connstring();
    chip->unplug();
    testing::Events events;
    const auto reader = drivers::start_reader(options, events.sink());
    REQUIRE(events.wait_for_health(ReaderHealth::absent));
    REQUIRE(chip->replug());
    CHECK(events.wait_for_health(ReaderHealth::ok));
}

TEST_CASE("the reader's end leaves the chip to the next one, also when it is deaf") {
    Chain chain;
    const bool deaf = GENERATE(false, true);
    if (deaf) chain.chip().set_fault({.kind = sim::FaultKind::mute, .commands = std::nullopt});
    chain.end_reader();
    chain.chip().clear_fault();
    CHECK(nfc::Device::open(chain.chip().connstring(), [] {}));
}
