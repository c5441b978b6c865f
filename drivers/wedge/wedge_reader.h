// A barcode or QR scanner that types like a keyboard: taken from the system, so that its digits reach no text field, and
// each code told as a tap whose number is the code. One thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "drivers/poller.h"
#include "wedge/input_device.h"
#include "wedge/scan_decoder.h"
#include "wedge/wedge_options.h"

namespace wedge {

class WedgeReader : public drivers::Poller {
public:
    WedgeReader(WedgeOptions options, drivers::PollerHost host, std::filesystem::path folder = "/dev/input");

    base::Result<std::chrono::milliseconds> turn() override;
    void read_ndef(const attendance::CardUid&) override {}  // a code has no memory

private:
    // A keyboard that is listened to: taken, or watched until it types like a scanner.
    struct Watched {
        InputDevice device;
        ScanDecoder decoder;
        base::MonotonicTime heard{};
    };

    void look_for_devices();
    void take(const std::filesystem::path& file);
    bool is_wanted(const InputDevice& device) const;
    bool listen(Watched& watched);
    void scanned(Watched& watched, const std::string& code);
    void report_devices();
    void report(drivers::ReaderHealth health, const std::string& reason);

    WedgeOptions m_options;
    drivers::PollerHost m_host;
    std::filesystem::path m_folder;
    std::vector<Watched> m_watched;
    std::string m_trouble;  // why a wanted device cannot be had
    base::MonotonicTime m_looked{};
    drivers::ReaderStatus m_status;  // what was reported last
};

}  // namespace wedge
