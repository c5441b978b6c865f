#include "ui/loop.h"

#include <SDL.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstring>
#include <ctime>
#include <deque>

#include "base/log.h"
#include "ui/ahead.h"
#include "ui/imgui_canvas.h"

namespace ui {
namespace {

using namespace std::chrono_literals;
using base::MonotonicTime;

// SDL waits by waking every millisecond on drivers without a file descriptor of their own; here the sleep is on our
// eventfd, and SDL's queue is looked at this often. A finger is answered within it.
constexpr MonotonicTime input_poll = 10ms;
constexpr MonotonicTime frame_time = 16'667us;  // when nothing else paces an animation
constexpr MonotonicTime retention_period = 60s;
// Of this thread's processor, a frame: what was made ahead becomes textures in slices of it.
constexpr MonotonicTime upload_slice = 3ms;
// A season's guests of one evening: a name, a sentence and a few squares each are some 150 kB at 1280 × 800.
constexpr std::size_t shelf_budget_bytes = std::size_t{32} << 20;
// Of a key that is held: as keyboards do.
constexpr MonotonicTime repeats_after = 500ms;
constexpr MonotonicTime repeats_every = 90ms;

class Wake {
public:
    Wake() : m_fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) { PETTAN_ASSERT(m_fd >= 0); }
    ~Wake() { close(m_fd); }
    Wake(const Wake&) = delete;
    Wake& operator=(const Wake&) = delete;

    void ring() const {
        const std::uint64_t one = 1;
        // Full (it never is) would mean that it rings already.
        [[maybe_unused]] const ssize_t written = write(m_fd, &one, sizeof one);
    }
    // True if it rang within the time; it is silent then.
    bool wait(MonotonicTime limit) const {
        pollfd waiting{m_fd, POLLIN, 0};
        const timespec time{limit / 1s, static_cast<long>((limit % 1s).count())};
        if (ppoll(&waiting, 1, &time, nullptr) <= 0) return false;
        std::uint64_t count = 0;
        return read(m_fd, &count, sizeof count) == sizeof count;
    }

private:
    int m_fd;
};

MonotonicTime processor_time() {
    timespec spent{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return std::chrono::seconds(spent.tv_sec) + std::chrono::nanoseconds(spent.tv_nsec);
}

Point retention_offset(MonotonicTime now) {
    constexpr std::array<Point, 8> way{{{0, 0}, {2, 2}, {4, 0}, {2, -2}, {0, -4}, {-2, -2}, {-4, 0}, {-2, 2}}};
    return way[static_cast<std::size_t>(now / retention_period) % way.size()];
}

const HitRegion* region_at(const std::vector<HitRegion>& regions, Point at) {
    for (auto region = regions.rbegin(); region != regions.rend(); ++region)
        if (region->rect.contains(at)) return &*region;
    return nullptr;
}

}  // namespace

struct Loop::Impl {
    Impl(std::unique_ptr<Window> opened, const Theme& theme, RetentionShift shift)
        : window(std::move(opened)),
          shelf(shelf_budget_bytes),
          text(text_memory),
          canvas(text, theme, window->layout(), window->glsl_version(), &shelf),
          shifts(shift == RetentionShift::yes),
          ahead(theme, shelf, text_memory, [this] { wake.ring(); }) {}

    std::unique_ptr<Window> window;
    std::shared_ptr<TextMemory> text_memory = make_text_memory();
    Shelf shelf;
    Text text;
    ImGuiCanvas canvas;
    bool shifts;
    Wake wake;
    std::atomic<bool> quitting{false};
    std::atomic<std::uint64_t> frames{0};
    std::filesystem::path screenshot_path;

    struct Finger {
        SDL_FingerID id = 0;
        std::optional<desk::Answer> answer;
        Press press = Press::tap;
        MonotonicTime since{};
        MonotonicTime counts_at{};  // of a press that counts while it lasts: when it does next
        bool counted = false;
    };
    // The last one down. Not the first: one whose lifting was never reported (a touch screen that was pulled out) would
    // hold up all others.
    std::optional<Finger> finger;

    // What was made ahead and is to become textures: of the first moment of what was prepared last, and of the rest.
    std::deque<std::string> now_due;
    std::deque<std::string> soon_due;
    std::uint64_t prepared = 0;
    Ahead ahead;  // last: its thread uses the rest

    void upload_slice_of_made();
    Layout layout_at(MonotonicTime now) const {
        return shifts ? window->layout().moved(retention_offset(now)) : window->layout();
    }
    base::Result<FrameResult> draw(const LoopCallbacks& callbacks);
    bool take_events(const LoopCallbacks& callbacks);
    bool take(const SDL_Event& event, const LoopCallbacks& callbacks);
    void finger_down(SDL_FingerID id, Point at);
    void finger_moved(SDL_FingerID id, Point at);
    bool count_presses(const LoopCallbacks& callbacks);
    void finger_up(SDL_FingerID id, Point at, const LoopCallbacks& callbacks);
    bool sleep_until(std::optional<MonotonicTime> deadline, const LoopCallbacks& callbacks);
};

void Loop::Impl::upload_slice_of_made() {
    for (Ahead::Ready& ready : ahead.take_ready()) {
        auto& due = ready.is_first ? now_due : soon_due;
        due.insert(due.end(), std::move_iterator(ready.keys.begin()), std::move_iterator(ready.keys.end()));
        if (ready.is_first) prepared = ready.id;
    }
    const MonotonicTime until = processor_time() + upload_slice;
    while (!now_due.empty() || !soon_due.empty()) {
        auto& due = now_due.empty() ? soon_due : now_due;
        if (canvas.upload(due.front()) && processor_time() >= until) return due.pop_front();
        due.pop_front();
    }
}

base::Result<FrameResult> Loop::Impl::draw(const LoopCallbacks& callbacks) {
    const MonotonicTime spent_before = processor_time();
    const MonotonicTime now = base::monotonic_now();
    window->clear();
    upload_slice_of_made();
    std::optional<Pressed> pressed;
    if (finger && finger->answer) pressed = Pressed{*finger->answer, now - finger->since};
    canvas.begin_frame(layout_at(now), std::move(pressed));
    FrameResult result = callbacks.draw(canvas, now);
    canvas.end_frame();
    if (!screenshot_path.empty()) {
        if (const base::Result<void> saved = window->screenshot(screenshot_path); !saved)
            base::log::warning("{}", saved.error().message);
        screenshot_path.clear();
    }
    TRY_VOID(window->present());
    ++frames;
    callbacks.on_presented({base::monotonic_now(), processor_time() - spent_before, result.animating});
    if (!now_due.empty()) result.animating = true;
    if (shifts) result = result.merged({false, (now / retention_period + 1) * retention_period});
    return result;
}

void Loop::Impl::finger_down(SDL_FingerID id, Point at) {
    const HitRegion* region = region_at(canvas.regions(), at);
    finger = Finger{.id = id, .answer = {}, .since = base::monotonic_now()};
    if (region == nullptr) return;
    finger->answer = region->answer;
    finger->press = region->press;
    finger->counts_at = finger->since + (region->press == Press::hold ? hold_lasts : repeats_after);
}

// Who slides off what they held does not hold it any more.
void Loop::Impl::finger_moved(SDL_FingerID id, Point at) {
    if (!finger || finger->id != id || !finger->answer || finger->press == Press::tap) return;
    const HitRegion* region = region_at(canvas.regions(), at);
    if (region == nullptr || region->answer != *finger->answer) finger->answer.reset();
}

// True when one counted just now.
bool Loop::Impl::count_presses(const LoopCallbacks& callbacks) {
    if (!finger || !finger->answer || finger->press == Press::tap) return false;
    const MonotonicTime now = base::monotonic_now();
    if (now < finger->counts_at) return false;
    const desk::Answer answer = *finger->answer;
    finger->counted = true;
    finger->counts_at = now + repeats_every;
    if (finger->press == Press::hold) finger->answer.reset();
    callbacks.on_input(Touched{answer});
    return true;
}

void Loop::Impl::finger_up(SDL_FingerID id, Point at, const LoopCallbacks& callbacks) {
    if (!finger || finger->id != id) return;
    count_presses(callbacks);  // a slow frame may have come between
    const Finger lifted = std::move(*finger);
    finger.reset();
    const HitRegion* region = region_at(canvas.regions(), at);
    if (region == nullptr)
        callbacks.on_input(TouchElsewhere{at});
    else if (lifted.answer == region->answer && !lifted.counted && lifted.press != Press::hold)
        callbacks.on_input(Touched{region->answer});
}

// True when the picture should be drawn again.
bool Loop::Impl::take(const SDL_Event& event, const LoopCallbacks& callbacks) {
    constexpr SDL_FingerID mouse = -1;
    const auto normalised = [&](const SDL_TouchFingerEvent& touch) {
        const Layout size = window->layout();
        return Point{touch.x * static_cast<float>(size.width_px()), touch.y * static_cast<float>(size.height_px())};
    };
    const auto pixels = [&](const SDL_MouseButtonEvent& button) {
        return window->to_pixels({static_cast<float>(button.x), static_cast<float>(button.y)});
    };
    switch (event.type) {
        case SDL_FINGERDOWN:
            return finger_down(event.tfinger.fingerId, normalised(event.tfinger)), true;
        case SDL_FINGERUP:
            return finger_up(event.tfinger.fingerId, normalised(event.tfinger), callbacks), true;
        case SDL_FINGERMOTION:
            return finger_moved(event.tfinger.fingerId, normalised(event.tfinger)), false;
        case SDL_MOUSEMOTION:
            if (event.motion.which == SDL_TOUCH_MOUSEID) return false;
            return finger_moved(mouse, window->to_pixels(
                                           {static_cast<float>(event.motion.x), static_cast<float>(event.motion.y)})),
                   false;
        case SDL_MOUSEBUTTONDOWN:
            if (event.button.which == SDL_TOUCH_MOUSEID || event.button.button != SDL_BUTTON_LEFT) return false;
            return finger_down(mouse, pixels(event.button)), true;
        case SDL_MOUSEBUTTONUP:
            if (event.button.which == SDL_TOUCH_MOUSEID || event.button.button != SDL_BUTTON_LEFT) return false;
            return finger_up(mouse, pixels(event.button), callbacks), true;
        case SDL_KEYDOWN:
            if (event.key.repeat != 0) return false;
            callbacks.on_input(KeyPress{SDL_GetKeyName(event.key.keysym.sym), (event.key.keysym.mod & KMOD_CTRL) != 0,
                                        (event.key.keysym.mod & KMOD_ALT) != 0,
                                        (event.key.keysym.mod & KMOD_SHIFT) != 0});
            return true;
        case SDL_TEXTINPUT:
            return callbacks.on_input(TypedText{event.text.text}), true;
        case SDL_QUIT:
            return callbacks.on_input(CloseRequest{}), true;
        case SDL_DISPLAYEVENT:
            return window->display_changed(), true;
        case SDL_WINDOWEVENT:
            return true;
    }
    return false;
}

bool Loop::Impl::take_events(const LoopCallbacks& callbacks) {
    bool changed = false;
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0)
        changed = take(event, callbacks) || changed;
    return changed;
}

// Until the deadline, a wake-up, or input that changes the picture. False when it is time to stop.
bool Loop::Impl::sleep_until(std::optional<MonotonicTime> deadline, const LoopCallbacks& callbacks) {
    while (!quitting) {
        if (take_events(callbacks)) break;
        if (count_presses(callbacks)) break;
        MonotonicTime limit = input_poll;
        if (deadline) {
            const MonotonicTime left = *deadline - base::monotonic_now();
            if (left <= 0ns) break;
            limit = std::min(limit, left);
        }
        if (wake.wait(limit)) break;
    }
    return !quitting;
}

Loop::Loop(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Loop::~Loop() = default;

base::Result<std::unique_ptr<Loop>> Loop::create(const LoopOptions& options, const Theme& theme) {
    TRY(window, Window::open(options.window));
    auto impl = std::make_unique<Impl>(std::move(window), theme, options.retention_shift);
    impl->text.warm();
    return std::unique_ptr<Loop>(new Loop(std::move(impl)));
}

base::Result<void> Loop::run(const LoopCallbacks& callbacks) {
    MonotonicTime began{};
    while (!m_impl->quitting) {
        began = base::monotonic_now();
        TRY(frame, m_impl->draw(callbacks));
        std::optional<MonotonicTime> until = frame.next_change;
        // With vsync present() has already waited; it may not have (a hidden window), so at half a frame's time we
        // wait.
        if (frame.animating) until = began + (m_impl->window->vsync() ? frame_time / 2 : frame_time);
        if (!m_impl->sleep_until(until, callbacks)) break;
    }
    return {};
}

void Loop::wake() {
    m_impl->wake.ring();
}

void Loop::quit() {
    m_impl->quitting = true;
    m_impl->wake.ring();
}

void Loop::warm(const std::function<void(Canvas&)>& draw) {
    m_impl->window->clear();
    m_impl->canvas.begin_frame(m_impl->window->layout(), {});
    draw(m_impl->canvas);
    m_impl->canvas.end_frame();
}

void Loop::prepare(std::uint64_t id, std::vector<Draw> moments) {
    m_impl->ahead.want(id, m_impl->window->layout(), std::move(moments));
}

bool Loop::is_prepared(std::uint64_t id) const {
    return m_impl->prepared >= id && m_impl->now_due.empty();
}

void Loop::prepare_likely(std::vector<Draw> moments) {
    m_impl->ahead.want_later(m_impl->window->layout(), std::move(moments));
}

void Loop::set_fit(const WindowFit& fit) {
    m_impl->window->set_fit(fit);
    wake();
}

void Loop::screenshot_next(std::filesystem::path path) {
    m_impl->screenshot_path = std::move(path);
}
const Window& Loop::window() const {
    return *m_impl->window;
}
std::uint64_t Loop::frames() const {
    return m_impl->frames;
}

}  // namespace ui
