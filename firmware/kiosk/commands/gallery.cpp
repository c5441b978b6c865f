#include "screens/gallery.h"

#include <fmt/format.h>

#include "base/counted.h"
#include "kiosk/commands/commands.h"
#include "kiosk/output.h"

namespace kiosk {

base::Result<void> gallery(const Gallery& command, const Config& config) {
    screens::GalleryOptions options;
    options.directory = command.folder;
    options.only = command.only;
    options.all = true;
    options.low_reach = config.community.fit.low_reach;
    TRY(pack, ui::load_pack(command.pack.empty() ? config.pack : command.pack));
    options.pack = std::move(pack);
    if (command.size) options.sizes = {{command.size->width_px, command.size->height_px}};
    if (command.lang) options.langs = {*command.lang};
    TRY(pictures, screens::draw_gallery(options));
    if (pictures == 0)
        return base::fail(base::ErrorCode::bad_input, "there is no screen " + command.only +
                                                          "; without --screen all are drawn and their names are seen");
    return print(fmt::format("{} in {}\n", base::counted(pictures, "picture", "pictures"), command.folder.string()));
}

}  // namespace kiosk
