// The screen: an SDL window with an OpenGL context. GLES 3.0 first (what a Raspberry Pi speaks), desktop GL 3 second.
// Main thread only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ui/layout.h"

namespace ui {

enum class VideoMode {
    automatic,   // full screen on whatever display SDL finds; off screen when there is none
    fullscreen,  // a display or an error
    window,      // for development
    offscreen,   // no display: GL into memory, for pictures and tests
};
std::optional<VideoMode> video_mode_from(std::string_view word);  // "auto", "fullscreen", "window", "offscreen"

// How a screen is looked at: see Layout.
struct WindowFit {
    float diagonal_inch = 0;  // 0: not known
    float reading_m = 0.7f;   // from where the small print is read
    bool low_reach = false;
    bool operator==(const WindowFit&) const = default;
};

struct WindowOptions {
    VideoMode mode = VideoMode::automatic;
    int width_px = 0;  // 0: the display's own size; 1280 × 800 in a window and off screen
    int height_px = 0;
    WindowFit fit{};
    std::string title = "Pettan";
};

class Window {
public:
    // unreachable: there is no display, or none with OpenGL (ES) 3; the message says which, and what would help.
    static base::Result<std::unique_ptr<Window>> open(const WindowOptions& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    // Of the surface that is drawn on, as it is now.
    Layout layout() const;
    void set_fit(const WindowFit& fit);  // from the next frame on
    // "#version 300 es", "#version 150" or "#version 130": what the context speaks.
    const char* glsl_version() const;
    // The SDL driver ("wayland", "KMSDRM", "x11", "offscreen", …) and what GL says of itself.
    const std::string& driver() const;
    const std::string& renderer() const;
    // Whether present() waits for the display's refresh. False also when the driver does not say.
    bool vsync() const;
    bool is_offscreen() const;

    // Readies the surface for a frame: viewport and a clear.
    void clear();
    // Shows the frame. failed when the context is lost (a GPU that was reset): start again.
    // Waits until what was drawn is there (present() alone may not). For measuring.
    void finish();
    base::Result<void> present();
    // A finger's or mouse's place in window units to pixels of the surface.
    Point to_pixels(Point window_units) const;
    // Takes the cursor away and the display's full size back, after a display came or went.
    void display_changed();

    // The frame as drawn, before present(): opaque RGBA, from the top left.
    std::vector<std::uint8_t> read_pixels() const;
    // The same as a PNG file.
    base::Result<void> screenshot(const std::filesystem::path& path) const;

private:
    struct Impl;
    explicit Window(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

// Writes opaque RGBA pixels as a PNG file.
base::Result<void> write_png(const std::filesystem::path& path, int width, int height,
                             std::span<const std::uint8_t> rgba);

}  // namespace ui
