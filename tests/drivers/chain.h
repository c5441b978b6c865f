// The whole chain: simulated chip, libnfc, pettan-reader, supervisor, and what came out of it.
#pragma once

#include <fmt/core.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "drivers/events.h"
#include "drivers/supervised_reader.h"
#include "sim/card_file.h"
#include "sim/port.h"
#include "testing/catch.h"

namespace testing {

template <typename T>
T value_of(base::Result<T> result) {
    if (!result) FAIL(result.error().message);
    return std::move(result).value();
}

inline base::Bytes uid_bytes(std::string_view hex) {
    return base::from_hex(hex).value();
}

// A tag that is nothing special.
inline sim::Tag plain_tag(std::string_view uid_hex = "04a1b2c3d4e5f6") {
    return value_of(sim::make_tag(sim::TagKind::ntag213, uid_bytes(uid_hex)));
}

// The sample cards by their file names.
inline std::map<std::string, sim::Tag> sample_cards() {
    std::map<std::string, sim::Tag> tags;
    for (sim::SampleCard& card : value_of(sim::load_cards(sim::sample_cards_folder())))
        tags.emplace(card.name, std::move(card.tag));
    return tags;
}

class Chain {
public:
    explicit Chain(drivers::NdefMode ndef = drivers::NdefMode::unknown, sim::SimulatedReader::Options options = {})
        : m_chip(value_of(sim::SimulatedReader::start(std::move(options)))) {
        drivers::ReaderOptions reader;
        reader.connstring = m_chip->connstring();
        reader.ndef = ndef;
        reader.restart_rest_min = std::chrono::milliseconds(10);
        m_reader = drivers::start_reader(reader, m_events.sink());
        REQUIRE(m_events.wait_for_health(drivers::ReaderHealth::ok));
    }

    // Why the chain cannot be made here.
    static std::optional<std::string> missing() { return std::nullopt; }
    static constexpr int rounds = 10;            // of what needs repeating
    static constexpr std::size_t tear_step = 1;  // exchanges between one tearing and the next

    sim::SimulatedReader& chip() { return *m_chip; }
    const Events& events() const { return m_events; }
    drivers::CardReader& reader() { return *m_reader; }
    void end_reader() { m_reader.reset(); }

    // The chip has been polled so often again: what was to be told by then has been, or will not be.
    void let_it_poll(std::uint64_t commands = 60) {
        const std::uint64_t before = m_chip->counters().commands;
        REQUIRE(m_events.wait([&] { return m_chip->counters().commands >= before + commands; }));
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
        const auto handle = m_chip->place(plain_tag(fresh_uid()));
        wait_for_arrivals(before + 1);
        m_chip->remove(handle);
        CHECK(m_events.of<drivers::TagArrived>().back().uid.hex() == m_last_uid);
    }
    std::string fresh_uid() { return m_last_uid = fmt::format("04f0{:010x}", ++m_fresh); }

private:
    Events m_events;
    std::unique_ptr<sim::SimulatedReader> m_chip;
    std::unique_ptr<drivers::CardReader> m_reader;
    int m_fresh = 0;
    std::string m_last_uid;
};

}  // namespace testing
