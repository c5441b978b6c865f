#include "ui/window.h"

#include <fmt/core.h>

#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/log.h"
#include "ui/cairo_ptr.h"
#include "ui/gl.h"

namespace ui {
namespace {

constexpr int default_width_px = 1280;
constexpr int default_height_px = 800;
constexpr GLenum gl_context_lost = 0x0507;  // KHR_robustness, core in GLES 3.2

struct Dialect {
    int profile;
    int major;
    int minor;
    const char* glsl;
};
constexpr Dialect dialects[] = {
    {SDL_GL_CONTEXT_PROFILE_ES, 3, 0, "#version 300 es"},
    {SDL_GL_CONTEXT_PROFILE_CORE, 3, 2, "#version 150"},
    {0, 3, 0, "#version 130"},
};

struct WindowDeleter {
    void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
};

// SDL's video part for as long as this lives.
class Video {
public:
    ~Video() { stop(); }
    Video() = default;
    Video(const Video&) = delete;
    Video& operator=(const Video&) = delete;

    // `driver`: empty for SDL's choice.
    base::Result<void> start(const std::string& driver) {
        SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
        SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
        SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
        SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
        if (!driver.empty()) SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, driver.c_str(), SDL_HINT_OVERRIDE);
        m_on = SDL_InitSubSystem(SDL_INIT_VIDEO) == 0;
        if (m_on) return {};
        return base::fail(base::ErrorCode::unreachable, fmt::format("no display: {}", SDL_GetError()));
    }
    void stop() {
        if (m_on) SDL_QuitSubSystem(SDL_INIT_VIDEO);
        m_on = false;
    }

private:
    bool m_on = false;
};

bool has_driver(std::string_view name) {
    for (int i = 0; i < SDL_GetNumVideoDrivers(); ++i)
        if (name == SDL_GetVideoDriver(i)) return true;
    return false;
}

}  // namespace

std::optional<VideoMode> video_mode_from(std::string_view word) {
    if (word == "auto") return VideoMode::automatic;
    if (word == "fullscreen") return VideoMode::fullscreen;
    if (word == "window") return VideoMode::window;
    if (word == "offscreen") return VideoMode::offscreen;
    return std::nullopt;
}

struct Window::Impl {
    Video video;
    WindowOptions options;
    VideoMode mode = VideoMode::window;
    std::unique_ptr<SDL_Window, WindowDeleter> window;
    SDL_GLContext context = nullptr;
    const char* glsl = "";
    std::string driver;
    std::string renderer;
    bool vsync = false;

    decltype(&glViewport) viewport = nullptr;
    decltype(&glClearColor) clear_colour = nullptr;
    decltype(&glClear) clear = nullptr;
    decltype(&glReadPixels) read_pixels = nullptr;
    decltype(&glPixelStorei) pixel_store = nullptr;
    decltype(&glFinish) finish = nullptr;
    // All three or none.
    PFNGLFENCESYNCPROC fence_sync = nullptr;
    PFNGLCLIENTWAITSYNCPROC wait_sync = nullptr;
    PFNGLDELETESYNCPROC delete_sync = nullptr;
    // When they were drawn; where no display paces the frames.
    GLsync last_frame = nullptr;
    GLsync frame_before_last = nullptr;
    decltype(&glGetError) get_error = nullptr;

    ~Impl() {
        if (context != nullptr) SDL_GL_DeleteContext(context);
    }

    base::Result<void> open_in(VideoMode wanted);
    void wait_for_frame_before_last();
    void mark_frame();
    base::Result<void> settle_driver();
    base::Result<void> create_with(const Dialect& dialect);
    void load();
};

base::Result<void> Window::Impl::open_in(VideoMode wanted) {
    mode = wanted;
    if (mode == VideoMode::offscreen && !has_driver("offscreen"))
        return base::fail(base::ErrorCode::unreachable,
                          "this SDL was built without its offscreen driver: use --video window under Xvfb instead");
    TRY_VOID(video.start(mode == VideoMode::offscreen ? "offscreen" : ""));
    TRY_VOID(settle_driver());
    std::string reasons;
    for (const Dialect& dialect : dialects) {
        const base::Result<void> created = create_with(dialect);
        if (created) {
            load();
            return {};
        }
        reasons += fmt::format("; {}: {}", dialect.glsl, created.error().message);
    }
    window.reset();
    const char* current = SDL_GetCurrentVideoDriver();
    const std::string name = current != nullptr ? current : "no driver";
    video.stop();
    return base::fail(base::ErrorCode::unreachable, fmt::format("no OpenGL (ES) 3 on {}{}", name, reasons));
}

// SDL takes its offscreen driver by itself when it finds no display. That is no screen unless somebody asked for it.
base::Result<void> Window::Impl::settle_driver() {
    if (mode == VideoMode::offscreen || std::string_view(SDL_GetCurrentVideoDriver()) != "offscreen") return {};
    if (mode != VideoMode::automatic && std::getenv("SDL_VIDEODRIVER") == nullptr) {
        video.stop();
        return base::fail(base::ErrorCode::unreachable,
                          "no display found: connect one, start a session (cage), or use --video offscreen");
    }
    base::log::warning("no display: drawing off screen");
    mode = VideoMode::offscreen;
    return {};
}

base::Result<void> Window::Impl::create_with(const Dialect& dialect) {
    SDL_GL_ResetAttributes();
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, dialect.profile);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, dialect.major);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, dialect.minor);
    SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
    const bool full = mode == VideoMode::fullscreen || mode == VideoMode::automatic;
    int width = options.width_px > 0 ? options.width_px : default_width_px;
    int height = options.height_px > 0 ? options.height_px : default_height_px;
    Uint32 flags = SDL_WINDOW_OPENGL | SDL_WINDOW_ALLOW_HIGHDPI;
    if (full) {
        SDL_DisplayMode desktop{};
        if (SDL_GetDesktopDisplayMode(0, &desktop) == 0 && options.width_px == 0) {
            width = desktop.w;
            height = desktop.h;
        }
        flags |= options.width_px > 0 ? SDL_WINDOW_FULLSCREEN : SDL_WINDOW_FULLSCREEN_DESKTOP;
    } else if (mode == VideoMode::window) {
        flags |= SDL_WINDOW_RESIZABLE;
    }
    window.reset(
        SDL_CreateWindow(options.title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width, height, flags));
    if (!window) return base::fail(base::ErrorCode::unreachable, SDL_GetError());
    context = SDL_GL_CreateContext(window.get());
    if (context == nullptr) return base::fail(base::ErrorCode::unreachable, SDL_GetError());
    glsl = dialect.glsl;
    return {};
}

void Window::Impl::load() {
    viewport = gl_function<decltype(&glViewport)>("glViewport");
    clear_colour = gl_function<decltype(&glClearColor)>("glClearColor");
    clear = gl_function<decltype(&glClear)>("glClear");
    read_pixels = gl_function<decltype(&glReadPixels)>("glReadPixels");
    pixel_store = gl_function<decltype(&glPixelStorei)>("glPixelStorei");
    finish = gl_function<decltype(&glFinish)>("glFinish");
    fence_sync = gl_function<PFNGLFENCESYNCPROC>("glFenceSync");
    wait_sync = gl_function<PFNGLCLIENTWAITSYNCPROC>("glClientWaitSync");
    delete_sync = gl_function<PFNGLDELETESYNCPROC>("glDeleteSync");
    get_error = gl_function<decltype(&glGetError)>("glGetError");
    const auto get_string = gl_function<decltype(&glGetString)>("glGetString");
    const auto word = [&](GLenum name) {
        const auto* text = reinterpret_cast<const char*>(get_string(name));
        return std::string(text != nullptr ? text : "?");
    };
    driver = SDL_GetCurrentVideoDriver();
    renderer = fmt::format("{}, {}", word(GL_VERSION), word(GL_RENDERER));
    // Asked for and then read back: on KMSDRM a wrong answer means torn and unpaced frames.
    SDL_GL_SetSwapInterval(1);
    vsync = mode != VideoMode::offscreen && SDL_GL_GetSwapInterval() == 1;
    SDL_ShowCursor(mode == VideoMode::window ? SDL_ENABLE : SDL_DISABLE);
    SDL_DisableScreenSaver();
    SDL_StartTextInput();
}

Window::Window(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Window::~Window() = default;

base::Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
    auto impl = std::make_unique<Impl>();
    impl->options = options;
    base::Result<void> opened = impl->open_in(options.mode);
    if (!opened && options.mode == VideoMode::automatic) {  // a display, but none with OpenGL (ES) 3
        base::log::warning("{}: drawing off screen", opened.error().message);
        opened = impl->open_in(VideoMode::offscreen);
    }
    if (!opened) return base::fail(std::move(opened).error());
    if (!impl->vsync && impl->mode != VideoMode::offscreen)
        base::log::warning("the display's refresh cannot be waited for (no vsync on {})", impl->driver);
    base::log::info("screen: {} ({}), vsync {}", impl->driver, impl->renderer, impl->vsync ? "on" : "off");
    return std::unique_ptr<Window>(new Window(std::move(impl)));
}

Layout Window::layout() const {
    int width = 0;
    int height = 0;
    SDL_GL_GetDrawableSize(m_impl->window.get(), &width, &height);
    const WindowFit& fit = m_impl->options.fit;
    const Layout layout = Layout(width, height, fit.diagonal_inch).read_from(fit.reading_m);
    return fit.low_reach ? layout.low_reach() : layout;
}

void Window::set_fit(const WindowFit& fit) {
    m_impl->options.fit = fit;
}

const char* Window::glsl_version() const {
    return m_impl->glsl;
}
const std::string& Window::driver() const {
    return m_impl->driver;
}
const std::string& Window::renderer() const {
    return m_impl->renderer;
}
bool Window::vsync() const {
    return m_impl->vsync;
}
bool Window::is_offscreen() const {
    return m_impl->mode == VideoMode::offscreen;
}

void Window::clear() {
    m_impl->wait_for_frame_before_last();
    const Layout size = layout();
    m_impl->viewport(0, 0, size.width_px(), size.height_px());
    m_impl->clear_colour(0, 0, 0, 1);
    m_impl->clear(GL_COLOR_BUFFER_BIT);
}

// Nothing else waits where no display paces the frames: a GL that draws by itself would fall behind without limit and
// keep all that its frames use (2 GB in some hundred taps). Called when a frame begins, not when one is presented: by
// then the frame before the last is drawn as a rule, and nothing is waited for.
void Window::Impl::wait_for_frame_before_last() {
    if (vsync || fence_sync == nullptr || wait_sync == nullptr || delete_sync == nullptr) return;
    constexpr GLuint64 longest_ns = 1'000'000'000;
    if (frame_before_last != nullptr) {
        wait_sync(frame_before_last, GL_SYNC_FLUSH_COMMANDS_BIT, longest_ns);
        delete_sync(frame_before_last);
    }
    frame_before_last = std::exchange(last_frame, nullptr);
}

void Window::Impl::mark_frame() {
    if (vsync) return;
    if (fence_sync == nullptr || wait_sync == nullptr || delete_sync == nullptr) return finish();
    last_frame = fence_sync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
}

base::Result<void> Window::present() {
    SDL_GL_SwapWindow(m_impl->window.get());
    m_impl->mark_frame();
    if (m_impl->get_error() == gl_context_lost)
        return base::fail(base::ErrorCode::failed, "the graphics context was lost: the screen has to be started again");
    return {};
}

void Window::finish() {
    m_impl->finish();
}

Point Window::to_pixels(Point window_units) const {
    int width = 0;
    int height = 0;
    SDL_GetWindowSize(m_impl->window.get(), &width, &height);
    const Layout size = layout();
    return {window_units.x * static_cast<float>(size.width_px()) / static_cast<float>(std::max(width, 1)),
            window_units.y * static_cast<float>(size.height_px()) / static_cast<float>(std::max(height, 1))};
}

void Window::display_changed() {
    if (m_impl->mode == VideoMode::window || m_impl->mode == VideoMode::offscreen) return;
    SDL_ShowCursor(SDL_DISABLE);
    if (m_impl->options.width_px == 0) SDL_SetWindowFullscreen(m_impl->window.get(), SDL_WINDOW_FULLSCREEN_DESKTOP);
}

std::vector<std::uint8_t> Window::read_pixels() const {
    const Layout size = layout();
    const auto width = static_cast<std::size_t>(size.width_px());
    const auto height = static_cast<std::size_t>(size.height_px());
    std::vector<std::uint8_t> upside_down(width * height * 4);
    m_impl->pixel_store(GL_PACK_ALIGNMENT, 4);
    m_impl->read_pixels(0, 0, size.width_px(), size.height_px(), GL_RGBA, GL_UNSIGNED_BYTE, upside_down.data());
    std::vector<std::uint8_t> pixels(upside_down.size());
    for (std::size_t y = 0; y < height; ++y)
        std::memcpy(pixels.data() + y * width * 4, upside_down.data() + (height - 1 - y) * width * 4, width * 4);
    for (std::size_t i = 3; i < pixels.size(); i += 4)
        pixels[i] = 255;
    return pixels;
}

base::Result<void> Window::screenshot(const std::filesystem::path& path) const {
    const Layout size = layout();
    return write_png(path, size.width_px(), size.height_px(), read_pixels());
}

base::Result<void> write_png(const std::filesystem::path& path, int width, int height,
                             std::span<const std::uint8_t> rgba) {
    const CairoSurface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
    for (int y = 0; y < height; ++y) {
        std::uint8_t* row =
            cairo_image_surface_get_data(surface.get()) + y * cairo_image_surface_get_stride(surface.get());
        for (int x = 0; x < width; ++x) {
            const std::uint8_t* p =
                rgba.data() +
                (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) * 4;
            const std::uint32_t word = 0xff000000u | std::uint32_t{p[0]} << 16 | std::uint32_t{p[1]} << 8 | p[2];
            std::memcpy(row + x * 4, &word, 4);
        }
    }
    cairo_surface_mark_dirty(surface.get());
    const cairo_status_t status = cairo_surface_write_to_png(surface.get(), path.c_str());
    if (status == CAIRO_STATUS_SUCCESS) return {};
    return base::fail(base::ErrorCode::failed,
                      fmt::format("cannot write {}: {}", path.string(), cairo_status_to_string(status)));
}

}  // namespace ui
