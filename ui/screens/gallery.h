// Every screen with ordinary, hard and empty data, for looking at and for tests: SCREEN-VARIANT-WxH-LANG.png.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "desk/snapshot.h"
#include "ui/pack.h"
#include "words/languages.h"

namespace screens {

struct GalleryPicture {
    std::string screen;   // a file name's first word: "welcome"
    std::string variant;  // its second: "again", "press-310"
    desk::Snapshot snapshot;
    base::MonotonicTime at{};  // the moment of the frame
    bool on_request = false;   // one of many alike: drawn only with GalleryOptions::all
};

// Pure: the same pictures each time. `lang` is the screen's; a pack calls the season its own name and may say its own
// statements.
std::vector<GalleryPicture> gallery_pictures(std::string_view lang, const ui::Pack& pack = ui::washi_pack());

struct GallerySize {
    int width_px = 0;
    int height_px = 0;
    float diagonal_inch = 0;
};

struct GalleryOptions {
    std::filesystem::path directory;  // made if it is missing
    std::vector<GallerySize> sizes{{1920, 1080}, {1280, 800}, {800, 480}, {720, 1280}};
    // Staff's screens are drawn in the languages that have texts for them.
    std::vector<std::string> langs = words::language_codes();
    std::string only;  // how SCREEN-VARIANT begins; empty: all
    bool all = false;
    bool low_reach = false;  // ui::Layout::low_reach
    ui::Pack pack = ui::washi_pack();
};

// Draws them off screen; how many pictures were written. unreachable: no OpenGL even off screen. Main thread.
base::Result<int> draw_gallery(const GalleryOptions& options);

}  // namespace screens
