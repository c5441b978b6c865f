// The kiosk's side of a card reader: pettan-reader runs as a child process, because libnfc may abort, block for ever or
// leave the chip deaf (decisions: the reader is a process of its own), and this thread keeps it running.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "drivers/card_reader.h"
#include "drivers/ndef_mode.h"

namespace drivers {

struct ReaderOptions {
    std::filesystem::path program;  // empty: beside this program, else beside it in the build tree, else of the PATH
    std::string connstring;         // reader_schemes.h, such as "pn532_uart:/dev/ttyUSB0:115200" or "pcsc:"
    NdefMode ndef = NdefMode::unknown;

    // How long the child may be silent on its heartbeat: while it opens the reader, and while it polls. The time in
    // which the sink kept the reader's thread does not count.
    std::chrono::milliseconds open_silence_max{10'000};
    std::chrono::milliseconds poll_silence_max{2'000};
    // Rest before a start: none for the first after a good while, then doubling.
    std::chrono::milliseconds restart_rest_min{200};
    std::chrono::milliseconds restart_rest_max{2'000};
    std::chrono::milliseconds good_while{10'000};
    // After a restart, how long a card that lay there before is waited for until it is reported as left.
    std::chrono::milliseconds still_there_wait{1'000};
    // What the child is given to close the chip, when this reader ends.
    std::chrono::milliseconds stop_patience{3'000};
};

// Starts the thread "reader" and returns. Every event comes from that thread; the status says when the child has died,
// hangs or sends nonsense, and it is started again for as long as the reader lives. A card that lies there through such
// a restart has arrived once. The sink may block: the child then waits with the rest, and every line that it wrote is
// passed on, also after its end. The destructor ends child and thread within stop_patience and some 2 s.
std::unique_ptr<CardReader> start_reader(ReaderOptions options, ReaderSink sink);

}  // namespace drivers
