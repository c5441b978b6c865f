#include "kiosk/drives.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace kiosk {
namespace {

namespace fs = std::filesystem;

// Blanks, tabs, line breaks and backslashes stand as \040 and so on (fstab(5)).
std::string unescaped(const std::string& text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto octal = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '7'; };
        if (text[i] == '\\' && octal(i + 1) && octal(i + 2) && octal(i + 3)) {
            plain += static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + text[i + 3] - '0');
            i += 3;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

bool says_one(const fs::path& file) {
    std::ifstream stream(file);
    return stream.get() == '1';
}

// A partition's folder stands in its disk's; an external disk says that it is not removable, but it hangs on USB.
bool can_be_taken_out(const fs::path& block_devices, const std::string& device) {
    std::error_code error;
    const fs::path folder = fs::canonical(block_devices / device, error);
    if (error) return false;
    const fs::path disk = fs::exists(folder / "partition", error) ? folder.parent_path() : folder;
    return says_one(disk / "removable") || disk.string().find("/usb") != std::string::npos;
}

bool can_be_written(const std::string& options) {
    std::istringstream list(options);
    for (std::string option; std::getline(list, option, ',');)
        if (option == "rw") return true;
    return false;
}

}  // namespace

std::vector<Drive> removable_drives(const fs::path& mounts, const fs::path& block_devices) {
    std::vector<Drive> drives;
    std::ifstream table(mounts);
    for (std::string line; std::getline(table, line);) {
        std::istringstream fields(line);
        std::string device, folder, type, options;
        if (!(fields >> device >> folder >> type >> options) || !device.starts_with("/dev/")) continue;
        const fs::path place = unescaped(folder);
        if (!can_be_written(options) || !can_be_taken_out(block_devices, fs::path(device).filename())) continue;
        // The kiosk's own disk may hang on USB as well.
        const bool is_system = place == "/" || place.string().starts_with("/boot");
        if (!is_system) drives.push_back({place.filename().string(), place});
    }
    std::ranges::sort(drives, {}, &Drive::name);
    return drives;
}

}  // namespace kiosk
