#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

#include "testing/catch.h"
#include "ui/lru_cache.h"
#include "ui/text.h"

using namespace ui;

namespace {

// Fonts are opened once for all tests.
Text& shared_text() {
    static Text text;
    return text;
}

const std::vector<std::string> hard_names{"髙橋", "山﨑",   "𠮷野",   "辻󠄀", "สมชาย",
                                          "محمد", "प्रिया",  "Nguyễn", "Hường🌸",  "👩‍👩‍👧‍👦",
                                          "Đặng", "김민준", "O’Brien"};

// The sum of alpha on the picture's border: ink that touches it was cut off.
int border_ink(const TextImage& image, const std::vector<std::uint8_t>& rgba) {
    int sum = 0;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            if (x == 0 || y == 0 || x == image.width - 1 || y == image.height - 1)
                sum += rgba[static_cast<std::size_t>(y * image.width + x) * 4 + 3];
    return sum;
}

bool any_ink(const std::vector<std::uint8_t>& rgba) {
    for (std::size_t i = 3; i < rgba.size(); i += 4)
        if (rgba[i] > 0) return true;
    return false;
}

}  // namespace

TEST_CASE("every hard name has all its glyphs and is not clipped") {
    for (const Family family : {Family::serif, Family::sans}) {
        for (const std::string& name : hard_names) {
            INFO(name);
            const TextStyle style{.family = family, .weight = Weight::bold, .size_px = 99};
            const TextMetrics metrics = shared_text().measure(name, style);
            CHECK(metrics.unknown_glyphs == 0);
            CHECK(metrics.lines == 1);
            CHECK_FALSE(metrics.ellipsized);
            CHECK(metrics.width > 50);
            const TextImage image = shared_text().render(name, style);
            CHECK((any_ink(image.mono) || any_ink(image.colour)));
            CHECK(border_ink(image, image.mono) == 0);
            if (!image.colour.empty()) CHECK(border_ink(image, image.colour) == 0);
        }
    }
}

TEST_CASE("a language chooses its own forms of a character") {
    for (const Family family : {Family::serif, Family::sans}) {
        const auto drawn = [&](std::string_view text, const char* language) {
            return shared_text().render(text, {.family = family, .size_px = 60, .language = language}).mono;
        };
        CHECK((drawn("直骨", "ja") != drawn("直骨", "zh-Hant")));  // without the pixels in the report
        for (const char* language : {"zh-Hant", "ko", "vi"})
            CHECK(shared_text()
                      .measure("您報到 접수됐어요 Nguyễn", {.family = family, .size_px = 60, .language = language})
                      .unknown_glyphs == 0);
    }
}

TEST_CASE("a Vietnamese word stands in one face at every size, its marks whole") {
    for (const Family family : {Family::serif, Family::sans})
        for (const Weight weight : {Weight::regular, Weight::bold})
            for (const float size : {14.0f, 26.0f, 48.0f, 148.0f}) {
                const auto style = [&](const char* language) {
                    return TextStyle{.family = family, .weight = weight, .size_px = size, .language = language};
                };
                const auto width = [&](std::string_view text, const char* language) {
                    return shared_text().measure(text, style(language)).width;
                };
                INFO(size);
                // An accent does not widen a letter; in another face it would.
                for (const auto& [accented, plain] :
                     {std::pair{"ễ", "e"}, {"ậ", "a"}, {"ộ", "o"}, {"ỹ", "y"}, {"Ấ", "A"}})
                    CHECK(std::abs(width(accented, "vi") - width(plain, "vi")) < 0.02f * size);
                const TextImage image = shared_text().render("Ễ Ậ ỹ ợ", style("vi"));
                CHECK(any_ink(image.mono));
                CHECK(border_ink(image, image.mono) == 0);
            }
}

TEST_CASE("a character that no font has is counted") {
    CHECK(shared_text().measure("\U0010FFFE", {.size_px = 40}).unknown_glyphs +
              shared_text().measure("\U000E8000", {.size_px = 40}).unknown_glyphs >
          0);
}

TEST_CASE("a variation selector changes the picture and is never normalised away") {
    const TextStyle style{.family = Family::serif, .size_px = 120};
    const TextImage plain = shared_text().render("辻", style);
    const TextImage one_dot = shared_text().render("辻󠄀", style);
    CHECK(plain.mono != one_dot.mono);
    CHECK(shared_text().render("髙", style).mono != shared_text().render("高", style).mono);
}

TEST_CASE("emoji keep their colours beside tinted letters") {
    const TextImage image = shared_text().render("Hường 🌸", {.size_px = 60});
    CHECK(any_ink(image.mono));
    REQUIRE_FALSE(image.colour.empty());
    bool coloured = false;
    for (std::size_t i = 0; i < image.colour.size(); i += 4)
        coloured = coloured || (image.colour[i + 3] > 200 && image.colour[i] > image.colour[i + 1] + 30);
    CHECK(coloured);
    CHECK(shared_text().render("Hường", {.size_px = 60}).colour.empty());
}

TEST_CASE("tinted text is white wherever it is, so that no dark fringe can appear") {
    const TextImage image = shared_text().render("出席", {.family = Family::serif, .size_px = 40});
    for (std::size_t i = 0; i < image.mono.size(); i += 4) {
        REQUIRE(image.mono[i] == 255);
        REQUIRE(image.mono[i + 1] == 255);
        REQUIRE(image.mono[i + 2] == 255);
    }
}

TEST_CASE("an empty name, blanks and control characters make no ink and no line noise") {
    for (const std::string& name :
         {std::string(), std::string(" "), std::string("\x01\x02\x7f\n"), std::string("　"), std::string("\u202E")}) {
        const TextMetrics metrics = shared_text().measure(name, {.size_px = 80});
        CHECK(metrics.ink.empty());
        CHECK(metrics.unknown_glyphs == 0);
        CHECK(shared_text().render(name, {.size_px = 80}).width == 0);
    }
}

TEST_CASE("controls, bidi overrides and broken UTF-8 do not disturb what stands beside them") {
    const TextStyle style{.size_px = 80};
    const TextImage clean = shared_text().render("山田", style);
    CHECK(shared_text().render("山\x01田", style).mono == clean.mono);
    CHECK(shared_text().render("\u202E山田", style).mono == clean.mono);
    CHECK(shared_text().render("山\n田", style).mono == clean.mono);
    CHECK(shared_text().measure("山\u2028田", style).lines == 1);
    CHECK(shared_text()
              .measure("\xff\xfe"
                       "A",
                       style)
              .unknown_glyphs == 0);
}

TEST_CASE("stacked marks are cut where they would paint over other things") {
    std::string stacked = "a";
    for (int i = 0; i < 60; ++i)
        stacked += "\u0302";
    const TextMetrics metrics = shared_text().measure(stacked, {.size_px = 50});
    CHECK(metrics.ink.y >= -1.36f * 50);
    CHECK(metrics.ink.bottom() <= 0.81f * 50);
}

TEST_CASE("a text is placed by its baseline and aligned about its origin") {
    const TextMetrics left = shared_text().measure("出席", {.size_px = 100});
    CHECK(left.logical.x == 0);
    CHECK(left.ink.y < -70);
    CHECK(left.ink.bottom() < 20);
    CHECK_THAT(left.width, WithinAbs(200, 0.5));
    const TextMetrics centre = shared_text().measure("出席", {.size_px = 100, .align = Align::centre});
    CHECK_THAT(centre.logical.x, WithinAbs(-100, 0.5));
    const TextMetrics right = shared_text().measure("出席", {.size_px = 100, .align = Align::right});
    CHECK_THAT(right.logical.right(), WithinAbs(0, 0.01));
}

TEST_CASE("palt closes kana up, tnum makes figures of one width") {
    const std::string kana = "おかえりなさい、";
    CHECK(shared_text().measure(kana, {.size_px = 50, .palt = true}).width <
          shared_text().measure(kana, {.size_px = 50}).width - 10);
    const auto width = [](std::string_view text) {
        return shared_text().measure(text, {.size_px = 50, .tnum = true}).width;
    };
    CHECK_THAT(width("11:11"), WithinAbs(width("08:40"), 0.1));
}

TEST_CASE("text wraps at its width, and what does not fit ends in an ellipsis") {
    const std::string sentence = "前回はデータベースの話で盛り上がりましたね。また続きを聞かせてください。";
    TextStyle style{.size_px = 40, .max_width_px = 500, .max_lines = 0};
    const TextMetrics wrapped = shared_text().measure(sentence, style);
    CHECK(wrapped.lines == 3);
    CHECK(wrapped.width <= 500);
    CHECK_FALSE(wrapped.ellipsized);
    style.max_lines = 2;
    const TextMetrics cut = shared_text().measure(sentence, style);
    CHECK(cut.lines == 2);
    CHECK(cut.ellipsized);
    CHECK(cut.width <= 500);
}

TEST_CASE("where somebody is typing, it is the beginning that gives way") {
    const auto picture = [](std::string_view text, bool keeps_end) {
        const TextStyle style{.size_px = 20, .max_width_px = 200, .keeps_end = keeps_end};
        CHECK(shared_text().measure(text, style).ellipsized);
        CHECK(shared_text().measure(text, style).width <= 200);
        return shared_text().render(text, style).mono;
    };
    const std::string_view one = "aaaaaaaaaaaaaaaaaaaa.example.org:8443";
    const std::string_view other = "bbaaaaaaaaaaaaaaaaaa.example.org:8443";
    const std::string_view further = "aaaaaaaaaaaaaaaaaaaa.example.org:8444";
    CHECK(picture(one, true) == picture(other, true));
    CHECK(picture(one, true) != picture(further, true));
    CHECK(picture(one, false) == picture(further, false));
    CHECK(picture(one, false) != picture(other, false));
}

TEST_CASE("leading is the distance of baselines") {
    const TextMetrics metrics = shared_text().measure("一\n二\n三", {.size_px = 40, .leading_px = 74, .max_lines = 0});
    CHECK(metrics.lines == 3);
    CHECK(metrics.last_baseline == 148);
}

TEST_CASE("with break hints lines break at phrases only, and evenly") {
    const std::string hinted = "前回は\u200B「SQLの話」で\u200B盛り上がりましたね。";
    const std::string plain = "前回は「SQLの話」で\n盛り上がりましたね。";
    const TextStyle style{.size_px = 48, .max_width_px = 560, .max_lines = 2};
    CHECK(shared_text().render(hinted, style).mono == shared_text().render(plain, style).mono);
    // Three equal phrases of which two fit on a line: 2 + 1; four of which three fit: 2 + 2, not 3 + 1.
    const TextStyle short_style{.size_px = 40, .max_width_px = 260, .max_lines = 0};
    const TextMetrics even = shared_text().measure("ああ\u200Bいい\u200Bうう\u200Bええ", short_style);
    CHECK(even.lines == 2);
    CHECK_THAT(even.width, WithinAbs(160, 1));
    // What is too long ends in an ellipsis, as other texts do.
    const TextStyle two_lines{.size_px = 40, .max_width_px = 260, .max_lines = 2};
    const TextMetrics cut = shared_text().measure("あああ\u200Bいいい\u200Bううう\u200Bえええ\u200Bおおお", two_lines);
    CHECK(cut.lines == 2);
    CHECK(cut.ellipsized);
    // On one line hints leave no trace.
    CHECK(shared_text().render("ああ\u200Bいい", {.size_px = 40}).mono ==
          shared_text().render("ああいい", {.size_px = 40}).mono);
}

TEST_CASE("a name shrinks, then takes two lines, then is cut with an ellipsis") {
    const TextStyle style{.family = Family::serif, .weight = Weight::bold, .size_px = 148};
    const auto fit = [&](const std::string& name) { return shared_text().fit_name(name, style, 600, 76); };

    CHECK(fit("髙橋").size_px == 148);
    const TextStyle shrunk = fit("アレクサンドル");
    CHECK(shrunk.size_px < 148);
    CHECK(shrunk.size_px >= 76);
    CHECK(shared_text().measure("アレクサンドル", shrunk).width <= 600);
    const TextStyle two_lines = fit("アレクサンドロス大王三世");
    CHECK(two_lines.size_px == 76);
    CHECK(shared_text().measure("アレクサンドロス大王三世", two_lines).lines == 2);
    std::string sixty;
    for (int i = 0; i < 60; ++i)
        sixty += "山";
    const TextMetrics cut = shared_text().measure(sixty, fit(sixty));
    CHECK(cut.lines == 2);
    CHECK(cut.ellipsized);
    CHECK(cut.width <= 600);
    CHECK(shared_text().measure("", fit("")).ink.empty());
}

TEST_CASE("a name of many pixels never makes a picture beyond the texture limit") {
    std::string endless;
    for (int i = 0; i < 400; ++i)
        endless += "W";
    const TextImage image = shared_text().render(endless, {.size_px = 148});
    CHECK(image.width <= 4096);
    CHECK(image.width > 4000);
    CHECK(image.mono.size() == static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) * 4);
}

TEST_CASE("vertical text runs down, in columns from right to left, with vertical forms") {
    const TextStyle style{
        .family = Family::serif, .size_px = 40, .flow = Flow::vertical, .leading_px = 72, .max_lines = 0};
    const TextMetrics metrics = shared_text().measure("こまりごとを\nともに。", style);
    CHECK(metrics.lines == 2);
    CHECK_THAT(metrics.logical.h, WithinAbs(240, 0.01));
    CHECK_THAT(metrics.logical.x, WithinAbs(-92, 0.01));
    CHECK_THAT(metrics.logical.right(), WithinAbs(20, 0.01));
    CHECK(metrics.unknown_glyphs == 0);
    // The full stop stands in the upper right of its em box, not in the lower left.
    const TextMetrics stop = shared_text().measure("。", style);
    CHECK(stop.ink.centre().x > 0);
    CHECK(stop.ink.centre().y < 20);
}

TEST_CASE("measuring twice gives the same and a key tells styles apart") {
    const TextStyle style{.size_px = 33};
    CHECK(shared_text().measure("山田", style).width == shared_text().measure("山田", style).width);
    TextStyle other = style;
    other.tnum = true;
    CHECK(text_key("山田", style) != text_key("山田", other));
    other = style;
    other.max_lines = 2;
    CHECK(text_key("山田", style) != text_key("山田", other));
    CHECK(text_key("山", style) != text_key("田", style));
}

TEST_CASE("the cache keeps what was used last within its budget") {
    LruCache<int> cache(100);
    cache.put("a", 1, 40);
    cache.put("b", 2, 40);
    REQUIRE(cache.find("a") != nullptr);
    cache.put("c", 3, 40);  // b was not used longest
    CHECK(cache.find("b") == nullptr);
    CHECK(*cache.find("a") == 1);
    CHECK(cache.cost() == 80);
    cache.put("d", 4, 20);  // exactly full
    CHECK(cache.size() == 3);
    CHECK(cache.cost() == 100);
    cache.put("e", 5, 1);  // one more
    CHECK(cache.size() == 3);
    CHECK(cache.cost() == 61);
    cache.put("huge", 6, 1000);
    CHECK(cache.size() == 1);
    CHECK(*cache.find("huge") == 6);
    cache.put("huge", 7, 50);
    CHECK(*cache.find("huge") == 7);
    CHECK(cache.cost() == 50);
    cache.clear();
    CHECK(cache.find("huge") == nullptr);
    CHECK(cache.cost() == 0);
}

TEST_CASE("several threads may open fonts at once, each with its own texts") {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([] {
            for (int round = 0; round < 3; ++round)
                Text().warm();
        });
}
