// A PC/SC reader whose pcscd ends, that is unplugged, hangs, sends nonsense, or whose card another program holds: it is
// said, it heals by itself, and the next tap arrives. With the real pcscd and a virtual slot.
#include <winscard.h>

#include "drivers/slot_chain.h"

using drivers::NdefMode;
using drivers::ReaderHealth;
using drivers::TagArrived;
using testing::plain_tag;
using testing::SlotChain;
using testing::SlotFault;

#define SKIP_WITHOUT_PCSCD() \
    if (const auto missing = SlotChain::missing()) SKIP_TEST(missing->c_str())

namespace {

// Another program that keeps the card of a slot for itself.
class Holder {
public:
    explicit Holder(const std::string& slot) {
        const auto deadline = std::chrono::steady_clock::now() + testing::patience;
        while (!m_held && std::chrono::steady_clock::now() < deadline) {
            if (m_context == 0) SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &m_context);
            DWORD protocol = 0;
            m_held = SCardConnect(m_context, slot.c_str(), SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T1, &m_card,
                                  &protocol) == SCARD_S_SUCCESS;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    }
    ~Holder() {
        SCardDisconnect(m_card, SCARD_LEAVE_CARD);
        SCardReleaseContext(m_context);
    }
    bool held() const { return m_held; }

private:
    SCARDCONTEXT m_context = 0;
    SCARDHANDLE m_card = 0;
    bool m_held = false;
};

}  // namespace

TEST_CASE("without pcscd a PC/SC reader is absent and says what to do, and works once pcscd is there again") {
    SKIP_WITHOUT_PCSCD();
    SlotChain chain;
    chain.check_that_a_tap_arrives();
    for (int round = 0; round < 2; ++round) {
        chain.pcscd().stop();
        REQUIRE(chain.events().wait(
            [&] { return chain.events().last_status().reason.find("pcscd is not running") != std::string::npos; }));
        CHECK(chain.events().last_status().health == ReaderHealth::absent);
        CHECK_THAT(chain.events().last_status().reason, contains("apt install pcscd"));
        chain.pcscd().start();
        REQUIRE(chain.events().wait_for_health(ReaderHealth::ok));
        chain.check_that_a_tap_arrives();
    }
}

TEST_CASE("a card that lies there while pcscd is started again has arrived once") {
    SKIP_WITHOUT_PCSCD();
    SlotChain chain;
    chain.chip().place(plain_tag());
    chain.wait_for_arrivals(1);
    chain.pcscd().stop();
    REQUIRE(chain.events().wait_for_health(ReaderHealth::absent));
    chain.pcscd().start();
    REQUIRE(chain.events().wait_for_health(ReaderHealth::ok));
    chain.let_it_poll();
    CHECK(chain.events().arrivals() == 1);
    CHECK(chain.events().departures() == 0);
}

TEST_CASE("a PC/SC reader that pcscd does not see is absent, and works when it is plugged in") {
    SKIP_WITHOUT_PCSCD();
    SlotChain chain;
    chain.pcscd().stop();
    chain.pcscd().set_readers({});
    chain.pcscd().start();
    REQUIRE(chain.events().wait([&] {
        return chain.events().last_status().reason.find("pcscd sees no contactless reader") != std::string::npos;
    }));
    CHECK(chain.events().last_status().health == ReaderHealth::absent);
    chain.pcscd().stop();
    chain.pcscd().set_readers({{chain.name(), chain.chip().port()}});
    chain.pcscd().start();
    REQUIRE(chain.events().wait_for_health(ReaderHealth::ok));
    chain.check_that_a_tap_arrives();
}

TEST_CASE("a PC/SC reader that hangs, or answers nonsense for a card, is a fault until it does not") {
    SKIP_WITHOUT_PCSCD();
    const auto fault = GENERATE(SlotFault::hang, SlotFault::garbage);
    INFO((fault == SlotFault::hang ? "hangs" : "answers nonsense"));
    SlotChain chain;
    chain.chip().set_fault(fault);
    const auto handle = chain.chip().place(plain_tag("04000000000001"));
    REQUIRE(chain.events().wait_for_health(ReaderHealth::fault));
    CHECK_FALSE(chain.events().last_status().reason.empty());
    CHECK(chain.events().arrivals() == 0);
    chain.chip().set_fault(SlotFault::none);
    chain.wait_for_arrivals(1);
    REQUIRE(chain.events().wait_for_health(ReaderHealth::ok));
    chain.chip().remove(handle);
    chain.wait_for_departures(1);
    chain.check_that_a_tap_arrives();
    CHECK(chain.events().arrivals() == 2);
}

TEST_CASE("a card that another program keeps for itself is a fault that says so, and arrives when it is let go") {
    SKIP_WITHOUT_PCSCD();
    testing::Events events;
    SlotChain chain;
    chain.end_reader();
    chain.chip().place(plain_tag());
    {
        const Holder holder(chain.name() + " 00 00");
        REQUIRE(holder.held());
        drivers::ReaderOptions options;
        options.connstring = "pcsc:";
        chain.start_reader(options, events);
        REQUIRE(events.wait_for_health(ReaderHealth::fault));
        CHECK_THAT(events.last_status().reason, contains("another program keeps the card"));
        CHECK(events.arrivals() == 0);
    }
    CHECK(events.wait([&] { return events.arrivals() == 1; }));
    CHECK(events.last_status().health == ReaderHealth::ok);
}

TEST_CASE("of two PC/SC readers the named one is read, and the other is left alone") {
    SKIP_WITHOUT_PCSCD();
    SlotChain chain(NdefMode::unknown, {.name = "SONY RC-S300", .connstring = "pcsc:s300"});
    testing::VirtualSlot other(pcsc::FelicaWay::direct);
    chain.pcscd().stop();
    chain.pcscd().set_readers({{"ACS ACR1252 PICC", other.port()}, {chain.name(), chain.chip().port()}});
    REQUIRE(chain.events().wait_for_health(ReaderHealth::absent));
    chain.pcscd().start();
    REQUIRE(chain.events().wait_for_health(ReaderHealth::ok));
    other.place(plain_tag("04000000000001"));
    chain.let_it_poll();
    CHECK(chain.events().arrivals() == 0);
    chain.check_that_a_tap_arrives();
    CHECK(chain.events().arrivals() == 1);
    CHECK(other.counters().exchanges == 0);
}

TEST_CASE("a FeliCa card's memory is read the way that the reader's maker has for it") {
    SKIP_WITHOUT_PCSCD();
    const std::string name = GENERATE("SONY FeliCa RC-S300/S", "ACS ACR1252 1S CL Reader PICC", "ACS ACR122U PICC");
    INFO(name);
    SlotChain chain(NdefMode::always, {.name = name, .connstring = "pcsc:"});
    chain.chip().place(testing::sample_cards().at("felica-ndef"));
    chain.wait_for_arrivals(1);
    const auto tap = chain.events().of<TagArrived>().at(0);
    INFO(tap.ndef.reason);
    CHECK(tap.uid.hex() == "012e4cd1a0b0c0d0");
    CHECK(tags::offered_name(tap.ndef) == "प्रिया 🌸");
    chain.chip().remove_all();
    chain.wait_for_departures(1);
    chain.chip().place(testing::sample_cards().at("suica"));
    chain.wait_for_arrivals(2);
    CHECK(chain.events().of<TagArrived>().at(1).ndef.status == tags::NdefStatus::none);
}

TEST_CASE("an ACR122U is told not to beep when it meets its first card") {
    SKIP_WITHOUT_PCSCD();
    SlotChain chain;
    CHECK(chain.chip().beeps());
    chain.check_that_a_tap_arrives();
    CHECK_FALSE(chain.chip().beeps());
}
