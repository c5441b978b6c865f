#include "ui/stamp_path.h"

#include <fmt/format.h>

#include <cctype>
#include <charconv>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>

namespace ui {
namespace {

PathPoint between(PathPoint a, PathPoint b, double t) {
    return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}
PathPoint mirrored(PathPoint point, PathPoint about) {
    return {2 * about.x - point.x, 2 * about.y - point.y};
}

// An ellipse's arc as SVG names it: from here to there, on one of four ways.
struct Arc {
    double rx;
    double ry;
    double rotation;  // radians
    bool large;
    bool sweep;
    PathPoint to;
};

class Reader {
public:
    explicit Reader(std::string_view text) : m_text(text) {}

    std::variant<StampPath, PathFault> read() {
        skip();
        while (!m_fault && m_at < m_text.size()) {
            const char letter = m_text[m_at];
            const std::size_t at = m_at;
            if (std::isalpha(static_cast<unsigned char>(letter)) != 0)
                ++m_at, m_command = letter;
            else if (m_command == 0)
                fault(at, "a path begins with M");
            if (m_path.empty() && m_command != 'M' && m_command != 'm') fault(at, "a path begins with M");
            if (!m_fault) step(at);
            if (m_path.size() > path_steps_max) fault(at, fmt::format("more than {} steps", path_steps_max));
            skip();
        }
        if (!m_fault && m_path.empty()) fault(0, "empty");
        if (m_fault) return *m_fault;
        return std::move(m_path);
    }

private:
    void fault(std::size_t at, std::string_view what) {
        if (!m_fault) m_fault = PathFault{fmt::format("{} (character {})", what, at + 1)};
    }
    void skip() {
        while (m_at < m_text.size() &&
               (std::isspace(static_cast<unsigned char>(m_text[m_at])) != 0 || m_text[m_at] == ','))
            ++m_at;
    }
    double number() {
        skip();
        constexpr double farthest = 10000;
        double value = 0;
        const char* from = m_text.data() + m_at;
        const char* end = m_text.data() + m_text.size();
        if (from != end && *from == '+') ++from;
        const auto [stop, error] = std::from_chars(from, end, value);
        if (error != std::errc() || !std::isfinite(value) || std::abs(value) > farthest) {
            fault(m_at, "a number is missing");
            return 0;
        }
        m_at = static_cast<std::size_t>(stop - m_text.data());
        return value;
    }
    // Flags of an arc may stand without a space between.
    bool flag() {
        skip();
        if (m_at < m_text.size() && (m_text[m_at] == '0' || m_text[m_at] == '1')) return m_text[m_at++] == '1';
        fault(m_at, "a flag is 0 or 1");
        return false;
    }
    bool relative() const { return m_command >= 'a'; }
    PathPoint point() {
        const double x = number();
        const double y = number();
        return relative() ? PathPoint{m_here.x + x, m_here.y + y} : PathPoint{x, y};
    }

    void move(PathPoint to) {
        m_path.push_back({PathStep::Kind::move, {}, {}, to});
        m_here = m_start = to;
        m_command = relative() ? 'l' : 'L';  // further pairs are lines
    }
    void line(PathPoint to) {
        m_path.push_back({PathStep::Kind::line, {}, {}, to});
        m_here = to;
    }
    void curve(PathPoint a, PathPoint b, PathPoint to) {
        m_path.push_back({PathStep::Kind::curve, a, b, to});
        m_here = to;
    }
    void quadratic(PathPoint control, PathPoint to) {
        curve(between(m_here, control, 2.0 / 3), between(to, control, 2.0 / 3), to);
        m_quadratic = control;
    }

    void step(std::size_t at);
    void arc(const Arc& arc);

    std::string_view m_text;
    std::size_t m_at = 0;
    char m_command = 0;
    PathPoint m_here;
    PathPoint m_start;
    std::optional<PathPoint> m_cubic;      // the control before, for S
    std::optional<PathPoint> m_quadratic;  // the control before, for T
    StampPath m_path;
    std::optional<PathFault> m_fault;
};

void Reader::step(std::size_t at) {
    const auto cubic = std::exchange(m_cubic, std::nullopt);
    const auto quadratic_before = std::exchange(m_quadratic, std::nullopt);
    switch (std::toupper(static_cast<unsigned char>(m_command))) {
        case 'M':
            return move(point());
        case 'L':
            return line(point());
        case 'H':
            return line({(relative() ? m_here.x : 0) + number(), m_here.y});
        case 'V':
            return line({m_here.x, (relative() ? m_here.y : 0) + number()});
        case 'C':
        case 'S': {
            const bool smooth = m_command == 'S' || m_command == 's';
            const PathPoint a = smooth ? mirrored(cubic.value_or(m_here), m_here) : point();
            const PathPoint b = point();
            const PathPoint to = point();
            curve(a, b, to);
            m_cubic = b;
            return;
        }
        case 'Q':
        case 'T': {
            const bool smooth = m_command == 'T' || m_command == 't';
            const PathPoint control = smooth ? mirrored(quadratic_before.value_or(m_here), m_here) : point();
            return quadratic(control, point());
        }
        case 'A': {
            const double rx = number();
            const double ry = number();
            const double rotation = number() * std::numbers::pi / 180;
            const bool large = flag();
            const bool sweep = flag();
            return arc({std::abs(rx), std::abs(ry), rotation, large, sweep, point()});
        }
        case 'Z':
            m_path.push_back({PathStep::Kind::close, {}, {}, {}});
            m_here = m_start;
            m_command = 0;  // what follows needs a letter
            return;
    }
    fault(at, fmt::format("'{}' is no command", m_command));
}

// From end points to a centre (SVG 1.1, appendix F.6.5), then a cubic curve for each quarter turn at most.
void Reader::arc(const Arc& arc) {
    const PathPoint from = m_here;
    if (from == arc.to) return;
    if (arc.rx == 0 || arc.ry == 0) return line(arc.to);
    const double c = std::cos(arc.rotation);
    const double s = std::sin(arc.rotation);
    const double dx = (from.x - arc.to.x) / 2;
    const double dy = (from.y - arc.to.y) / 2;
    const double x1 = c * dx + s * dy;
    const double y1 = -s * dx + c * dy;
    const double too_small = std::max(1.0, std::hypot(x1 / arc.rx, y1 / arc.ry));
    const double rx = arc.rx * too_small;
    const double ry = arc.ry * too_small;
    const double over = (rx * y1) * (rx * y1) + (ry * x1) * (ry * x1);
    const double root =
        std::sqrt(std::max(0.0, (rx * ry) * (rx * ry) - over) / over) * (arc.large == arc.sweep ? -1 : 1);
    const double cx1 = root * rx * y1 / ry;
    const double cy1 = -root * ry * x1 / rx;
    const PathPoint centre{c * cx1 - s * cy1 + (from.x + arc.to.x) / 2, s * cx1 + c * cy1 + (from.y + arc.to.y) / 2};
    const double begin = std::atan2((y1 - cy1) / ry, (x1 - cx1) / rx);
    double turn = std::atan2((-y1 - cy1) / ry, (-x1 - cx1) / rx) - begin;
    if (arc.sweep && turn < 0) turn += 2 * std::numbers::pi;
    if (!arc.sweep && turn > 0) turn -= 2 * std::numbers::pi;
    const int parts = std::max(1, static_cast<int>(std::ceil(std::abs(turn) / (std::numbers::pi / 2) - 1e-9)));
    const double each = turn / parts;
    const double reach = 4.0 / 3 * std::tan(each / 4);
    const auto on_ellipse = [&](double x, double y) {
        return PathPoint{centre.x + c * rx * x - s * ry * y, centre.y + s * rx * x + c * ry * y};
    };
    for (int i = 0; i < parts; ++i) {
        const double a = begin + each * i;
        const double b = a + each;
        const PathPoint to = i + 1 == parts ? arc.to : on_ellipse(std::cos(b), std::sin(b));
        curve(on_ellipse(std::cos(a) - reach * std::sin(a), std::sin(a) + reach * std::cos(a)),
              on_ellipse(std::cos(b) + reach * std::sin(b), std::sin(b) - reach * std::cos(b)), to);
    }
}

}  // namespace

std::variant<StampPath, PathFault> parse_stamp_path(std::string_view d) {
    return Reader(d).read();
}

}  // namespace ui
