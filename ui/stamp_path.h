// A path as SVG writes it in the "d" of a <path> (SVG 1.1, chapter 8.3): M L H V C S Q T A Z, capital or small.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ui {

struct PathPoint {
    double x = 0;
    double y = 0;
    bool operator==(const PathPoint&) const = default;
};

struct PathStep {
    enum class Kind { move, line, curve, close };
    Kind kind = Kind::move;
    PathPoint control_a{};  // of a curve
    PathPoint control_b{};
    PathPoint to{};  // not of a close
    bool operator==(const PathStep&) const = default;
};
using StampPath = std::vector<PathStep>;

// What was wrong, in a few words with the place: "'X' is no command (character 12)".
struct PathFault {
    std::string text;
};

// At most path_steps_max steps; everything becomes absolute, and quadratic curves and arcs become cubic ones.
inline constexpr std::size_t path_steps_max = 4096;
std::variant<StampPath, PathFault> parse_stamp_path(std::string_view d);

}  // namespace ui
