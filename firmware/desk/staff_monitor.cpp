#include <algorithm>

#include "desk/staff_pages.h"

namespace desk {
namespace {

using namespace std::chrono_literals;
using attendance::WallTime;

constexpr auto undo_lasts = 10s;

WallTime floor_to(WallTime time, std::chrono::minutes length) {
    return WallTime(time.time_since_epoch() / length * std::chrono::microseconds(length));
}

// The bins of the newest arrivals, from the first one that fits.
void fill_bins(Monitor& monitor, const std::vector<WallTime>& arrivals) {
    if (arrivals.empty()) return;
    const auto [first, last] = std::ranges::minmax(arrivals);
    monitor.bins_from = std::max(floor_to(first, monitor.bin_length),
                                 floor_to(last, monitor.bin_length) - (Monitor::bins_max - 1) * monitor.bin_length);
    const auto bins = (last - monitor.bins_from) / std::chrono::microseconds(monitor.bin_length) + 1;
    monitor.arrivals.assign(static_cast<std::size_t>(bins), 0);
    for (const WallTime at : arrivals)
        if (at >= monitor.bins_from)
            ++monitor.arrivals[static_cast<std::size_t>((at - monitor.bins_from) /
                                                        std::chrono::microseconds(monitor.bin_length))];
}

}  // namespace

Monitor Desk::Staff::make_monitor() {
    Monitor monitor;
    monitor.undo_seq = undo_seq();
    if (m_expected > 0) monitor.expected = m_expected;
    const auto& door = m_desk.m_door;
    if (!door.event || door.state == attendance::DoorState::early) return monitor;
    const auto counts = m_desk.m_journal.counts(door.event->id);
    const auto arrivals = m_desk.m_journal.arrivals(door.event->id);
    monitor.arrived = counts.arrived;
    monitor.first_timers = counts.first_timers;
    monitor.last_ten_minutes =
        std::ranges::count_if(arrivals, [&](WallTime at) { return at > m_desk.m_now.wall - 10min; });
    fill_bins(monitor, arrivals);
    return monitor;
}

std::optional<std::int64_t> Desk::Staff::undo_seq() const {
    if (!m_undo || m_desk.m_monotonic >= m_undo->until) return std::nullopt;
    return m_undo->voided;
}

// Only a stamp that stands on the page: a touch on what was shown before does nothing.
bool Desk::Staff::may_void(std::int64_t seq) {
    if (seq <= 0) return false;
    if (const auto* person = page<PersonPage>()) return person->today && person->today->seq == seq;
    if (page<Monitor>() == nullptr) return false;
    return std::ranges::any_of(m_desk.m_taps, [&](const auto& tapped) {
        return tapped.record.seq == seq && tapped.record.kind == attendance::EntryKind::stamp && !tapped.record.voided;
    });
}

void Desk::Staff::handle(const VoidStamp& answer) {
    if (!may_void(answer.seq)) return m_desk.publish();
    journal::Addition addition = act(attendance::EntryKind::voided);
    addition.entry.target = attendance::EntryRef{0, 0, answer.seq};
    const auto seq = record({&addition, 1});
    if (!seq) return;
    m_undo = Undo{*seq, answer.seq, m_desk.m_monotonic + undo_lasts};
    m_desk.refresh_taps();
    m_desk.refresh_door();
    refresh();
}

void Desk::Staff::handle(const UndoVoid& answer) {
    if (undo_seq() != answer.seq) return refresh();
    journal::Addition addition = act(attendance::EntryKind::unvoid);
    addition.entry.target = attendance::EntryRef{0, 0, answer.seq};
    if (!record({&addition, 1})) return;
    m_undo.reset();
    m_desk.refresh_taps();
    m_desk.refresh_door();
    refresh();
}

}  // namespace desk
