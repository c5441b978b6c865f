// A dozen pictures, small, against those that somebody has looked at. PETTAN_GOLDEN=write makes them anew;
// PETTAN_ARTIFACTS=DIR receives what differs.
#include <cairo.h>

#include <cstdlib>
#include <filesystem>

#include "packs.h"
#include "screens/gallery.h"
#include "screens/screens.h"
#include "testing/catch.h"
#include "ui/imgui_canvas.h"
#include "ui/window.h"

using namespace ui;
namespace fs = std::filesystem;

namespace {

constexpr int shrink = 3;                  // pixels of the screen to one of the golden picture
constexpr int channel_tolerance = 40;      // of 255: other rounding, other Mesa
constexpr double share_tolerance = 0.004;  // of all pixels may differ by more

struct Image {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba{};
};

Image shrunk(const std::vector<std::uint8_t>& pixels, int width, int height) {
    Image image{width / shrink, height / shrink, {}};
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            for (int channel = 0; channel < 4; ++channel) {
                int sum = 0;
                for (int dy = 0; dy < shrink; ++dy)
                    for (int dx = 0; dx < shrink; ++dx)
                        sum += pixels[static_cast<std::size_t>(((y * shrink + dy) * width + x * shrink + dx) * 4 +
                                                               channel)];
                image.rgba.push_back(static_cast<std::uint8_t>(sum / (shrink * shrink)));
            }
    return image;
}

Image read_png(const fs::path& path) {
    cairo_surface_t* surface = cairo_image_surface_create_from_png(path.c_str());
    Image image;
    if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {
        image.width = cairo_image_surface_get_width(surface);
        image.height = cairo_image_surface_get_height(surface);
        const auto* data = cairo_image_surface_get_data(surface);
        const int stride = cairo_image_surface_get_stride(surface);
        for (int y = 0; y < image.height; ++y)
            for (int x = 0; x < image.width; ++x) {
                const auto* pixel = data + y * stride + x * 4;  // BGRA in memory on little-endian machines
                image.rgba.insert(image.rgba.end(), {pixel[2], pixel[1], pixel[0], 255});
            }
    }
    cairo_surface_destroy(surface);
    return image;
}

double share_that_differs(const Image& a, const Image& b) {
    if (a.width != b.width || a.height != b.height) return 1;
    std::size_t different = 0;
    for (std::size_t i = 0; i < a.rgba.size(); i += 4)
        for (std::size_t channel = 0; channel < 3; ++channel)
            if (std::abs(a.rgba[i + channel] - b.rgba[i + channel]) > channel_tolerance) {
                ++different;
                break;
            }
    return static_cast<double>(different) * 4 / static_cast<double>(a.rgba.size());
}

struct Wanted {
    std::string screen;
    std::string variant;
    int width;
    int height;
    std::string pack = "washi";
};

const std::vector<Wanted>& wanted() {
    static const std::vector<Wanted> list{
        {"idle", "evening", 1280, 800},
        {"idle", "over", 1280, 800},
        {"welcome", "again", 1280, 800},
        {"press", "270", 1280, 800},
        {"press", "420", 1280, 800},
        {"first_time", "thai", 1280, 800},
        {"full_card", "ten", 1280, 800},
        {"repeat", "ordinary", 1280, 800},
        {"new_card", "offer", 1280, 800},
        {"number_changes", "qr", 1280, 800},
        {"welcome", "again", 800, 480},
        {"idle", "evening", 720, 1280},
        {"pin", "two", 1280, 800},
        {"monitor", "evening", 1280, 800},
        {"monitor", "store-trouble", 1280, 800},
        {"monitor", "evening", 800, 480},
        {"people", "chosen", 1280, 800},
        {"people", "chosen", 720, 1280},
        {"person", "armed", 1280, 800},
        {"event", "draft", 1280, 800},
        {"event", "exported", 1280, 800},
        {"event", "calendar", 800, 480},
        {"people", "whose", 800, 480},
        {"welcome", "again", 1280, 800, "space"},
        {"idle", "evening", 1280, 800, "space"},
        {"full_card", "ten", 1280, 800, "space"},
        {"welcome", "again", 800, 480, "space"},
        {"welcome", "again", 720, 1280, "space"},
    };
    return list;
}

const Pack& pack_of(const Wanted& want) {
    return want.pack == "washi" ? shipped_packs().front() : shipped_packs().back();
}

screens::GalleryPicture picture_of(const Wanted& want) {
    for (auto& picture : screens::gallery_pictures("ja", pack_of(want)))
        if (picture.screen == want.screen && picture.variant == want.variant) return picture;
    FAIL("no picture " << want.screen << " " << want.variant);
    return {};
}

Image draw(const Wanted& want) {
    const auto window =
        Window::open({.mode = VideoMode::offscreen, .width_px = want.width, .height_px = want.height}).value();
    Text text;
    ImGuiCanvas canvas(text, pack_of(want).theme, window->layout(), window->glsl_version());
    const auto picture = picture_of(want);
    window->clear();
    canvas.begin_frame(window->layout(), {});
    screens::draw_screen(canvas, picture.snapshot, picture.at, Messages::load("ja", pack_of(want).words));
    canvas.end_frame();
    return shrunk(window->read_pixels(), want.width, want.height);
}

}  // namespace

TEST_CASE("the screens look as they did when somebody last looked") {
    const fs::path folder = PETTAN_GOLDEN_FOLDER;
    const char* mode = std::getenv("PETTAN_GOLDEN");
    const char* artifacts = std::getenv("PETTAN_ARTIFACTS");
    for (const auto& want : wanted()) {
        const std::string name = (want.pack == "washi" ? "" : want.pack + "-") + want.screen + "-" + want.variant +
                                 "-" + std::to_string(want.width) + "x" + std::to_string(want.height) + ".png";
        const Image image = draw(want);
        if (mode != nullptr && std::string(mode) == "write") {
            fs::create_directories(folder);
            REQUIRE(write_png(folder / name, image.width, image.height, image.rgba).has_value());
            continue;
        }
        const double share = share_that_differs(image, read_png(folder / name));
        if (share > share_tolerance && artifacts != nullptr) {
            fs::create_directories(artifacts);
            REQUIRE(write_png(fs::path(artifacts) / name, image.width, image.height, image.rgba).has_value());
        }
        INFO(name);
        CHECK(share <= share_tolerance);
    }
}
