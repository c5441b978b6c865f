// USB card readers that are plugged in, and who has each: a reader belongs to one program at a time, libnfc's or pcscd.
// Seen from outside (sysfs and /proc), without opening one. Any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace drivers {

struct UsbPlaces {
    std::filesystem::path devices = "/sys/bus/usb/devices";
    std::filesystem::path nodes = "/dev/bus/usb";
    std::filesystem::path processes = "/proc";
    std::filesystem::path pcscd_socket = "/run/pcscd/pcscd.comm";
};

enum class UsbOwner { nobody, kernel, pcscd, program };

struct UsbReader {
    std::string name;  // as the device says it
    UsbOwner owner = UsbOwner::nobody;
    std::string by;  // the kernel's module or the program; empty where this user may not see it
};

// Of the makers whose readers libnfc or pcscd know.
std::vector<UsbReader> usb_readers(const UsbPlaces& places = {});

}  // namespace drivers
