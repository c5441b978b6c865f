#include "screens/evening_picture.h"

#include "parts/evening_sheet.h"
#include "screens/screens.h"
#include "ui/cairo_canvas.h"
#include "ui/window.h"

namespace screens {

namespace {

base::Result<void> write(const std::filesystem::path& path, ui::CairoCanvas& canvas) {
    const ui::Picture picture = canvas.picture();
    return ui::write_png(path, picture.width, picture.height, picture.rgba);
}

}  // namespace

base::Result<void> write_card_picture(const std::filesystem::path& path, const CardPicture& full, const ui::Pack& pack,
                                      const ui::Messages& words) {
    constexpr auto long_ago = std::chrono::minutes(1);  // since the last stamp fell
    desk::Snapshot snapshot;
    desk::Welcome welcome;
    welcome.guest.shown_name = full.shown_name;
    welcome.card = full.card;
    welcome.greeting = attendance::Greeting::full_card;
    snapshot.scene = std::move(welcome);
    snapshot.zone = full.zone;
    ui::Text text;
    ui::CairoCanvas canvas(text, pack.theme, ui::Layout(1080, 1920));
    draw_screen(canvas, snapshot, long_ago, words);
    return write(path, canvas);
}

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
    return write(path, canvas);
}

}  // namespace screens
