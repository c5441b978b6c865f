#include "ui/stamp_path.h"

#include <cmath>

#include "testing/catch.h"

using namespace ui;
using Kind = PathStep::Kind;

namespace {

StampPath path(std::string_view d) {
    auto result = parse_stamp_path(d);
    if (auto* fault = std::get_if<PathFault>(&result)) FAIL(fault->text);
    return std::get<StampPath>(std::move(result));
}

std::string fault(std::string_view d) {
    const auto result = parse_stamp_path(d);
    const auto* found = std::get_if<PathFault>(&result);
    return found == nullptr ? "" : found->text;
}

PathPoint on_curve(PathPoint from, const PathStep& c, double t) {
    const double u = 1 - t;
    const auto mix = [&](double a, double b, double d, double e) {
        return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * d + t * t * t * e;
    };
    return {mix(from.x, c.control_a.x, c.control_b.x, c.to.x), mix(from.y, c.control_a.y, c.control_b.y, c.to.y)};
}

}  // namespace

TEST_CASE("a path's steps become absolute, whatever its letters") {
    const StampPath absolute = path("M 10 10 L 20 10 H 30 V 40 C 30 50 20 50 20 40 Z");
    CHECK(absolute == path("m10,10 l10,0 h10 v30 c0 10 -10 10 -10 0z"));
    CHECK(absolute == path("M10 10 20 10H30V40C30 50 20 50 20 40Z"));  // pairs after M are lines
    REQUIRE(absolute.size() == 6);
    CHECK(absolute[4].kind == Kind::curve);
    CHECK(absolute[4].to == PathPoint{20, 40});
    CHECK(absolute[5].kind == Kind::close);
}

TEST_CASE("numbers may stand close together") {
    CHECK(path("M1-2L.5-.25") == path("M 1 -2 L 0.5 -0.25"));
    CHECK(path("M+1 2") == path("M 1 2"));
}

TEST_CASE("after a close the path goes on where it began") {
    const StampPath steps = path("M 5 5 L 9 5 Z l 1 1");
    CHECK(steps.back().to == PathPoint{6, 6});
}

TEST_CASE("smooth curves mirror the control before them") {
    const StampPath cubic = path("M 0 0 C 0 10 10 10 10 0 S 20 -10 20 0");
    CHECK(cubic[2].control_a == PathPoint{10, -10});
    const StampPath quadratic = path("M 0 0 Q 10 10 20 0 T 40 0");
    const PathPoint middle = on_curve({20, 0}, quadratic[2], 0.5);
    CHECK_THAT(middle.x, WithinAbs(30, 1e-9));
    CHECK_THAT(middle.y, WithinAbs(-5, 1e-9));
}

TEST_CASE("an arc stays on its circle and ends where it should") {
    for (const std::string_view flags : {"0 0", "0 1", "1 0", "1 1"}) {
        const StampPath arc = path("M 10 0 A 10 10 0 " + std::string(flags) + " 0 10");
        PathPoint from{10, 0};
        // The two circles of radius 10 through both points.
        const bool about_origin = flags == "0 1" || flags == "1 0";
        const PathPoint centre = about_origin ? PathPoint{0, 0} : PathPoint{10, 10};
        for (std::size_t i = 1; i < arc.size(); ++i) {
            for (const double t : {0.25, 0.5, 0.75, 1.0}) {
                const PathPoint p = on_curve(from, arc[i], t);
                CHECK_THAT(std::hypot(p.x - centre.x, p.y - centre.y), WithinAbs(10, 0.01));
            }
            from = arc[i].to;
        }
        CHECK(from == PathPoint{0, 10});
    }
}

TEST_CASE("an ellipse too small for its ends grows until it reaches them") {
    const StampPath arc = path("M 0 0 A 1 1 0 0 1 20 0");
    CHECK(arc.back().to == PathPoint{20, 0});
    CHECK_THAT(on_curve({0, 0}, arc[1], 1).y, WithinAbs(-10, 0.01));
    CHECK(path("M 0 0 A 0 5 0 0 1 20 0")[1].kind == Kind::line);
    CHECK(path("M 1 1 A 5 5 0 0 1 1 1").size() == 1);
}

TEST_CASE("what is no path is refused with the place") {
    CHECK(fault("") == "empty (character 1)");
    CHECK(fault("10 10") == "a path begins with M (character 1)");
    CHECK(fault("L 10 10") == "a path begins with M (character 1)");
    CHECK(fault("M 10") == "a number is missing (character 5)");
    CHECK(fault("M 10 10 L 20 nan") == "a number is missing (character 14)");
    CHECK(fault("M 10 10 X 2") == "'X' is no command (character 9)");
    CHECK(fault("M 1 1 A 5 5 0 2 1 9 9") == "a flag is 0 or 1 (character 15)");
    CHECK(fault("M 1 1 Z 5 5") == "a path begins with M (character 9)");
    CHECK(fault("M 1 1 L 10000 10000").empty());
    CHECK_FALSE(fault("M 1 1 L 10001 0").empty());
    std::string endless = "M 0 0";
    for (std::size_t i = 1; i < path_steps_max; ++i)
        endless += " 1 1";
    CHECK(fault(endless).empty());
    CHECK(fault(endless + " 1 1").starts_with("more than 4096 steps"));
}
