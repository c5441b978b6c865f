#include "journal/backup.h"

#include <fmt/format.h>

#include "kiosk/commands/commands.h"
#include "kiosk/output.h"

namespace kiosk {

base::Result<void> backup(const Folder& data, const Backup& command) {
    TRY_VOID(journal::back_up(data, command.file));
    return print(
        fmt::format("backup written to {}; it holds names and keys, so keep it secret\n", command.file.string()));
}

}  // namespace kiosk
