// The whole chain over PC/SC: cards of ours, vpcd's virtual slot, the real pcscd, pettan-reader, supervisor, and what came
// out of it. It looks like Chain, so that both pass the same contract.
#pragma once

#include "drivers/chain.h"
#include "drivers/virtual_reader.h"

namespace testing {

class SlotChain {
public:
    struct Options {
        std::string name = "ACS ACR122U PICC Interface";
        std::string connstring = "pcsc:";
    };

    explicit SlotChain(drivers::NdefMode ndef = drivers::NdefMode::unknown) : SlotChain(ndef, Options()) {}
    SlotChain(drivers::NdefMode ndef, Options options)
        : m_name(options.name), m_slot(pcsc::felica_way(m_name)), m_pcscd({{m_name, m_slot.port()}}) {
        drivers::ReaderOptions reader;
        reader.connstring = options.connstring;
        reader.ndef = ndef;
        reader.restart_rest_min = std::chrono::milliseconds(10);
        start_reader(reader, m_events);
        REQUIRE(m_events.wait_for_health(drivers::ReaderHealth::ok));
    }

    // Why the chain cannot be made here.
    static std::optional<std::string> missing() { return why_no_virtual_reader(); }
    // Few: pcscd takes 0.4 s to see that a virtual card came, and as long to see that it left.
    static constexpr int rounds = 2;
    static constexpr std::size_t tear_step = 3;

    VirtualSlot& chip() { return m_slot; }
    Pcscd& pcscd() { return m_pcscd; }
    const std::string& name() const { return m_name; }
    const Events& events() const { return m_events; }
    drivers::CardReader& reader() { return *m_reader; }
    void end_reader() { m_reader.reset(); }
    // Instead of the one that was there; `events` must outlive this chain's use of it.
    void start_reader(const drivers::ReaderOptions& options, Events& events) {
        m_reader = drivers::start_reader(options, events.sink());
    }

    // pcscd has looked at the slot twice again (it looks every 400 ms): what was to be told by then has been, or will
    // not be. Only while a card lies there can its looks be counted.
    void let_it_poll(std::uint64_t = 0) {
        const std::uint64_t before = m_slot.counters().commands;
        std::this_thread::sleep_for(std::chrono::milliseconds(900));
        if (m_slot.holds_a_card()) REQUIRE(m_events.wait([&] { return m_slot.counters().commands >= before + 2; }));
    }
    void wait_for_arrivals(std::size_t count) {
        REQUIRE(m_events.wait([&] { return m_events.arrivals() >= count; }));
    }
    void wait_for_departures(std::size_t count) {
        REQUIRE(m_events.wait([&] { return m_events.departures() >= count; }));
    }
    // A card that was never there before arrives: the chain works.
    void check_that_a_tap_arrives() {
        const std::size_t before = m_events.arrivals();
        const std::string uid = fmt::format("04f0{:010x}", ++m_fresh);
        const auto handle = m_slot.place(plain_tag(uid));
        wait_for_arrivals(before + 1);
        m_slot.remove(handle);
        CHECK(m_events.of<drivers::TagArrived>().back().uid.hex() == uid);
    }

private:
    Events m_events;
    std::string m_name;
    VirtualSlot m_slot;
    Pcscd m_pcscd;
    std::unique_ptr<drivers::CardReader> m_reader;
    int m_fresh = 0;
};

}  // namespace testing
