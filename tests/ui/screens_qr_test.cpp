// Every QR code of the gallery, drawn as it is on the screen, is read by zbar, and is large enough for a phone.
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <memory>

#include "packs.h"
#include "screens/gallery.h"
#include "screens/screens.h"
#include "testing/catch.h"
#include "testing/temp_folder.h"
#include "ui/imgui_canvas.h"
#include "ui/qr.h"
#include "ui/recorded_canvas.h"
#include "ui/window.h"

using namespace ui;

namespace {

struct Size {
    int width;
    int height;
    float inch;
};
constexpr std::array sizes{Size{1920, 1080, 15.6f}, Size{1280, 800, 15.6f}, Size{1280, 800, 10.1f},
                           Size{800, 480, 7.0f},    Size{720, 1280, 15.6f}, Size{720, 1280, 10.1f}};

std::string read_by_zbar(const std::filesystem::path& picture) {
    const std::string command = fmt::format("zbarimg --quiet --raw -Sdisable -Sqrcode.enable '{}'", picture.string());
    const std::unique_ptr<FILE, decltype(&pclose)> pipe(popen(command.c_str(), "r"), &pclose);
    std::string text;
    std::array<char, 512> part{};
    while (pipe && std::fgets(part.data(), part.size(), pipe.get()) != nullptr)
        text += part.data();
    while (text.ends_with('\n'))
        text.pop_back();
    return text;
}

const screens::GalleryPicture* picture_of(const std::vector<screens::GalleryPicture>& pictures, std::string_view screen,
                                          std::string_view variant) {
    for (const auto& picture : pictures)
        if (picture.screen == screen && picture.variant == variant) return &picture;
    return nullptr;
}

}  // namespace

TEST_CASE(
    "every QR code is 35 mm at least by the screen's diagonal, with its quiet zone, and no name is offered beside") {
    Text text;
    for (const Pack& pack : shipped_packs())
        for (const Size& size : sizes) {
            const Layout layout(size.width, size.height, size.inch);
            RecordedCanvas canvas(text, pack.theme, layout);
            for (const std::string lang : {"ja", "en", "vi"}) {
                const auto words = Messages::load(lang, pack.words);
                int codes = 0;
                for (const auto& picture : screens::gallery_pictures(lang, pack)) {
                    if (picture.on_request) continue;
                    canvas.reset();
                    screens::draw_screen(canvas, picture.snapshot, picture.at, words);
                    const auto drawn = canvas.of_kind(DrawKind::qr);
                    const auto* card = std::get_if<desk::NewCard>(&picture.snapshot.scene);
                    if (card != nullptr && card->offered_name) CHECK(drawn.empty());
                    for (const DrawOp* op : drawn) {
                        ++codes;
                        const auto modules = static_cast<float>(qr_code(op->text).modules);
                        const float module = op->bounds.w / (modules + 2 * qr_quiet_modules);
                        INFO(pack.name << " " << picture.screen << " " << picture.variant << " " << size.width << "x"
                                       << size.height << " " << size.inch);
                        CHECK(module == std::floor(module));
                        CHECK(modules * module >= layout.mm(35));
                        CHECK(layout.surface().contains(op->bounds));
                        for (const DrawOp* other : canvas.texts())
                            CHECK_FALSE(other->bounds.overlaps(op->bounds));
                        for (const HitRegion& region : canvas.regions())
                            CHECK_FALSE(region.rect.overlaps(op->bounds));
                    }
                }
                CHECK(codes >= 4);
            }
        }
}

TEST_CASE("zbar reads every QR code off the screen at its real size") {
    const testing::TempFolder folder;
    const auto words = Messages::load("ja");
    for (const Size& size : sizes) {
        const auto window = Window::open({.mode = VideoMode::offscreen,
                                          .width_px = size.width,
                                          .height_px = size.height,
                                          .fit = {.diagonal_inch = size.inch}})
                                .value();
        Text text;
        ImGuiCanvas canvas(text, washi_pack().theme, window->layout(), window->glsl_version());
        const auto pictures = screens::gallery_pictures("ja");
        for (const auto& [screen, variant] :
             {std::pair{"new_card", "offer"}, std::pair{"number_changes", "qr"}, std::pair{"own_page", "code"}}) {
            const auto* picture = picture_of(pictures, screen, variant);
            REQUIRE(picture != nullptr);
            window->clear();
            canvas.begin_frame(window->layout(), {});
            screens::draw_screen(canvas, picture->snapshot, picture->at, words);
            canvas.end_frame();
            const auto file = folder.path() / "screen.png";
            REQUIRE(window->screenshot(file));
            const auto& scene = picture->snapshot.scene;
            const std::string wanted =
                std::holds_alternative<desk::NewCard>(scene)         ? std::get<desk::NewCard>(scene).register_url
                : std::holds_alternative<desk::NumberChanges>(scene) ? std::get<desk::NumberChanges>(scene).register_url
                                                                     : std::get<desk::OwnPage>(scene).url;
            INFO(screen << " " << size.width << "x" << size.height << " " << size.inch);
            CHECK(read_by_zbar(file) == wanted);
        }
    }
}
