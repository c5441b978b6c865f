#include "wedge/wedge_reader.h"

#include <fmt/core.h>
#include <poll.h>

#include <algorithm>
#include <array>

#include "tags/ascii.h"

namespace wedge {
namespace {

using drivers::ReaderHealth;
using std::chrono::milliseconds;

constexpr milliseconds look_again{1'000};
constexpr milliseconds wait_max{200};

// What scanners call themselves; others are known by their typing.
constexpr std::array<std::string_view, 12> scanner_words{"scanner",   "barcode",   "bar code", "symbol",
                                                         "honeywell", "datalogic", "zebra",    "netum",
                                                         "inateck",   "newland",   "opticon",  "tera "};

bool is_called_scanner(std::string_view name) {
    const std::string lower = tags::ascii_lower(name);
    return std::ranges::any_of(scanner_words,
                               [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

}  // namespace

WedgeReader::WedgeReader(WedgeOptions options, drivers::PollerHost host, std::filesystem::path folder)
    : m_options(std::move(options)), m_host(std::move(host)), m_folder(std::move(folder)) {}

base::Result<milliseconds> WedgeReader::turn() {
    m_host.beat(drivers::Activity::polling);
    const auto now = base::monotonic_now();
    if (m_looked == base::MonotonicTime{} || now - m_looked >= look_again) {
        m_looked = now;
        look_for_devices();
    }
    std::vector<pollfd> waiting;
    for (const Watched& watched : m_watched)
        waiting.push_back({watched.device.descriptor(), POLLIN, 0});
    if (waiting.empty()) return wait_max;
    ::poll(waiting.data(), waiting.size(), static_cast<int>(wait_max.count()));
    std::erase_if(m_watched, [this](Watched& watched) { return !listen(watched); });
    report_devices();
    return milliseconds(0);
}

void WedgeReader::look_for_devices() {
    m_trouble.clear();
    if (m_options.device.starts_with('/')) {
        take(m_options.device);
    } else {
        for (const auto& file : input_files(m_folder))
            take(file);
    }
    report_devices();
}

void WedgeReader::take(const std::filesystem::path& file) {
    if (std::ranges::any_of(m_watched, [&](const Watched& watched) { return watched.device.file() == file; })) return;
    auto device = InputDevice::open(file);
    if (!device) {
        // Others than the wanted one are nobody's business, but without their names nobody knows which that is.
        if (device.error().code != base::ErrorCode::not_found) m_trouble = device.error().message;
        return;
    }
    const bool any = m_options.device.empty();
    if (!any && !is_wanted(*device)) return;
    if (!any || is_called_scanner(device->name())) {
        const auto grabbed = device->grab();
        if (!grabbed) {
            m_trouble = grabbed.error().message;
            return;
        }
    }
    m_watched.push_back({std::move(*device), ScanDecoder(m_options.format)});
}

bool WedgeReader::is_wanted(const InputDevice& device) const {
    const std::string part = tags::ascii_lower(m_options.device);
    return device.file() == m_options.device || tags::ascii_lower(device.name()).find(part) != std::string::npos;
}

// False when the device is gone.
bool WedgeReader::listen(Watched& watched) {
    const auto events = watched.device.read();
    if (!events) return false;
    const auto now = base::monotonic_now();
    if (!events->empty()) watched.heard = now;
    for (const input_event& event : *events)
        if (const auto code = watched.decoder.take(event)) scanned(watched, *code);
    if (watched.decoder.is_typing() && now - watched.heard > scan_pause_max)
        if (const auto code = watched.decoder.flush()) scanned(watched, *code);
    return true;
}

void WedgeReader::scanned(Watched& watched, const std::string& code) {
    if (!watched.device.is_grabbed()) {
        if (!watched.decoder.was_fast()) return;  // a person at a keyboard
        const auto grabbed = watched.device.grab();
        if (!grabbed) m_trouble = grabbed.error().message;
    }
    const auto uid = attendance::CardUid::from_code(code);
    if (!uid) return;
    const auto now = base::monotonic_now();
    m_host.sink(drivers::TagArrived{.at = now, .tech = attendance::TagTech::code, .uid = *uid});
    m_host.sink(drivers::TagLeft{now, *uid});
}

void WedgeReader::report_devices() {
    if (!m_watched.empty()) return report(ReaderHealth::ok, "");
    if (!m_trouble.empty())
        return report(ReaderHealth::fault, m_trouble + "; a kiosk's user belongs to the group input");
    report(ReaderHealth::absent, m_options.device.empty()
                                     ? "no scanner and no keyboard: plug the scanner in"
                                     : fmt::format("no scanner {}: plug it in, or correct its name", m_options.device));
}

void WedgeReader::report(ReaderHealth health, const std::string& reason) {
    if (health == m_status.health && reason == m_status.reason) return;
    m_status = {health, reason};
    m_host.sink(m_status);
}

}  // namespace wedge
