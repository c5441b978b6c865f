// USB sticks and the like that are mounted now, found in the kernel's tables (proc(5), sysfs(5)).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kiosk {

struct Drive {
    std::string name;              // the last part of where it is mounted: what people called the stick
    std::filesystem::path folder;  // where it is mounted
    bool operator==(const Drive&) const = default;
};

// Drives that can be taken out (removable, or on USB) and written, by name. What cannot be read is left out.
std::vector<Drive> removable_drives(const std::filesystem::path& mounts = "/proc/self/mounts",
                                    const std::filesystem::path& block_devices = "/sys/class/block");

}  // namespace kiosk
