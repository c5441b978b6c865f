// What every kind of reader does inside the program pettan-reader: it takes its turns and reads a card's memory. Which
// kinds there are, reader_schemes.h says; reader/make_poller.h makes one. One thread for everything.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "attendance/card_uid.h"
#include "base/result.h"
#include "drivers/card_reader.h"

namespace drivers {

// What a reader does at the moment: opening takes longer than a poll.
enum class Activity { opening, polling };

struct PollerHost {
    ReaderSink sink;                     // called from turn() and read_ndef()
    std::function<void(Activity)> beat;  // called before each command of the reader
    std::function<bool()> stopping;      // true ends a reading between two exchanges
};

class Poller {
public:
    virtual ~Poller() = default;

    // One step: opens what is not open, else polls once. Returns how long the caller may rest before the next one; 0
    // while all is well. Blocks for at most some 2 s. The only error is `busy`: another program holds the reader. Every
    // other fault is reported through the sink and recovered from in the steps to come.
    virtual base::Result<std::chrono::milliseconds> turn() = 0;

    // The memory of the card with this number, reported through the sink; nothing when it does not lie there.
    virtual void read_ndef(const attendance::CardUid& uid) = 0;
};

}  // namespace drivers
