#include "web/kiosk_health.h"

#include <fmt/core.h>

#include <array>
#include <cmath>

#include "web/layout.h"

namespace web {
namespace {

using std::chrono::seconds;

constexpr seconds silent_after{180};  // a sign of life is due every minute
constexpr std::int64_t disk_low_mb = 500;
constexpr std::chrono::seconds clock_off{30};

struct Line {
    std::string_view key;
    bool good = true;
    std::string detail;
};

std::string disk_words(const Context& context, std::int64_t mb) {
    if (mb == 0) return context.t("kiosk.disk_unknown");
    return mb < 1000 ? context.t("kiosk.disk_mb", {{"mb", mb}}) : context.t("kiosk.disk_gb", {{"gb", mb / 1000}});
}

std::string clock_words(const Context& context, const store::DeviceRow& d) {
    using attendance::ClockQuality;
    switch (d.status.clock) {
        case ClockQuality::unknown:
            return context.t("kiosk.clock_unknown");
        case ClockQuality::restored:
            return context.t("kiosk.clock_restored");
        case ClockQuality::synchronised:
            break;
    }
    const double off = std::abs(static_cast<double>(d.clock_offset.count())) / 1e6;
    const std::string seconds_off = off < 10 ? fmt::format("{:.1f}", off) : fmt::format("{:.0f}", off);
    return context.t("kiosk.clock_off", {{"s", seconds_off}});
}

}  // namespace

Health kiosk_health(const Context& context, const store::DeviceRow& d) {
    Health health;
    const seconds age = d.contact ? std::chrono::duration_cast<seconds>(context.now - *d.contact) : seconds(0);
    const bool silent = !d.contact || age > silent_after;
    const std::string when =
        d.contact ? context.t("kiosk.contact", {{"ago", context.words->ago(age)}}) : context.t("kiosk.never");
    const bool clock_good =
        d.status.clock == attendance::ClockQuality::synchronised && std::chrono::abs(d.clock_offset) < clock_off;
    const std::array lines{
        Line{"kiosk.reader", d.status.reader == "ok" || d.status.reader == "none",
             context.t(d.status.reader == "ok"       ? "kiosk.reader_ok"
                       : d.status.reader == "none"   ? "kiosk.reader_none"
                       : d.status.reader == "absent" ? "kiosk.reader_absent"
                                                     : "kiosk.reader_fault")},
        Line{"kiosk.sync", d.status.pending == 0 || !silent, context.t("kiosk.pending", {{"n", d.status.pending}})},
        Line{"kiosk.clock", clock_good, clock_words(context, d)},
        Line{"kiosk.store",
             d.status.store == "ok" && (d.status.disk_free_mb == 0 || d.status.disk_free_mb > disk_low_mb),
             disk_words(context, d.status.disk_free_mb)},
    };
    Html rows;
    if (d.contact)
        for (const Line& line : lines) {
            const std::string_view kind = !line.good ? "act" : silent ? "stale" : "good";
            health.act = health.act || !line.good;
            rows.add(el("li", {},
                        {mark(kind, context.t(line.key)),
                         span(line.good ? "detail" : "detail act",
                              {silent && line.good ? context.words->ago(age) + " " + line.detail : line.detail})}));
        }
    Html note;
    if (silent && d.status.pending > 0)
        note = el("p", {{"class", "note"}},
                  {context.t("kiosk.still_inside", {{"n", d.status.pending}, {"name", d.name}})});
    else if (silent && d.contact)
        note = el("p", {{"class", "note"}}, {context.t("kiosk.silent", {{"name", d.name}})});
    health.act = health.act || silent;
    health.lines =
        box("kiosk", {box("kiosk-head", {el("h3", {}, {d.name}), span(silent ? "detail act" : "detail", {when})}),
                      el("ul", {{"class", "lines"}}, {rows}), note});
    return health;
}

}  // namespace web
