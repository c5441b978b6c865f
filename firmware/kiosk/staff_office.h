// What takes too long for the desk, done for the staff's screens on threads of its own: PINs on "pin", finding sticks
// and exporting on "export", what the machine's manager is asked for on "machine". Results come back to the desk as
// inputs.
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "desk/desk.h"
#include "kiosk/commands/export.h"
#include "kiosk/drives.h"
#include "kiosk/worker.h"

namespace kiosk {

// Draws all stamps of an evening into a PNG file.
using DrawEvening = std::function<base::Result<void>(const std::filesystem::path& file, const Evening& evening)>;

class StaffOffice {
public:
    using Post = std::function<bool(desk::Input)>;

    // `data`: the journal's folder; exports may go to DATA/export too. `lang`: of their sheet for people. `post` is
    // called on these threads, only after an order, until stop() returns; its value does not matter. `draw_evening` is
    // called on the thread "export".
    StaffOffice(std::filesystem::path data, std::string lang, Post post, DrawEvening draw_evening)
        : m_data(std::move(data)),
          m_lang(std::move(lang)),
          m_post(std::move(post)),
          m_draw_evening(std::move(draw_evening)) {}
    void stop();  // orders are dropped from here on

    // Of DeskEvents; on the desk's thread, never waiting.
    void look_at(const desk::PinWork& work);
    void look_for_targets();
    void export_to(const desk::ExportOrder& order);
    void switch_machine(desk::PowerPage::Act act);

private:
    struct Target {
        std::string name;
        std::filesystem::path folder;
        bool can_be_taken_out = false;
    };
    void post(desk::Input input) { m_post(std::move(input)); }
    void find_targets();
    void carry_out(const desk::ExportOrder& order, const std::stop_token& stop);

    const std::filesystem::path m_data;
    const std::string m_lang;
    const Post m_post;
    const DrawEvening m_draw_evening;
    std::vector<Target> m_targets;  // as posted last; on the thread "export"
    Worker m_pin_worker{"pin"};
    Worker m_machine_worker{"machine"};
    Worker m_export_worker{"export"};  // last: their threads use all of the above
};

// Both lists of an event (or of all), as XLSX and as CSV, in a new pair of files in the folder; of an event to which
// somebody came also its sheet of stamps. Everything that the file system holds is on the medium. Returns the rows.
base::Result<std::int64_t> export_to_folder(const std::filesystem::path& data, const std::filesystem::path& folder,
                                            const std::optional<attendance::EventId>& event, const std::string& lang,
                                            base::WallTime now,
                                            const std::function<base::Result<void>(int percent)>& progress,
                                            const DrawEvening& draw_evening);

}  // namespace kiosk
