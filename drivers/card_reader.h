// What the kiosk knows of a card reader: events come, one request goes. The real reader (drivers/nfc in its own
// process, pettan-reader) and the simulated chip (drivers/sim behind the same process) both speak it, so both pass the
// same contract tests (tests/drivers/reader_contract_test.cpp).
#pragma once

#include <functional>
#include <string>
#include <variant>

#include "attendance/card_uid.h"
#include "base/clock.h"
#include "tags/ndef.h"

namespace drivers {

// A card came into the field: once per arrival, however long it lies there.
struct TagArrived {
    base::MonotonicTime at{};  // when the reader had its number
    attendance::TagTech tech = attendance::TagTech::a;
    attendance::CardUid uid;
    bool stable = true;           // false: the number is drawn afresh at each tap
    tags::NdefReading ndef = {};  // status `unread` where the memory was not asked for
};

// The memory of the card that arrived last, after request_ndef().
struct NdefArrived {
    attendance::CardUid uid;
    tags::NdefReading ndef;
};

struct TagLeft {
    base::MonotonicTime at{};
    attendance::CardUid uid;
};

enum class ReaderHealth {
    starting,  // not opened yet
    ok,        // opened, initialised and polling
    fault,     // there, but it does not do its work; being recovered
    absent,    // nothing there to open; tried again until it is
};

struct ReaderStatus {
    ReaderHealth health = ReaderHealth::starting;
    std::string reason;  // for staff, in English; empty when ok
};

using ReaderEvent = std::variant<TagArrived, NdefArrived, TagLeft, ReaderStatus>;

// Called from the reader's own thread, one event at a time; must not block for long.
using ReaderSink = std::function<void(ReaderEvent)>;

// Started by its constructor's factory, stopped and joined by its destructor. Recovers from every fault by itself.
class CardReader {
public:
    virtual ~CardReader() = default;

    // Asks for the memory of the card with this number, if it still lies there; answered by NdefArrived, or by nothing
    // when the card has left. Any thread; never blocks.
    virtual void request_ndef(const attendance::CardUid& uid) = 0;
};

}  // namespace drivers
