#include "web/metrics_text.h"

#include <fmt/core.h>

#include <array>
#include <optional>

namespace web {
namespace {

using store::DeviceRow;

std::string label(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '\n') {
            quoted += "\\n";
            continue;
        }
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

double seconds(std::chrono::microseconds time) {
    return static_cast<double>(time.count()) / 1e6;
}

double yes(bool is_so) {
    return is_so ? 1 : 0;
}

// A kiosk that was never there has told nothing.
using Value = std::optional<double>;
struct KioskMetric {
    std::string_view name;
    std::string_view unit;  // may be empty; the name ends with it
    std::string_view help;
    Value (*of)(const DeviceRow& kiosk);
};
constexpr std::array kiosk_metrics{
    KioskMetric{"contact_timestamp_seconds", "seconds", "When the kiosk was heard of last, by the hub's clock.",
                [](const DeviceRow& k) -> Value { return seconds(k.contact->time_since_epoch()); }},
    KioskMetric{"clock_offset_seconds", "seconds", "The kiosk's clock minus the hub's, at the last contact.",
                [](const DeviceRow& k) -> Value { return seconds(k.clock_offset); }},
    KioskMetric{
        "clock_synchronised", "", "Whether the kiosk's clock follows a time service.",
        [](const DeviceRow& k) -> Value { return yes(k.status.clock == attendance::ClockQuality::synchronised); }},
    KioskMetric{"reader_up", "", "Whether the card reader works; left out where the kiosk has none.",
                [](const DeviceRow& k) -> Value {
                    if (k.status.reader.empty() || k.status.reader == "none") return std::nullopt;
                    return yes(k.status.reader == "ok");
                }},
    KioskMetric{"store_up", "", "Whether the kiosk can record.",
                [](const DeviceRow& k) -> Value { return yes(k.status.store == "ok"); }},
    KioskMetric{"pending_entries", "", "Entries that the kiosk had not sent yet at the last contact.",
                [](const DeviceRow& k) -> Value { return static_cast<double>(k.status.pending); }},
    KioskMetric{"disk_free_bytes", "bytes", "Free room where the kiosk records.",
                [](const DeviceRow& k) -> Value {
                    if (k.status.disk_free_mb == 0) return std::nullopt;
                    return static_cast<double>(k.status.disk_free_mb) * 1024 * 1024;
                }},
    KioskMetric{"quarantined_rows", "", "Rows of the kiosk that the hub cannot read.",
                [](const DeviceRow& k) -> Value { return static_cast<double>(k.quarantined); }},
    KioskMetric{"forks", "", "How often the kiosk's history was another one than the hub's.",
                [](const DeviceRow& k) -> Value { return static_cast<double>(k.forks); }},
};

void begin(std::string& text, std::string_view name, std::string_view type, std::string_view unit,
           std::string_view help) {
    text += fmt::format("# TYPE pettan_{} {}\n", name, type);
    if (!unit.empty()) text += fmt::format("# UNIT pettan_{} {}\n", name, unit);
    text += fmt::format("# HELP pettan_{} {}\n", name, help);
}

}  // namespace

std::string metrics_text(std::string_view version, const store::Unsettled& unsettled,
                         std::span<const DeviceRow> kiosks) {
    std::string text;
    begin(text, "build", "info", "", "The hub's version.");
    text += fmt::format("pettan_build_info{{version={}}} 1\n", label(version));
    begin(text, "unsettled_conflicts", "gauge", "", "Edits that wait for staff to decide.");
    text += fmt::format("pettan_unsettled_conflicts {}\n", unsettled.conflicts);
    for (const KioskMetric& metric : kiosk_metrics) {
        begin(text, fmt::format("kiosk_{}", metric.name), "gauge", metric.unit, metric.help);
        for (const DeviceRow& kiosk : kiosks) {
            if (kiosk.revoked || !kiosk.contact) continue;
            if (const Value value = metric.of(kiosk))
                text += fmt::format("pettan_kiosk_{}{{kiosk=\"{}\",name={}}} {}\n", metric.name, kiosk.device,
                                    label(kiosk.name), *value);
        }
    }
    return text + "# EOF\n";
}

}  // namespace web
