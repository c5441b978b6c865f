#include <fmt/format.h>

#include "base/clock.h"
#include "journal/backup.h"
#include "kiosk/commands/commands.h"
#include "kiosk/output.h"

namespace kiosk {

base::Result<void> restore(const Folder& data, const Restore& command) {
    TRY(set_aside, journal::restore(command.file, data, base::system_clock()->read().wall));
    const std::string before = set_aside.empty() ? "" : fmt::format("; what was there before is in {}", set_aside);
    return print(fmt::format("restored into {}{}\n", data.string(), before));
}

}  // namespace kiosk
