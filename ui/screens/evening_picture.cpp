#include "screens/evening_picture.h"

#include "parts/evening_sheet.h"
#include "ui/cairo_canvas.h"
#include "ui/window.h"

namespace screens {

base::Result<void> write_evening_picture(const std::filesystem::path& path, const EveningPicture& evening,
                                         const ui::Pack& pack, const ui::Messages& words) {
    desk::Snapshot snapshot;
    snapshot.door = {attendance::DoorState::over, evening.event};
    snapshot.came = std::make_shared<const std::vector<attendance::WallTime>>(evening.came);
    snapshot.arrived = static_cast<std::int64_t>(evening.came.size());
    snapshot.now = evening.event.ends;
    snapshot.zone = evening.zone;
    snapshot.community.name = evening.community;
    ui::Text text;
    ui::CairoCanvas canvas(text, pack.theme, ui::Layout(2400, 1500));
    canvas.background(ui::Background::washi);
    parts::draw_evening_sheet({canvas, snapshot, words, {}});
    const ui::Picture picture = canvas.picture();
    return ui::write_png(path, picture.width, picture.height, picture.rgba);
}

}  // namespace screens
