#include "drivers/usb_readers.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>

#include "base/file.h"

namespace drivers {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> makers{"072f", "04cc", "04e6", "1fd3", "054c"};  // ACS, NXP, SCM, ASK, Sony
constexpr std::string_view sony = "054c";                                                  // who makes much else

std::string first_line(const fs::path& file) {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
}

bool is_reader(const fs::path& device) {
    const std::string vendor = first_line(device / "idVendor");
    if (std::ranges::find(makers, vendor) == makers.end()) return false;
    return vendor != sony || first_line(device / "product").find("RC-S") != std::string::npos;
}

// The kernel's driver of one of its interfaces; empty: none.
std::string driver_of(const fs::path& device) {
    std::error_code ignored;
    for (const auto& interface : base::list_folder(device.parent_path(), ignored)) {
        if (!interface.filename().string().starts_with(device.filename().string() + ":")) continue;
        const fs::path driver = fs::read_symlink(interface / "driver", ignored).filename();
        if (!driver.empty()) return driver.string();
    }
    return "";
}

// `02` as the nodes' folders and files have it.
std::string three_digits(const std::string& number) {
    return std::string(3 - std::min<std::size_t>(number.size(), 3), '0') + number;
}

bool has_open(const fs::path& process, const fs::path& node) {
    std::error_code ignored;
    const auto open = base::list_folder(process / "fd", ignored);
    return std::ranges::any_of(open, [&](const fs::path& fd) { return fs::read_symlink(fd, ignored) == node; });
}

UsbReader claimed(const UsbPlaces& places, const fs::path& device, std::string name) {
    const fs::path node =
        places.nodes / three_digits(first_line(device / "busnum")) / three_digits(first_line(device / "devnum"));
    bool pcscd_runs = false;
    std::error_code ignored;
    for (const fs::path& process : base::list_folder(places.processes, ignored)) {
        const std::string program = first_line(process / "comm");
        pcscd_runs = pcscd_runs || program == "pcscd";
        if (!program.empty() && has_open(process, node))
            return {std::move(name), program == "pcscd" ? UsbOwner::pcscd : UsbOwner::program, program};
    }
    // Another user's: pcscd takes whatever it knows by itself.
    if (pcscd_runs) return {std::move(name), UsbOwner::pcscd, "pcscd"};
    return {std::move(name), UsbOwner::program, ""};
}

}  // namespace

std::vector<UsbReader> usb_readers(const UsbPlaces& places) {
    std::vector<UsbReader> readers;
    std::error_code ignored;
    for (const fs::path& device : base::list_folder(places.devices, ignored)) {
        if (!is_reader(device)) continue;
        const std::string product = first_line(device / "product");
        std::string name = product.empty() ? "a USB reader" : product;
        const std::string driver = driver_of(device);
        if (driver.empty())
            readers.push_back({std::move(name), UsbOwner::nobody, ""});
        else if (driver == "usbfs")
            readers.push_back(claimed(places, device, std::move(name)));
        else
            readers.push_back({std::move(name), UsbOwner::kernel, driver});
    }
    return readers;
}

}  // namespace drivers
