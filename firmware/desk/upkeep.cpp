#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/log.h"
#include "desk/state.h"

namespace desk {
namespace {

using namespace std::chrono_literals;

constexpr auto probe_period = std::chrono::seconds(2);
constexpr std::int64_t little_room_bytes = 200LL << 20;
constexpr auto jump_is_told_for = std::chrono::hours(1);
constexpr double hot_celsius = 80;  // where a Raspberry Pi begins to slow itself down

Health health_of(ReaderInput::State state) {
    switch (state) {
        case ReaderInput::State::starting:
            return Health::unknown;
        case ReaderInput::State::ok:
            return Health::ok;
        case ReaderInput::State::fault:
        case ReaderInput::State::absent:
            return Health::trouble;
    }
    return Health::unknown;
}

}  // namespace

void Desk::State::on(const ReaderInput& reader) {
    const bool was_well = m_reader == ReaderInput::State::ok || m_reader == ReaderInput::State::starting;
    const bool is_well = reader.state == ReaderInput::State::ok || reader.state == ReaderInput::State::starting;
    if (was_well != is_well) m_reader_since = m_monotonic;
    m_reader = reader.state;
    m_status.reader_is_absent = reader.state == ReaderInput::State::absent;
    m_status.reader = {health_of(reader.state), reader.reason, m_monotonic};
    // Somebody is being served: their scene stands, tick() shows the trouble afterwards.
    if (m_returns_at) return publish();
    rest();
}

void Desk::State::on(const DiskInput& disk) {
    const auto mebibytes = static_cast<std::int64_t>(disk.free_bytes >> 20);
    m_status.disk = {disk.free_bytes < little_room_bytes ? Health::warning : Health::ok,
                     fmt::format("{} MiB free", mebibytes), m_monotonic, mebibytes};
    publish();
}

void Desk::State::on(const TemperatureInput& temperature) {
    m_status.temperature = {temperature.celsius >= hot_celsius ? Health::warning : Health::ok,
                            fmt::format("{:.0f} C", temperature.celsius), m_monotonic,
                            std::lround(temperature.celsius)};
    publish();
}

std::optional<std::int64_t> Desk::State::record(std::span<const journal::Addition> additions) {
    const std::int64_t before = m_journal.last_seq();
    auto seq = m_journal.append(additions);
    if (!seq) {
        store_fails(seq.error());
        return std::nullopt;
    }
    // Audit lines and the like move nobody.
    const bool moves = std::ranges::any_of(
        additions, [](const auto& addition) { return attendance::row_of(addition.entry.kind).moves_presences; });
    if (!moves && m_counted.up_to_seq == before) m_counted.up_to_seq = *seq;
    store_works();
    if (m_events.recorded) m_events.recorded();
    return *seq;
}

void Desk::State::store_works() {
    m_status.store = {Health::ok, "", m_monotonic};
    if (!m_cannot_record) return;
    m_cannot_record.reset();
    base::log::info("the journal records again");
    m_events.store({true, ""});
}

void Desk::State::store_fails(const base::Error& error) {
    const bool is_news = !m_cannot_record;
    m_cannot_record = error.code == base::ErrorCode::full ? CannotRecordReason::full : CannotRecordReason::failing;
    m_status.store = {Health::trouble, error.message, m_monotonic};
    m_probe_at = m_monotonic + probe_period;
    if (!is_news) return;
    base::log::error("cannot record: {}", error.message);
    m_events.store({false, error.message});
}

// A small write tells whether recording works again, without waiting for somebody's tap.
void Desk::State::probe_store() {
    const auto probe = m_journal.set_setting("store_probe", fmt::format("{}", m_now.boottime.count()));
    if (probe)
        store_works();
    else
        store_fails(probe.error());
}

void Desk::State::watch_clock() {
    const bool synchronised = m_now.quality == base::ClockQuality::synchronised;
    const attendance::BootAnchor reading{m_now.wall, m_now.boottime};
    const auto was_set_by = m_clock_recorded ? attendance::differ_by(*m_clock_recorded, reading) : 0us;
    const bool jumped = synchronised && std::chrono::abs(was_set_by) > attendance::synchronised_within;
    if (jumped) m_clock_jumped = m_monotonic;
    const bool jumped_lately = m_clock_jumped && m_monotonic - *m_clock_jumped < jump_is_told_for;
    m_status.clock = {!synchronised
                          ? (m_now.quality == base::ClockQuality::restored ? Health::warning : Health::trouble)
                      : jumped_lately ? Health::warning
                                      : Health::ok,
                      !synchronised   ? "not synchronised in this boot"
                      : jumped_lately ? "it was wrong and was set anew; the times of this boot were corrected"
                                      : "",
                      m_monotonic};
    if (!synchronised || (m_clock_recorded && !jumped)) return;
    // The entry's own moment is the news: what was stamped before it in this boot is read by it.
    journal::Addition news;
    news.entry.kind = attendance::EntryKind::clock;
    if (!record({&news, 1})) return;
    if (jumped)
        base::log::warning("the clock was set by {} s",
                           std::chrono::duration_cast<std::chrono::seconds>(was_set_by).count());
    m_clock_recorded = reading;
    refresh_taps();
    m_counted = {};
}

}  // namespace desk
