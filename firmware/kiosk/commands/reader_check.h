// What doctor finds about the reader: whether it is there, who has it, and what to do.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "drivers/usb_readers.h"
#include "kiosk/config.h"

namespace kiosk {

enum class Verdict { ok, warn, fail };

struct Finding {
    Verdict verdict = Verdict::ok;
    std::string what;
};

struct ReaderPlaces {
    drivers::UsbPlaces usb;
    std::filesystem::path inputs = "/sys/class/input";  // the kernel's keyboards and their names
    std::filesystem::path input_files = "/dev/input";
};

// Open nothing.
Finding check_reader(const Config& config, const ReaderPlaces& places = {});
// Absent: none is configured.
std::optional<Finding> check_scanner(const Config& config, const ReaderPlaces& places = {});

}  // namespace kiosk
