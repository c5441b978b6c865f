#include "web/arrivals_chart.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "web/layout.h"

namespace web {
namespace {

using office::ArrivalKind;
using office::ArrivalPoint;
using std::chrono::minutes;

constexpr double digit = 8;        // wide, at 13 px
constexpr double time_width = 40;  // "22:30"

std::string number(double value) {
    return fmt::format("{:.1f}", value);
}

// What a whole chart measures in, and where a moment or a count lies.
struct Frame {
    double width = 0;
    double height = 226;
    double left = 30;
    double right = 12;
    double top = 32;  // the word of now stands above, where no step comes
    double bottom = 28;
    WallTime from{};
    WallTime to{};
    std::int64_t most = 1;

    double x(WallTime at) const {
        const double part = static_cast<double>((at - from).count()) / static_cast<double>((to - from).count());
        return left + std::clamp(part, 0.0, 1.0) * (width - left - right);
    }
    double y(double n) const { return height - bottom - n / static_cast<double>(most) * (height - top - bottom); }
};

Html text(double x, double y, std::string_view css_class, std::string_view anchor, const std::string& words) {
    return el("text", {{"x", number(x)}, {"y", number(y)}, {"class", css_class}, {"text-anchor", anchor}}, {words});
}
Html line(double x1, double y1, double x2, double y2, std::string_view css_class) {
    return el("path", {{"d", fmt::format("M{:.1f} {:.1f}L{:.1f} {:.1f}", x1, y1, x2, y2)}, {"class", css_class}});
}

std::int64_t tidy_step(std::int64_t most, std::int64_t lines) {
    for (std::int64_t step = 1;; step *= 10)
        for (const std::int64_t factor : {1, 2, 3, 5})
            if (step * factor * lines >= most && (factor != 3 || step == 1)) return step * factor;
}

Frame frame_for(const Context& context, const ArrivalsChart& chart, double width) {
    Frame f;
    f.width = width;
    f.from = chart.event.starts;
    f.to = std::max(chart.event.ends, f.from + minutes(30));
    if (!chart.points.empty()) {
        f.from = std::min(f.from, chart.points.front().at);
        // Most arrive early: what is left of the evening would be an empty half.
        const WallTime last = std::max(chart.points.back().at, std::min(context.now, chart.event.ends));
        f.to = std::max(last + (last - f.from) / 4, f.from + minutes(30));
    }
    f.from = std::chrono::floor<std::chrono::duration<std::int64_t, std::ratio<600>>>(f.from);
    const auto count = static_cast<std::int64_t>(chart.points.size());
    const std::int64_t before =
        std::min<std::int64_t>(static_cast<std::int64_t>(chart.before_points.size()), 3 * count + 20);
    const std::int64_t highest = std::max<std::int64_t>({count, chart.guests, before, 3});
    const std::int64_t step = tidy_step(highest, 3);
    f.most = (highest + step - 1) / step * step;
    f.left = 14 + digit * static_cast<double>(std::to_string(f.most).size());
    return f;
}

std::string steps(const Frame& f, std::span<const ArrivalPoint> points, std::chrono::microseconds shift, WallTime end) {
    std::string d = fmt::format("M{:.1f} {:.1f}", f.x(f.from), f.y(0));
    double n = 0;
    for (const ArrivalPoint& point : points) {
        if (point.at + shift > end) break;  // what came later is not drawn, and is no spike at the edge either
        d += fmt::format("H{:.1f}V{:.1f}", f.x(point.at + shift), f.y(n + 1));
        n += 1;
    }
    return d + fmt::format("H{:.1f}", f.x(end));
}

Html shape(const Frame& f, const ArrivalPoint& point, double n) {
    const double x = f.x(point.at);
    const double y = f.y(n);
    switch (point.kind) {
        case ArrivalKind::returner:
            return el("circle", {{"cx", number(x)}, {"cy", number(y)}, {"r", "4.5"}, {"class", "returner"}});
        case ArrivalKind::first:
            return el("path", {{"d", fmt::format("M{0:.1f} {1:.1f}l7 7-7 7-7-7z", x, y - 7)}, {"class", "first"}});
        case ArrivalKind::unknown:
            return el("circle", {{"cx", number(x)}, {"cy", number(y)}, {"r", "6"}, {"class", "unknown"}});
    }
    return {};
}

Html axes(const Context& context, const ArrivalsChart& chart, const Frame& f) {
    Html html;
    const std::int64_t step = std::max<std::int64_t>(tidy_step(f.most, 3), 1);
    for (std::int64_t n = 0; n <= f.most; n += step) {
        html.add(line(f.left, f.y(static_cast<double>(n)), f.width - f.right, f.y(static_cast<double>(n)),
                      n == 0 ? "base" : "grid"));
        html.add(text(f.left - 8, f.y(static_cast<double>(n)) + 4, "axis", "end", std::to_string(n)));
    }
    const auto span = std::chrono::duration_cast<minutes>(f.to - f.from).count();
    std::int64_t every = 0;
    for (const std::int64_t candidate : {5, 10, 15, 20, 30, 60, 120, 180, 360, 720, 1440, 10080})
        if (every == 0 && static_cast<double>(span) / static_cast<double>(candidate) <= f.width / 90) every = candidate;
    if (every == 0) every = span;
    for (std::int64_t m = 0; m <= span; m += every) {
        const WallTime at = f.from + minutes(m);
        const bool at_the_end = f.x(at) + time_width / 2 > f.width;
        html.add(text(at_the_end ? f.width : f.x(at), f.height - 8, "axis",
                      m == 0       ? "start"
                      : at_the_end ? "end"
                                   : "middle",
                      context.words->time(at)));
    }
    if (chart.guests > 0 && chart.guests <= f.most) {
        const double y = f.y(static_cast<double>(chart.guests));
        html.add(line(f.left, y, f.width - f.right, y, "dotted"));
        html.add(text(f.left + 8, y - 5, "axis on-lines", "start", context.t("chart.guests", {{"n", chart.guests}})));
    }
    return html;
}

Html drawing(const Context& context, const ArrivalsChart& chart, double width, std::string_view css_class) {
    const Frame f = frame_for(context, chart, width);
    Html html = axes(context, chart, f);
    if (chart.before && !chart.before_points.empty()) {
        const auto shift = chart.event.starts - chart.before->starts;
        html.add(el("path", {{"d", steps(f, chart.before_points, shift, f.to)}, {"class", "before"}}));
    }
    const bool running = context.now < chart.event.ends && context.now >= f.from;
    const WallTime end = running ? context.now : chart.points.empty() ? f.from : chart.points.back().at;
    const std::string d = steps(f, chart.points, {}, end);
    html.add(el("path", {{"d", d + fmt::format("V{:.1f}Z", f.y(0))}, {"class", "area"}}));
    html.add(el("path", {{"d", d}, {"class", "steps"}}));
    if (running) {
        const double x = f.x(context.now);
        html.add(line(x, f.top - 14, x, f.y(0), "now"));
        html.add(text(std::clamp(x, f.left + 40, f.width - 48), 12, "now-word", "middle",
                      context.t("chart.now", {{"n", static_cast<std::int64_t>(chart.points.size())}})));
    }
    if (draws_shapes(chart.points))
        for (std::size_t i = 0; i < chart.points.size(); ++i)
            html.add(shape(f, chart.points[i], static_cast<double>(i + 1)));
    return el("svg",
              {{"class", css_class},
               {"viewBox", fmt::format("0 0 {} {}", width, f.height)},
               {"role", "img"},
               {"aria-label", context.t("chart.arrivals")}},
              {html});
}

}  // namespace

bool draws_shapes(std::span<const office::ArrivalPoint> points) {
    constexpr std::size_t shapes_max = 60;
    return points.size() <= shapes_max;
}

Html draw(const Context& context, const ArrivalsChart& chart) {
    return all({drawing(context, chart, 680, "chart wide"), drawing(context, chart, 340, "chart narrow")});
}

Html table(const Context& context, const ArrivalsChart& chart) {
    // Ten minutes a row: a list of every arrival stands on the page anyway.
    Html rows;
    std::int64_t n = 0;
    for (std::size_t i = 0; i < chart.points.size();) {
        const WallTime from =
            std::chrono::floor<std::chrono::duration<std::int64_t, std::ratio<600>>>(chart.points[i].at);
        std::array<std::int64_t, 3> kinds{};
        for (; i < chart.points.size() && chart.points[i].at < from + minutes(10); ++i)
            ++kinds[static_cast<std::size_t>(chart.points[i].kind)];
        n += kinds[0] + kinds[1] + kinds[2];
        const auto cell = [](std::int64_t value) { return el("td", {{"class", "number"}}, {std::to_string(value)}); };
        rows.add(
            el("tr", {},
               {el("td", {}, {context.words->time(from)}), cell(kinds[0]), cell(kinds[1]), cell(kinds[2]), cell(n)}));
    }
    const auto head = [&](std::string_view key) {
        return el("th", {{"class", "number"}, {"scope", "col"}}, {context.t(key)});
    };
    return el("details", {{"class", "as-table"}},
              {el("summary", {}, {context.t("chart.as_table")}),
               el("table", {},
                  {el("thead", {},
                      {el("tr", {},
                          {el("th", {{"scope", "col"}}, {context.t("chart.from")}), head("chart.returners"),
                           head("chart.first"), head("chart.unknown"), head("chart.so_far")})}),
                   el("tbody", {}, {rows})})});
}

}  // namespace web
