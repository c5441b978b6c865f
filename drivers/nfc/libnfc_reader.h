// The real card reader: polls a PN53x through libnfc and tells arrivals, departures and the reader's health. It lives
// in the process pettan-reader alone, because libnfc may abort it (nfc-traps.md 3). One thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "drivers/card_reader.h"
#include "drivers/ndef_mode.h"
#include "nfc/device.h"
#include "nfc/port_lock.h"
#include "nfc/presence.h"

namespace nfc {

// What a reader does at the moment: opening takes longer than a poll.
enum class Activity { opening, polling };

struct Host {
    drivers::ReaderSink sink;            // called from turn() and read_ndef()
    std::function<void(Activity)> beat;  // called before each command of the chip
    std::function<bool()> stopping;      // true ends a reading between two exchanges
};

class LibnfcReader {
public:
    LibnfcReader(std::string connstring, drivers::NdefMode ndef, Host host);

    // One step: opens what is not open, else polls once. Returns how long the caller may rest before the next one; 0
    // while all is well. Blocks for at most some 2 s. The only error is `busy`: another program holds the port. Every
    // other fault is told through the sink and recovered from in the steps to come.
    base::Result<std::chrono::milliseconds> turn();

    // The memory of the card with this number, told through the sink; nothing when it does not lie there.
    void read_ndef(const attendance::CardUid& uid);

private:
    using Step = base::Result<void>;

    base::Result<std::chrono::milliseconds> open();
    base::Result<std::chrono::milliseconds> not_opened(drivers::ReaderHealth health, const std::string& reason);
    void close();
    void recover(const base::Error& error);
    void report(drivers::ReaderHealth health, const std::string& reason);

    Step poll();
    Step poll_empty_field();
    Step poll_type_a();
    bool is_sought(const Presence::Tag& tag) const;
    Step look_for_known_type_a();
    base::Result<bool> poll_other_type_a();
    Step poll_felica();
    Step look_for_other_felica(Radio radio);
    Step saw(const Found& found);
    Step read_memory(const Found& found, tags::NdefReading& reading);

    std::string m_connstring;
    drivers::NdefMode m_ndef;
    Host m_host;

    std::optional<PortLock> m_lock;    // outlives the device
    std::unique_ptr<Device> m_device;  // absent: to be opened
    Presence m_presence;               // survives reopening: a card that lies there through it has arrived once
    unsigned m_turn = 0;               // which radio is next in an empty field
    bool m_sweep = false;              // drop the field first: a tag may have been halted by another's selection
    int m_failures = 0;                // failed polls in a row
    drivers::ReaderStatus m_status;    // what was told last
};

}  // namespace nfc
