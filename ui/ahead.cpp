#include "ui/ahead.h"

#include <pthread.h>

#include <condition_variable>
#include <deque>
#include <set>
#include <thread>
#include <utility>

#include "base/check.h"

namespace ui {
namespace {

// Measures, and makes what is not made yet; nothing is seen. Groups and clips change no picture, and what is transparent
// now may be seen in the next frame.
class MakingCanvas final : public Canvas {
public:
    // `interrupted`: nothing more is made, something else is more urgent.
    MakingCanvas(Text& text, const Theme& theme, const Layout& layout, Shelf& shelf, std::function<bool()> interrupted)
        : Canvas(text, theme, layout), m_shelf(shelf), m_interrupted(std::move(interrupted)) {}

    bool was_interrupted() const { return m_was_interrupted; }
    std::vector<std::string> take_keys() { return std::exchange(m_keys, {}); }

    TextMetrics text(Point, std::string_view text, const TextStyle& style, Colour) override {
        const TextMetrics metrics = measure(text, style);
        if (!metrics.ink.empty()) need(made_text_key(text, style), [&] { return make_text(shaper(), text, style); });
        return metrics;
    }
    void fill(const Rect&, Colour, float) override {}
    void fill_gradient(const Rect&, Colour, Colour) override {}
    void polygon(std::span<const Point>, Colour) override {}
    void stroke(std::span<const Point>, float, Colour, Closed) override {}
    void background(Background background) override {
        need(made_background_key(background, layout()), [&] { return make_background(background, theme(), layout()); });
    }
    void shadow(const Rect&, float radius, float blur, Colour) override {
        const ShadowSize size = shadow_size(radius, blur);
        need(made_shadow_key(size), [&] { return make_shadow(size); });
    }
    void soft_disc(Point, float, float, Colour) override {}
    void sun(Point, float radius, Colour top, Colour bottom) override {
        const int diameter = sun_diameter(radius);
        if (diameter < 2) return;
        need(made_sun_key(diameter, top, bottom), [&] { return make_sun(diameter, top, bottom, theme()); });
    }
    void stamp(const StampArt& art, Point, float diameter, float, Colour) override {
        if (diameter < 1) return;
        const int side = stamp_side(diameter);
        need(made_stamp_key(art, side), [&] { return make_stamp(shaper(), art, side); });
    }
    void qr(std::string_view, const Rect&, Colour, Colour) override {}

private:
    void begin_clip(const Rect&) override {}
    void end_clip() override {}
    void begin_group(const Group&) override {}
    void end_group() override {}

    template <typename Make>
    void need(std::string key, Make make) {
        if (m_was_interrupted || !m_seen.insert(key).second) return;
        if (!m_shelf.has(key)) {
            m_was_interrupted = m_interrupted();
            if (m_was_interrupted) return;
            m_shelf.put(key, make());
        }
        m_keys.push_back(std::move(key));
    }

    Shelf& m_shelf;
    std::function<bool()> m_interrupted;
    bool m_was_interrupted = false;
    std::set<std::string> m_seen;
    std::vector<std::string> m_keys;
};

constexpr std::size_t later_max = 400;

}  // namespace

class Ahead::Worker {
public:
    struct Order {
        std::uint64_t id = 0;  // 0: of later
        Layout layout;
        std::vector<Draw> moments;
    };

    Worker(const Theme& theme, Shelf& shelf, std::shared_ptr<TextMemory> memory, std::function<void()> on_ready)
        : m_theme(theme),
          m_shelf(shelf),
          m_memory(std::move(memory)),
          m_on_ready(std::move(on_ready)),
          m_thread([this] { work(); }) {}
    ~Worker() {
        {
            const std::lock_guard lock(m_mutex);
            m_ending = true;
        }
        m_changed.notify_one();
        m_thread.join();
    }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void want(Order order) {
        {
            const std::lock_guard lock(m_mutex);
            m_wanted = std::move(order);
        }
        m_changed.notify_one();
    }
    void want_later(Order order) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_later.size() == later_max) return;
            m_later.push_back(std::move(order));
        }
        m_changed.notify_one();
    }
    void forget_later() {
        const std::lock_guard lock(m_mutex);
        m_later.clear();
    }
    std::vector<Ready> take_ready() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_ready, {});
    }
    bool is_idle() const {
        const std::lock_guard lock(m_mutex);
        return !m_wanted && m_later.empty() && !m_works;
    }

private:
    void work() {
        pthread_setname_np(pthread_self(), "ahead");
        Text text(m_memory);
        text.warm();
        while (auto order = next())
            make(text, std::move(*order));
    }

    std::optional<Order> next() {
        std::unique_lock lock(m_mutex);
        m_works = false;
        m_changed.wait(lock, [this] { return m_ending || m_wanted || !m_later.empty(); });
        if (m_ending) return std::nullopt;
        m_works = true;
        std::optional<Order> order;
        if (m_wanted) {
            order = std::exchange(m_wanted, std::nullopt);
        } else {
            order = std::move(m_later.front());
            m_later.pop_front();
        }
        return order;
    }

    bool is_urged() const {
        const std::lock_guard lock(m_mutex);
        return m_ending || m_wanted.has_value();
    }

    void make(Text& text, Order order) {
        MakingCanvas canvas(text, m_theme, order.layout, m_shelf, [this] { return is_urged(); });
        for (std::size_t i = 0; i < order.moments.size(); ++i) {
            order.moments[i](canvas);
            if (canvas.was_interrupted()) return put_back(std::move(order));
            if (order.id != 0 && (i == 0 || i + 1 == order.moments.size())) tell(order.id, i == 0, canvas.take_keys());
        }
    }

    // What is only likely goes on when what is urgent is done.
    void put_back(Order order) {
        const std::lock_guard lock(m_mutex);
        if (order.id == 0) m_later.push_front(std::move(order));
    }

    void tell(std::uint64_t id, bool is_first, std::vector<std::string> keys) {
        {
            const std::lock_guard lock(m_mutex);
            m_ready.push_back({id, is_first, std::move(keys)});
        }
        if (is_first) m_on_ready();
    }

    const Theme& m_theme;
    Shelf& m_shelf;
    std::shared_ptr<TextMemory> m_memory;
    std::function<void()> m_on_ready;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_ending = false;
    bool m_works = true;
    std::optional<Order> m_wanted;
    std::deque<Order> m_later;
    std::vector<Ready> m_ready;

    std::thread m_thread;  // last: it uses the rest
};

Ahead::Ahead(const Theme& theme, Shelf& shelf, std::shared_ptr<TextMemory> memory, std::function<void()> on_ready)
    : m_worker(std::make_unique<Worker>(theme, shelf, std::move(memory), std::move(on_ready))) {}
Ahead::~Ahead() = default;
void Ahead::want(std::uint64_t id, const Layout& layout, std::vector<Draw> moments) {
    PETTAN_ASSERT(id != 0 && !moments.empty());
    m_worker->want({id, layout, std::move(moments)});
}
void Ahead::want_later(const Layout& layout, std::vector<Draw> moments) {
    m_worker->want_later({0, layout, std::move(moments)});
}
void Ahead::forget_later() {
    m_worker->forget_later();
}
std::vector<Ahead::Ready> Ahead::take_ready() {
    return m_worker->take_ready();
}
bool Ahead::is_idle() const {
    return m_worker->is_idle();
}

}  // namespace ui
