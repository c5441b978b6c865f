// Small things of the machine that the kernel shows as files (sysfs(5)). Tests give another folder than /sys.
#pragma once

#include <filesystem>
#include <optional>

namespace kiosk {

// Of the warmest zone; absent where the machine does not tell. Degrees Celsius.
std::optional<double> processor_celsius(const std::filesystem::path& zones = "/sys/class/thermal");

// Percent of the panel's light. False where there is no panel whose light can be set, or no right to.
bool set_backlight(int percent, const std::filesystem::path& panels = "/sys/class/backlight");

}  // namespace kiosk
