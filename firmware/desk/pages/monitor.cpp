#include <algorithm>
#include <utility>

#include "desk/pages/pages.h"
#include "desk/staff_mode.h"

namespace desk::pages {
namespace {

using namespace std::chrono_literals;
using attendance::WallTime;

WallTime floor_to(WallTime time, std::chrono::minutes length) {
    return WallTime(time.time_since_epoch() / length * std::chrono::microseconds(length));
}

// The bins of the newest arrivals, from the first one that fits.
void fill_bins(desk::Monitor& monitor, const std::vector<WallTime>& arrivals) {
    if (arrivals.empty()) return;
    const auto [first, last] = std::ranges::minmax(arrivals);
    monitor.bins_from =
        std::max(floor_to(first, monitor.bin_length),
                 floor_to(last, monitor.bin_length) - (desk::Monitor::bins_max - 1) * monitor.bin_length);
    const auto bins = (last - monitor.bins_from) / std::chrono::microseconds(monitor.bin_length) + 1;
    monitor.arrivals.assign(static_cast<std::size_t>(bins), 0);
    for (const WallTime at : arrivals)
        if (at >= monitor.bins_from)
            ++monitor.arrivals[static_cast<std::size_t>((at - monitor.bins_from) /
                                                        std::chrono::microseconds(monitor.bin_length))];
}

}  // namespace

// Staff who watch the door touch nothing for hours.
std::chrono::seconds Monitor::lasts() const {
    return m_shown.stays ? std::chrono::hours(12) : Page::lasts();
}

bool Monitor::open() {
    m_shown.from = 0;
    refresh();
    return true;
}

void Monitor::forget() {
    m_shown = {};
}

void Monitor::refresh() {
    const auto before = std::exchange(m_shown, {});
    m_shown.stays = before.stays;
    m_shown.from = before.from;
    if (const auto undo = m_staff.undo()) m_shown.undo_seq = undo->voided;
    if (const auto& list = m_staff.tonights_list(); !list.empty())
        m_shown.expected = static_cast<std::int64_t>(list.size());
    const auto& door = m_desk.door();
    if (!door.event || door.state == attendance::DoorState::early) return;
    const auto counts = m_desk.lookups().counts(door.event->id);
    const auto arrivals = m_desk.lookups().arrivals(door.event->id);
    m_shown.arrived = counts.arrived;
    m_shown.first_timers = counts.first_timers;
    m_shown.last_ten_minutes =
        std::ranges::count_if(arrivals, [&](WallTime at) { return at > m_desk.now().wall - 10min; });
    fill_bins(m_shown, arrivals);
}

void Monitor::back() {
    m_staff.leave();
}

void Monitor::touch(const ShowFrom& answer) {
    m_shown.from = answer.from < once_each(m_desk.taps()).size() ? answer.from : 0;
}

// Only a stamp that stands on the page: a touch on what was shown before does nothing.
void Monitor::touch(const VoidStamp& answer) {
    if (m_desk.is_live_stamp(answer.seq)) m_staff.void_stamp(answer.seq);
}

}  // namespace desk::pages
