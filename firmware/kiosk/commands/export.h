// The attendance list for those who are not a command line.
#pragma once

#include <functional>
#include <vector>

#include "attendance/person.h"
#include "attendance/stamp_card.h"
#include "kiosk/commands/commands.h"

namespace kiosk {

// Called before each row with how many were written; an error ends the export and leaves no file behind.
using ExportProgress = std::function<base::Result<void>(std::int64_t rows)>;

// Writes the list and returns its rows. The file is whole and on the disk, or it is not there.
base::Result<std::int64_t> write_attendance(const Folder& data, const Export& command, const ExportProgress& progress);

// How many rows there will be.
base::Result<std::int64_t> count_attendance(const Folder& data, const std::optional<attendance::EventId>& event);

// Somebody who was stamped at this kiosk, and their visits up to then, the present one last.
struct EveningGuest {
    attendance::Person person;
    std::vector<attendance::Visit> visits;
};
// An event and when those came who did, in order. not_found when there is no such event.
struct Evening {
    attendance::Event event;
    std::vector<attendance::WallTime> came;
    std::vector<EveningGuest> guests;  // of known people
};
base::Result<Evening> evening_of(const Folder& data, const attendance::EventId& event);

}  // namespace kiosk
