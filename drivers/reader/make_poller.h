// The only place that knows all kinds of readers: in the program pettan-reader.
#pragma once

#include <memory>
#include <string>

#include "drivers/ndef_mode.h"
#include "drivers/poller.h"

namespace reader {

// bad_input: no reader has the scheme of this connection string, or it has no such option. Nothing is opened yet.
base::Result<std::unique_ptr<drivers::Poller>> make_poller(const std::string& connstring, drivers::NdefMode ndef,
                                                           drivers::PollerHost host);

}  // namespace reader
