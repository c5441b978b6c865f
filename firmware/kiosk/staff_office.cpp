#include "kiosk/staff_office.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "base/log.h"
#include "base/time_text.h"
#include "base/unique_fd.h"
#include "kiosk/commands/export.h"
#include "kiosk/machine_manager.h"
#include "kiosk/pin.h"

namespace kiosk {
namespace {

namespace fs = std::filesystem;
using desk::ExportState;

// A name that every file system takes and that sorts by time: attendance-20260721-190211, by the clock on the wall.
std::string file_stem(base::WallTime now) {
    std::string local = base::format_rfc3339(now, base::local_offset(now)).substr(0, 19);  // without the offset
    std::erase_if(local, [](char c) { return c == '-' || c == ':'; });
    std::ranges::replace(local, 'T', '-');
    return "attendance-" + local;
}

base::Result<void> flush_file_system(const fs::path& folder) {
    const base::UniqueFd directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.valid() && ::syncfs(directory.get()) == 0) return {};
    return base::fail(base::ErrorCode::failed, folder.string() + " did not take everything; use another stick");
}

base::Result<void> draw_sheet(const fs::path& data, const attendance::EventId& event, const fs::path& file,
                              const DrawEvening& draw) {
    TRY(evening, evening_of(data, event));
    if (evening.came.empty()) return {};
    return draw(file, evening);
}

}  // namespace

base::Result<std::int64_t> export_to_folder(const fs::path& data, const fs::path& folder,
                                            const std::optional<attendance::EventId>& event, const std::string& lang,
                                            base::WallTime now, const std::function<base::Result<void>(int)>& progress,
                                            const DrawEvening& draw_evening) {
    std::error_code error;
    fs::create_directories(folder, error);
    TRY(total, count_attendance(data, event));
    const std::string stem = file_stem(now);
    std::int64_t rows = 0;
    int begin_percent = 0, reported = -1;
    for (const auto& [format, ending] :
         {std::pair{ExportFormat::csv, ".csv"}, std::pair{ExportFormat::xlsx, ".xlsx"}}) {
        const auto watch = [&](std::int64_t row) -> base::Result<void> {
            const int percent = begin_percent + static_cast<int>(row * 48 / std::max<std::int64_t>(total, 1));
            if (percent == reported) return {};
            reported = percent;
            return progress(percent);
        };
        TRY(written, write_attendance(data, Export{event, format, folder / (stem + ending), lang}, watch));
        rows = written;
        begin_percent = 48;
    }
    TRY_VOID(progress(96));
    if (event) TRY_VOID(draw_sheet(data, *event, folder / (stem + ".png"), draw_evening));
    TRY_VOID(flush_file_system(folder));
    return rows;
}

void StaffOffice::stop() {
    m_pin_worker.stop();
    m_machine_worker.stop();
    m_export_worker.stop();
}

void StaffOffice::look_at(const desk::PinWork& work) {
    m_pin_worker.post([this, work](const std::stop_token&) {
        desk::PinInput answer;
        answer.work = work.work;
        if (!work.hash.empty()) {
            answer.fits = pin_fits(work.pin, work.hash);
        } else {
            auto hash = hash_pin(work.pin);
            if (hash)
                answer.hash = *std::move(hash);
            else
                answer.problem = hash.error().message;
        }
        post(std::move(answer));
    });
}

void StaffOffice::look_for_targets() {
    m_export_worker.post([this](const std::stop_token&) { find_targets(); });
}

void StaffOffice::export_to(const desk::ExportOrder& order) {
    const bool taken = m_export_worker.post([this, order](const std::stop_token& stop) { carry_out(order, stop); });
    if (!taken) base::log::error("an export was not begun: too much is to be done already");
}

void StaffOffice::switch_machine(desk::PowerPage::Act act) {
    m_machine_worker.post([this, act](const std::stop_token&) {
        const auto ordered =
            act == desk::PowerPage::Act::restart ? machine_manager::restart() : machine_manager::switch_off();
        if (!ordered) post(desk::PowerInput{ordered.error().message});
    });
}

// The kiosk's own folder is the last resort, and the only one that nobody can take out.
void StaffOffice::find_targets() {
    std::vector<Target> targets;
    for (Drive& drive : removable_drives())
        targets.push_back({std::move(drive.name), std::move(drive.folder), true});
    const fs::path own = m_data / "export";
    targets.push_back({own.string(), own, false});
    desk::TargetsInput input;
    for (const Target& target : targets)
        input.targets.push_back({target.name, target.can_be_taken_out});
    m_targets = std::move(targets);
    post(std::move(input));
}

void StaffOffice::carry_out(const desk::ExportOrder& order, const std::stop_token& stop) {
    ExportState state;
    state.step = ExportState::Step::running;
    const auto tell = [&](int percent) -> base::Result<void> {
        if (stop.stop_requested()) return base::fail(base::ErrorCode::failed, "the kiosk stopped");
        state.percent = percent;
        post(desk::ExportInput{state});
        return {};
    };
    if (order.target >= m_targets.size()) {
        state.step = ExportState::Step::failed;
        state.problem = "that place is gone; choose again";
        post(desk::ExportInput{state});
        return;
    }
    const Target target = m_targets[order.target];
    state.target = {target.name, target.can_be_taken_out};
    const auto rows = export_to_folder(m_data, target.folder, order.event, m_lang, base::system_clock()->read().wall,
                                       tell, m_draw_evening);
    if (rows) {
        state.step = ExportState::Step::done;
        state.percent = 100;
        state.rows = *rows;
        state.safe_to_remove = target.can_be_taken_out;
    } else {
        state.step = ExportState::Step::failed;
        state.problem = rows.error().message;
    }
    if (!stop.stop_requested()) post(desk::ExportInput{state});
}

}  // namespace kiosk
