#include "ui/stamp_drawing.h"

#include <fmt/core.h>

#include <algorithm>
#include <future>

#include "testing/catch.h"

using ui::StampDrawing;

namespace {

std::string svg(std::string_view content, std::string_view attributes = R"(viewBox="0 0 100 100")") {
    return fmt::format(R"(<svg xmlns="http://www.w3.org/2000/svg" {}>{}</svg>)", attributes, content);
}

std::shared_ptr<const StampDrawing> drawing(std::string_view content) {
    auto parsed = StampDrawing::parse(svg(content));
    if (!parsed) FAIL(parsed.error().message);
    return *parsed;
}

std::string fault(const std::string& text) {
    const auto parsed = StampDrawing::parse(text);
    if (!parsed) CHECK(parsed.error().code == base::ErrorCode::bad_input);
    return parsed ? "" : parsed.error().message;
}

}  // namespace

TEST_CASE("of a stamp's drawing dark is ink, white is none, and white takes away what lies under it") {
    const auto ink = drawing(R"(<rect width="100" height="50"/>
        <rect width="50" height="100" fill="white"/>
        <rect x="50" y="50" width="50" height="50" fill="#808080"/>)")
                         ->coverage(10, 0);
    REQUIRE(ink.size() == 100);
    CHECK(ink[1 * 10 + 2] == 0);    // white over black
    CHECK(ink[1 * 10 + 8] == 255);  // black
    CHECK(ink[8 * 10 + 2] == 0);    // white over nothing
    CHECK(ink[8 * 10 + 8] == 127);  // half
}

TEST_CASE("a stamp's drawing keeps its margin and fills the rest, whatever its own size") {
    for (const std::string_view attributes : {R"(viewBox="0 0 3 3")", R"(width="40mm" height="40mm")"}) {
        const auto parsed = StampDrawing::parse(svg(R"(<rect width="100%" height="100%"/>)", attributes));
        REQUIRE(parsed);
        const auto ink = (*parsed)->coverage(20, 2);
        for (int y = 0; y < 20; ++y)
            for (int x = 0; x < 20; ++x)
                CHECK(ink[static_cast<std::size_t>(y * 20 + x)] ==
                      (std::min(x, y) >= 2 && std::max(x, y) < 18 ? 255 : 0));
    }
}

TEST_CASE("a drawing that cannot be a stamp is refused with what is wrong") {
    CHECK_THAT(fault(""), contains("not an SVG drawing"));
    CHECK_THAT(fault("M 10 10 L 20 20"), contains("not an SVG drawing"));
    CHECK_THAT(fault(svg("<rect>")), contains("not an SVG drawing"));
    CHECK_THAT(fault(svg("", R"(viewBox="0 0 100 90")")), contains("not square"));
    CHECK_THAT(fault(svg("", R"(width="10" height="20")")), contains("not square"));
    CHECK_THAT(fault(svg("", R"(viewBox="0 0 0 0")")), contains("not square"));
    CHECK(fault(svg("")).empty());
}

TEST_CASE("a stamp's drawing reads no other files") {
    const auto with_image = drawing(R"(<image href="file:///etc/hostname" width="100" height="100"/>
        <image href="stamp.png" width="100" height="100"/>)");
    CHECK(std::ranges::count(with_image->coverage(20, 0), 0) == 400);
}

TEST_CASE("several threads draw one stamp alike") {
    const auto one = drawing(R"(<circle cx="50" cy="50" r="40"/>)");
    const auto expected = one->coverage(64, 1);
    std::vector<std::future<bool>> draws;
    for (int i = 0; i < 8; ++i)
        draws.push_back(std::async(std::launch::async, [&] {
            for (int round = 0; round < 20; ++round)
                if (one->coverage(64, 1) != expected) return false;
            return true;
        }));
    for (auto& draw : draws)
        CHECK(draw.get());
}
