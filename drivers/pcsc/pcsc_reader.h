// A PC/SC reader (Sony RC-S300, ACS ACR1252U, an ACR122U that pcscd has): waits for pcscd's word of its slot and tells
// arrivals, departures and the reader's health. A slot shows one card at a time. One thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "drivers/card_reader.h"
#include "drivers/ndef_mode.h"
#include "drivers/poller.h"
#include "drivers/presence.h"
#include "pcsc/service.h"

namespace pcsc {

class PcscReader : public drivers::Poller {
public:
    // "pcsc:" takes the first contactless slot, "pcsc:NAME" the one with that in its name.
    PcscReader(std::string connstring, drivers::NdefMode ndef, drivers::PollerHost host);

    base::Result<std::chrono::milliseconds> turn() override;
    void read_ndef(const attendance::CardUid& uid) override;

private:
    using Rest = std::chrono::milliseconds;

    Rest open_service();
    Rest not_served(const base::Error& error);
    Rest find_slot();
    Rest follow(const SlotState& state);
    Rest close(drivers::ReaderHealth health, const std::string& reason);
    void report(drivers::ReaderHealth health, const std::string& reason);
    Rest patience() const;

    base::Result<void> look();
    base::Result<void> take_card();
    base::Result<void> quieten();
    base::Result<std::optional<attendance::CardUid>> number();
    base::Result<void> saw(const attendance::CardUid& uid);
    base::Result<void> read_memory(tags::NdefReading& reading);

    std::string m_connstring;
    drivers::NdefMode m_ndef;
    drivers::PollerHost m_host;

    std::optional<Service> m_service;  // absent: to be opened
    std::string m_slot;                // empty: to be found
    SlotState m_state;
    std::optional<Card> m_card;                         // of the card that lies there; goes before the service
    std::optional<drivers::FoundTag> m_found;           // what it is
    base::MonotonicTime m_asked{};                      // when it last gave its number
    drivers::Presence m_presence;                       // survives reopening
    std::optional<base::MonotonicTime> m_silent_since;  // since when the card there gives no number
    bool m_quiet = false;                               // the reader was told not to beep
    drivers::ReaderStatus m_status;                     // what was reported last
};

}  // namespace pcsc
