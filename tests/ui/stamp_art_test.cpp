#include <algorithm>
#include <numeric>
#include <set>

#include "testing/catch.h"
#include "ui/pack.h"
#include "ui/stamp_art.h"

using namespace ui;

namespace {

Text& shared_text() {
    static Text text;
    return text;
}

double mean(const StampCoverage& c) {
    return std::accumulate(c.alpha.begin(), c.alpha.end(), 0.0) / static_cast<double>(c.alpha.size());
}

}  // namespace

TEST_CASE("no two stamps of a card stand at one angle") {
    for (const char* card : {"a", "b", "0f3c", "7e11", "card with a long id", ""}) {
        std::vector<float> angles;
        for (int cell = 0; cell < 10; ++cell)
            angles.push_back(place_stamp(card, cell).angle);
        std::sort(angles.begin(), angles.end());
        for (std::size_t i = 1; i < angles.size(); ++i)
            CHECK(angles[i] - angles[i - 1] > 0.008f);  // half a degree
    }
}

TEST_CASE("a stamp's placement is a function of card and cell, within its bounds") {
    std::set<float> of_many_cards;
    for (int card = 0; card < 200; ++card) {
        const std::string id = std::to_string(card);
        for (int cell = 0; cell < 12; ++cell) {
            const StampPlacement a = place_stamp(id, cell);
            const StampPlacement b = place_stamp(id, cell);
            CHECK(a.angle == b.angle);
            CHECK(a.jitter == b.jitter);
            CHECK(std::abs(a.angle) <= 0.2301f);
            CHECK(std::abs(a.jitter.x) <= 0.03f);
            CHECK(std::abs(a.jitter.y) <= 0.03f);
            CHECK(a.opacity >= 0.62f);
            CHECK(a.opacity <= 0.76f);
            if (cell == 0) of_many_cards.insert(a.angle);
        }
    }
    CHECK(of_many_cards.size() > 190);
}

TEST_CASE("the same stamp is drawn with the same ink, another seed with other ink") {
    StampArt art{.shape = washi_shape("sakura"), .date = "7.21", .heavy = true, .seed = 1};
    const StampCoverage first = draw_stamp(shared_text(), art, 160);
    CHECK(first.alpha == draw_stamp(shared_text(), art, 160).alpha);
    art.seed = 2;
    CHECK(first.alpha != draw_stamp(shared_text(), art, 160).alpha);
}

TEST_CASE("every shape has ink, leaves paper and does not touch its border") {
    for (const auto& [name, shape] : washi_pack().shapes) {
        INFO(name);
        for (const bool heavy : {false, true}) {
            const StampCoverage c = draw_stamp(shared_text(), {.shape = shape, .heavy = heavy}, 200);
            REQUIRE(c.alpha.size() == 200 * 200);
            CHECK(mean(c) > 12);
            CHECK(mean(c) < 190);
            for (std::size_t i = 0; i < 200; ++i) {
                CHECK(c.alpha[i] == 0);
                CHECK(c.alpha[199 * 200 + i] == 0);
                CHECK(c.alpha[i * 200] == 0);
                CHECK(c.alpha[i * 200 + 199] == 0);
            }
        }
    }
}

TEST_CASE("the newest stamp carries more ink than an older one, even before its opacity") {
    for (const StampShapePtr& shape : washi_pack().theme.stamps->events) {
        const double older = mean(draw_stamp(shared_text(), {.shape = shape}, 200));
        const double newest = mean(draw_stamp(shared_text(), {.shape = shape, .date = "7.21", .heavy = true}, 200));
        CHECK(newest > 1.1 * older);
    }
}

TEST_CASE("ink has texture: filled areas are not of one tone") {
    const StampCoverage seal = draw_stamp(shared_text(), {.shape = washi_shape("seal"), .word = "卒業"}, 300);
    std::set<std::uint8_t> tones;
    for (std::size_t y = 20; y < 40; ++y)
        for (std::size_t x = 60; x < 240; ++x)
            tones.insert(seal.alpha[y * 300 + x]);
    CHECK(tones.size() > 20);
}

TEST_CASE("words of a pack fit: long, short, none") {
    for (const char* word : {"", "押", "参加", "ようこそ", "WELCOME"})
        for (const StampShapePtr& shape : washi_pack().theme.stamps->events)
            CHECK(draw_stamp(shared_text(), {.shape = shape, .word = word, .date = "12.31"}, 120).alpha.size() ==
                  120 * 120);
}
