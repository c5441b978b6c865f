// Pictures that are written to files look as they do on the screen.
#include "ui/cairo_canvas.h"

#include <cstdlib>
#include <filesystem>
#include <set>

#include "packs.h"
#include "screens/evening_picture.h"
#include "screens/gallery.h"
#include "screens/screens.h"
#include "testing/catch.h"
#include "testing/temp_folder.h"
#include "ui/cairo_ptr.h"
#include "ui/imgui_canvas.h"
#include "ui/window.h"

using namespace ui;

namespace {

using Pixels = std::vector<std::uint8_t>;

Pixels on_screen(const screens::GalleryPicture& picture, const Pack& pack, int width, int height) {
    const auto window = Window::open({.mode = VideoMode::offscreen, .width_px = width, .height_px = height}).value();
    Text text;
    ImGuiCanvas canvas(text, pack.theme, window->layout(), window->glsl_version());
    window->clear();
    canvas.begin_frame(window->layout(), {});
    screens::draw_screen(canvas, picture.snapshot, picture.at, Messages::load("ja", pack.words));
    canvas.end_frame();
    return window->read_pixels();
}

Pixels in_memory(const screens::GalleryPicture& picture, const Pack& pack, int width, int height) {
    Text text;
    CairoCanvas canvas(text, pack.theme, Layout(width, height));
    screens::draw_screen(canvas, picture.snapshot, picture.at, Messages::load("ja", pack.words));
    Picture drawn = canvas.picture();
    if (const char* artifacts = std::getenv("PETTAN_ARTIFACTS")) {
        std::filesystem::create_directories(artifacts);
        REQUIRE(write_png(std::filesystem::path(artifacts) /
                              ("memory-" + pack.name + "-" + picture.screen + "-" + picture.variant + ".png"),
                          width, height, drawn.rgba)
                    .has_value());
    }
    return std::move(drawn.rgba);
}

// The share of pixels that are clearly another colour: edges may be smoothed otherwise.
double share_that_differs(const Pixels& a, const Pixels& b) {
    REQUIRE(a.size() == b.size());
    std::size_t different = 0;
    for (std::size_t i = 0; i < a.size(); i += 4)
        for (std::size_t channel = 0; channel < 3; ++channel)
            if (std::abs(a[i + channel] - b[i + channel]) > 48) {
                ++different;
                break;
            }
    return static_cast<double>(different) * 4 / static_cast<double>(a.size());
}

}  // namespace

TEST_CASE("a picture that is drawn in memory is the one on the screen") {
    const std::set<std::string> some{"welcome-again",   "welcome-mirrored", "full_card-ten", "repeat-ordinary",
                                     "new_card-offer",  "own_page-code",    "idle-evening",  "sheet-evening",
                                     "first_time-thai", "press-270",        "press-420"};
    for (const Pack& pack : shipped_packs())
        for (const auto& picture : screens::gallery_pictures("ja", pack)) {
            const std::string name = picture.screen + "-" + picture.variant;
            if (!some.contains(name)) continue;
            INFO(pack.name << " " << name);
            CHECK(share_that_differs(on_screen(picture, pack, 1280, 800), in_memory(picture, pack, 1280, 800)) < 0.004);
        }
}

TEST_CASE("the sheet of an evening is a picture of 2400 x 1500 with as many stamps as people came") {
    const testing::TempFolder folder;
    const auto file = folder.path() / "sheet.png";
    screens::EveningPicture evening;
    evening.event.title = "第12回 地域テック交流会";
    evening.event.starts = attendance::WallTime(std::chrono::hours(495'000));
    evening.event.ends = evening.event.starts + std::chrono::hours(3);
    const auto red_share = [&](int came) {
        evening.came.assign(static_cast<std::size_t>(came), evening.event.starts);
        REQUIRE(screens::write_evening_picture(file, evening, washi_pack(), Messages::load("ja")).has_value());
        const CairoSurface surface(cairo_image_surface_create_from_png(file.c_str()));
        REQUIRE(cairo_image_surface_get_width(surface.get()) == 2400);
        REQUIRE(cairo_image_surface_get_height(surface.get()) == 1500);
        std::int64_t red = 0;
        for (int y = 0; y < 1500; ++y) {
            const auto* row =
                cairo_image_surface_get_data(surface.get()) + y * cairo_image_surface_get_stride(surface.get());
            for (int x = 0; x < 2400; ++x)
                red += row[x * 4 + 2] > row[x * 4 + 1] + 90 ? 1 : 0;
        }
        return red;
    };
    const auto one = red_share(1);
    const auto eight = red_share(8);
    CHECK(one > 2000);
    CHECK(eight > 6 * one);
}
