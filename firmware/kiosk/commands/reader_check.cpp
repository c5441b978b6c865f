#include "kiosk/commands/reader_check.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "base/file.h"
#include "drivers/reader_schemes.h"
#include "tags/ascii.h"

namespace kiosk {
namespace {

using drivers::UsbOwner;
using drivers::UsbReader;

// Serial, I2C and SPI readers name their device after the first colon.
Finding check_device(const std::string& connection) {
    const std::size_t colon = connection.find(':');
    if (colon == std::string::npos)
        return {Verdict::fail,
                connection + " names no device; write it after a colon, such as pn532_uart:/dev/ttyUSB0:115200"};
    const std::string device = connection.substr(colon + 1, connection.find(':', colon + 1) - colon - 1);
    if (::access(device.c_str(), F_OK) != 0)
        return {Verdict::fail, device + " is not there; plug the reader in or correct [reader] connection"};
    if (::access(device.c_str(), R_OK | W_OK) != 0)
        return {Verdict::fail, device +
                                   " may not be used; add this user to the group that owns it "
                                   "(dialout, i2c or spi) and log in again"};
    return {Verdict::ok, device + " is there"};
}

Finding held_by_kernel(const UsbReader& reader) {
    return {Verdict::fail, fmt::format("{}: the kernel's module {} has it; take it away (modprobe -r {})", reader.name,
                                       reader.by, reader.by)};
}

Finding held_by_program(const UsbReader& reader) {
    return {Verdict::fail,
            fmt::format("{}: {} has it; end that one", reader.name, reader.by.empty() ? "another program" : reader.by)};
}

constexpr std::string_view pcscd_instead =
    "set [reader] connection = \"pcsc:\", or stop pcscd (systemctl disable --now pcscd.socket pcscd.service)";

Finding check_usb(const UsbReader& reader, bool pcscd_may_come) {
    switch (reader.owner) {
        case UsbOwner::kernel:
            return held_by_kernel(reader);
        case UsbOwner::pcscd:
            return {Verdict::fail,
                    fmt::format("{}: pcscd has it, so that libnfc cannot open it; {}", reader.name, pcscd_instead)};
        case UsbOwner::program:
            if (reader.by != "pettan-reader") return held_by_program(reader);
            return {Verdict::ok, reader.name + " is there; pettan-reader has it, by libnfc"};
        case UsbOwner::nobody:
            break;
    }
    if (!pcscd_may_come) return {Verdict::ok, reader.name + " is there"};
    return {Verdict::warn, fmt::format("{} is there, but pcscd takes it as soon as any program asks for one; {}",
                                       reader.name, pcscd_instead)};
}

Finding check_pcscd(const UsbReader& reader) {
    switch (reader.owner) {
        case UsbOwner::kernel:
            return held_by_kernel(reader);
        case UsbOwner::program:
            return held_by_program(reader);
        case UsbOwner::pcscd:
            return {Verdict::ok, reader.name + " is there; pcscd has it"};
        case UsbOwner::nobody:
            break;
    }
    return {Verdict::ok, reader.name + " is there; pcscd takes it when the kiosk starts"};
}

// With several plugged in, the one that is worst off is told.
template <typename Check>
Finding worst(const std::string& connection, const std::vector<UsbReader>& readers, const Check& check) {
    if (readers.empty()) return {Verdict::fail, connection + ": no USB reader is there; plug it in"};
    Finding told = check(readers.front());
    for (const UsbReader& reader : readers) {
        Finding finding = check(reader);
        if (finding.verdict > told.verdict) told = std::move(finding);
    }
    return told;
}

// A part of a keyboard's name, or the path of its device file, stands behind the colon; nothing: any keyboard will do.
Finding check_keyboard(const std::string& connection, const ReaderPlaces& places) {
    const std::size_t colon = std::min(connection.find(':'), connection.size() - 1);
    const std::string wanted = connection.substr(colon + 1, connection.find('?') - colon - 1);
    std::error_code ignored;
    std::string names;
    for (const auto& input : base::list_folder(places.inputs, ignored)) {
        const std::string file = input.filename().string();
        std::ifstream stream(input / "device/name");
        std::string name;
        if (!file.starts_with("event") || !std::getline(stream, name)) continue;
        names += (names.empty() ? "" : ", ") + name;
        const auto device = places.input_files / file;
        const bool is_it = wanted.empty() ||
                           tags::ascii_lower(name).find(tags::ascii_lower(wanted)) != std::string::npos ||
                           device == wanted;
        if (!is_it) continue;
        if (::access(device.c_str(), R_OK) != 0)
            return {Verdict::fail, name + " may not be read; add this user to the group input and log in again"};
        if (wanted.empty()) continue;
        return {Verdict::ok, name + " is there"};
    }
    if (wanted.empty() && !names.empty())
        return {Verdict::ok, connection + ": whichever of these types like a scanner: " + names};
    return {Verdict::fail, fmt::format("{}: no such scanner; plug it in, or take a part of one of these names: {}",
                                       connection, names.empty() ? "(there is no keyboard)" : names)};
}

Finding check_connection(const std::string& connection, const ReaderPlaces& places) {
    const drivers::ReaderScheme* scheme = drivers::scheme_of(connection);
    if (scheme == nullptr)
        return {Verdict::fail, fmt::format("there is no driver {}; a connection string begins with one of {}",
                                           connection.substr(0, connection.find(':')), drivers::scheme_names())};
    const bool pcscd_may_come = ::access(places.usb.pcscd_socket.c_str(), F_OK) == 0;
    switch (scheme->attachment) {
        case drivers::Attachment::device_file:
            return check_device(connection);
        case drivers::Attachment::usb:
            return worst(connection, drivers::usb_readers(places.usb),
                         [&](const UsbReader& reader) { return check_usb(reader, pcscd_may_come); });
        case drivers::Attachment::keyboard:
            return check_keyboard(connection, places);
        case drivers::Attachment::pcscd:
            break;
    }
    if (!pcscd_may_come)
        return {Verdict::fail,
                "pcscd is not there; install it (apt install pcscd) and start it (systemctl enable --now "
                "pcscd.socket)"};
    return worst(connection, drivers::usb_readers(places.usb), check_pcscd);
}

}  // namespace

Finding check_reader(const Config& config, const ReaderPlaces& places) {
    const std::string& connection = config.reader;
    if (connection == "sim") return {Verdict::warn, "simulated; set [reader] connection for a real one"};
    if (connection == "none") return {Verdict::warn, "none; set [reader] connection to read cards"};
    if (!config.reader_is_named)
        return {Verdict::warn, fmt::format("not configured; {} is tried. Set [reader] connection", connection)};
    return check_connection(connection, places);
}

std::optional<Finding> check_scanner(const Config& config, const ReaderPlaces& places) {
    if (config.scanner.empty()) return std::nullopt;
    return check_connection(config.scanner, places);
}

}  // namespace kiosk
