#include "kiosk/machine.h"

#include "base/file.h"

#include <algorithm>
#include <fstream>

namespace kiosk {
namespace {

std::optional<long> number_in(const std::filesystem::path& file) {
    std::ifstream stream(file);
    long number = 0;
    if (stream >> number) return number;
    return std::nullopt;
}

}  // namespace

std::optional<double> processor_celsius(const std::filesystem::path& zones) {
    std::optional<double> warmest;
    std::error_code ignored;
    for (const auto& zone : base::list_folder(zones, ignored)) {
        if (!zone.filename().string().starts_with("thermal_zone")) continue;
        const auto millidegrees = number_in(zone / "temp");
        // A zone that is off says 0 or less, or something that no processor survives.
        if (!millidegrees || *millidegrees <= 0 || *millidegrees > 150'000) continue;
        warmest = std::max(warmest.value_or(0), static_cast<double>(*millidegrees) / 1000);
    }
    return warmest;
}

bool set_backlight(int percent, const std::filesystem::path& panels) {
    bool set = false;
    std::error_code ignored;
    for (const auto& panel : base::list_folder(panels, ignored)) {
        const auto most = number_in(panel / "max_brightness");
        if (!most || *most <= 0) continue;
        std::ofstream file(panel / "brightness");
        file << std::max(*most * percent / 100, 1L) << '\n' << std::flush;
        set = set || file.good();
    }
    return set;
}

}  // namespace kiosk
