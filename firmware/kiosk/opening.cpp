#include "kiosk/opening.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/counted.h"
#include "base/log.h"
#include "base/time_text.h"
#include "kiosk/ends_by_signal.h"
#include "kiosk/watchdog.h"

namespace kiosk {
namespace {

constexpr auto try_every = std::chrono::seconds(2);

using Opening = base::Result<std::unique_ptr<journal::Journal>>;

bool is_full(const Opening& opening) {
    return !opening && opening.error().code == base::ErrorCode::full;
}

desk::SnapshotPtr no_room(const std::string& lang, const base::Error& error, base::WallTime now) {
    auto snapshot = std::make_shared<desk::Snapshot>();
    const auto since = base::monotonic_now();
    snapshot->version = 1;
    snapshot->community.lang = lang;
    snapshot->scene = desk::CannotRecord{desk::CannotRecordReason::full};
    snapshot->shown_at = since;
    snapshot->now = now;
    snapshot->now_monotonic = since;
    snapshot->zone = attendance::Zone(base::local_offset);
    snapshot->status.store = {desk::Health::trouble, error.message, since};
    return snapshot;
}

void tell(const journal::OpenReport& report) {
    if (report.ballast_was_needed) base::log::error("the disk is full: make room, else stamps cannot be recorded soon");
    switch (report.condition) {
        case journal::Condition::healthy:
            return;
        case journal::Condition::created:
            return base::log::info("a new journal was begun");
        case journal::Condition::salvaged:
            return base::log::error("the journal was damaged: {} saved, the old file is kept as {}",
                                    base::counted(report.entries_salvaged, "entry was", "entries were"),
                                    report.set_aside);
    }
}

}  // namespace

Opening open_journal(const journal::OpenOptions& options, const base::Clock& clock, const ScreenOptions& screen_options,
                     std::optional<std::chrono::milliseconds> exit_after, Trace& trace) {
    Opening opening = journal::Journal::open(options, clock);
    if (opening) tell((*opening)->open_report());
    if (!is_full(opening)) return opening;
    base::log::error("{}", opening.error().message);
    trace.store(false);
    TRY(screen, Screen::open(screen_options, trace));
    const EndsBySignal ends(*screen, exit_after);
    ScreenPorts ports;
    ports.newest = [shown = no_room(screen_options.lang, opening.error(), clock.read().wall)] { return shown; };
    ports.answer = [](const desk::Answer&) {};
    ports.key = [](const ui::KeyPress&) {};
    {
        // The thread has the journal until it is joined; then this one has it.
        std::atomic<std::uint64_t> tries = 0;
        std::mutex mutex;
        std::condition_variable_any stopped;
        const std::jthread trying([&](const std::stop_token& stop) {
            std::unique_lock lock(mutex);
            while (!stopped.wait_for(lock, stop, try_every, [] { return false; }) && !stop.stop_requested()) {
                opening = journal::Journal::open(options, clock);
                ++tries;
                if (!is_full(opening)) return screen->quit();
            }
        });
        const Watchdog watchdog(
            {[&] { return screen->draws(); }, [&] { return tries.load(); }, [&] { screen->wake(); }});
        TRY_VOID(screen->run(ports));
    }
    if (is_full(opening)) return std::unique_ptr<journal::Journal>();
    if (!opening) return opening;
    tell((*opening)->open_report());
    trace.store(true);
    return opening;
}

}  // namespace kiosk
