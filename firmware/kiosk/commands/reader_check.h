// What doctor finds about the reader: whether it is there, who has it, and what to do.
#pragma once

#include <string>

#include "drivers/usb_readers.h"
#include "kiosk/config.h"

namespace kiosk {

enum class Verdict { ok, warn, fail };

struct Finding {
    Verdict verdict = Verdict::ok;
    std::string what;
};

// Opens nothing.
Finding check_reader(const Config& config, const drivers::UsbPlaces& places = {});

}  // namespace kiosk
