// The real card reader: polls a PN53x through libnfc and tells arrivals, departures and the reader's health. It lives
// in the process pettan-reader alone, because libnfc may abort it (nfc-traps.md 3). One thread.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "drivers/card_reader.h"
#include "drivers/ndef_mode.h"
#include "drivers/poller.h"
#include "drivers/presence.h"
#include "nfc/device.h"
#include "nfc/port_lock.h"

namespace nfc {

using drivers::Activity;
using drivers::Presence;
using Host = drivers::PollerHost;

class LibnfcReader : public drivers::Poller {
public:
    LibnfcReader(std::string connstring, drivers::NdefMode ndef, Host host);

    base::Result<std::chrono::milliseconds> turn() override;
    void read_ndef(const attendance::CardUid& uid) override;

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
    drivers::ReaderStatus m_status;    // what was reported last
};

}  // namespace nfc
