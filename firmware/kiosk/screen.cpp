#include "kiosk/screen.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/log.h"
#include "base/service_manager.h"
#include "screens/screens.h"

namespace kiosk {
namespace {

using namespace std::chrono_literals;

// A picture of a scene is taken when its press and its fades are over.
constexpr base::MonotonicTime settled_after = 1500ms;

// A welcome like tonight's: what the first guest would otherwise wait for (fonts, card, shadows, ink) is drawn before.
desk::Snapshot sample_welcome(const std::string& lang, base::WallTime now, base::MonotonicTime shown_at) {
    desk::Snapshot snapshot;
    snapshot.community.lang = lang;
    snapshot.now = now;
    snapshot.now_monotonic = shown_at;
    snapshot.shown_at = shown_at;
    desk::Welcome welcome;
    welcome.guest.shown_name = "髙橋";
    welcome.card.season = {"", now - std::chrono::days(1), now + std::chrono::days(90), 10};
    welcome.card.filled.push_back({1, "", attendance::EventId{"sample"}, now});
    welcome.card.count = 1;
    snapshot.scene = std::move(welcome);
    return snapshot;
}

}  // namespace

ui::WindowFit window_fit_of(const desk::ScreenFit& fit) {
    constexpr float large_text_m = 1.2f;
    const float reading_m = static_cast<float>(fit.distance_cm) / 100;
    return {.diagonal_inch = static_cast<float>(fit.diagonal_tenths) / 10,
            .reading_m = fit.large_text ? std::max(reading_m, large_text_m) : reading_m,
            .low_reach = fit.low_reach};
}

base::Result<std::unique_ptr<Screen>> Screen::open(const ScreenOptions& options, Trace& trace) {
    if (!options.screenshots.empty()) {
        std::error_code error;
        std::filesystem::create_directories(options.screenshots, error);
        if (error)
            return base::fail(base::ErrorCode::failed, "cannot make the folder " + options.screenshots.string() + ": " +
                                                           error.message() + "; give --screenshots another one");
    }
    auto pack = std::make_unique<const ui::Pack>(options.pack);
    TRY(loop, ui::Loop::create(options.loop, pack->theme));
    return std::unique_ptr<Screen>(new Screen(std::move(pack), std::move(loop), options, trace));
}

Screen::Screen(std::unique_ptr<const ui::Pack> pack, std::unique_ptr<ui::Loop> loop, const ScreenOptions& options,
               Trace& trace)
    : m_pack(std::move(pack)),
      m_loop(std::move(loop)),
      m_trace(trace),
      m_speaker(options.volume, m_pack->sounds),
      m_screenshots(options.screenshots) {
    const auto now = base::monotonic_now();
    const auto sample = sample_welcome(options.lang, base::system_clock()->read().wall, now);
    const ui::Messages& words = words_in(options.lang);
    m_loop->warm([&](ui::Canvas& canvas) { screens::draw_screen(canvas, sample, now + settled_after, words); });
}

// A language that a guest chose goes with the next tap: the screen's own is there already then.
const ui::Messages& Screen::words_in(const std::string& lang) {
    const auto known = m_words.find(lang);
    if (known != m_words.end()) return known->second;
    return m_words.emplace(lang, ui::Messages::load(lang, m_pack->words)).first->second;
}

base::Result<void> Screen::run(const ScreenPorts& ports) {
    m_drawn_at = base::monotonic_now();
    ui::LoopCallbacks callbacks;
    callbacks.draw = [&](ui::Canvas& canvas, base::MonotonicTime now) { return draw(canvas, now, ports); };
    callbacks.on_input = [&](const ui::InputEvent& event) { on_input(event, ports); };
    callbacks.on_presented = [&](const ui::Presented& frame) { on_presented(frame); };
    return m_loop->run(callbacks);
}

Screen::SceneMark Screen::mark() const {
    return {m_drawn->shown_at, std::string(desk::scene_name(m_drawn->scene)), desk::scene_seq(m_drawn->scene)};
}

ui::FrameResult Screen::draw(ui::Canvas& canvas, base::MonotonicTime now, const ScreenPorts& ports) {
    ++m_draws;
    const desk::SnapshotPtr newest = ports.newest();
    if (m_changeover.want(newest, now)) prepare(newest, now);
    m_drawn = m_changeover.choose(m_loop->is_prepared(newest->version), now);
    if (m_fit != m_drawn->community.fit) {
        m_fit = m_drawn->community.fit;
        m_loop->set_fit(window_fit_of(*m_fit));
    }
    const ui::Messages& words = words_in(m_drawn->community.lang);
    if (const auto sound = screens::sound_due(*m_drawn, m_drawn_at, now)) m_speaker.play(*sound);
    m_drawn_at = now;
    ui::FrameResult result = screens::draw_screen(canvas, *m_drawn, now, words);
    take_picture_when_settled(now, result);
    if (const auto again = m_changeover.deadline()) result = result.merged({false, *again});
    return result;
}

void Screen::prepare(const desk::SnapshotPtr& newest, base::MonotonicTime now) {
    const ui::Messages& words = words_in(newest->community.lang);
    std::vector<ui::Loop::Draw> moments;
    for (const auto at : screens::moments_of(*newest, now))
        moments.emplace_back(
            [newest, at, &words](ui::Canvas& canvas) { screens::draw_screen(canvas, *newest, at, words); });
    m_loop->prepare(newest->version, std::move(moments));
    prepare_likely(*newest);
}

void Screen::prepare_likely(const desk::Snapshot& newest) {
    if (!newest.likely || m_likely == *newest.likely) return;
    const ui::Messages& words = words_in(newest.community.lang);
    for (const auto& welcome : *newest.likely) {
        if (std::ranges::find(m_likely, welcome) != m_likely.end()) continue;
        const auto picture = std::make_shared<desk::Snapshot>(newest);
        picture->scene = *welcome;
        picture->shown_at = newest.now_monotonic;
        std::vector<ui::Loop::Draw> moments;
        for (const auto at : screens::moments_of(*picture, picture->shown_at))
            moments.emplace_back(
                [picture, at, &words](ui::Canvas& canvas) { screens::draw_screen(canvas, *picture, at, words); });
        m_loop->prepare_likely(std::move(moments));
    }
    m_likely = *newest.likely;
}

void Screen::take_picture_when_settled(base::MonotonicTime now, ui::FrameResult& result) {
    if (m_screenshots.empty() || m_pictured == mark()) return;
    if (now < m_drawn->shown_at + settled_after) {
        result = result.merged({false, m_drawn->shown_at + settled_after});
        return;
    }
    m_pictured = mark();
    m_loop->screenshot_next(m_screenshots / fmt::format("{:04}-{}.png", ++m_pictures, m_pictured->name));
}

void Screen::on_presented(const ui::Presented& frame) {
    m_trace.frame(frame.at, frame.processor, frame.moving);
    if (m_presented == mark()) return;
    if (!m_presented) {
        m_trace.ready();
        base::service_manager::report_ready();
    }
    m_presented = mark();
    m_trace.present(m_presented->name, m_presented->seq);
}

void Screen::on_input(const ui::InputEvent& event, const ScreenPorts& ports) {
    if (const auto* touched = std::get_if<ui::Touched>(&event)) {
        ports.answer(touched->answer);
    } else if (const auto* key = std::get_if<ui::KeyPress>(&event)) {
        if (key->ctrl && key->name == "Q") return quit();
        if (key->name == "Escape") return ports.answer(desk::Dismiss{});
        ports.key(*key);
    } else if (std::holds_alternative<ui::CloseRequest>(event)) {
        quit();
    }
}

}  // namespace kiosk
