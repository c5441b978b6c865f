// The charts' words lie inside them and on nothing else, with four people and with four thousand.
#include <algorithm>
#include <regex>

#include "browser.h"
#include "web/words.h"

using std::chrono::hours;
using std::chrono::minutes;
using testing::Browser;
using testing::RunningSite;
using testing::Tables;

namespace {

struct Box {
    double left = 0, right = 0, top = 0, bottom = 0;
    std::string words;
    bool touches(const Box& other) const {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
};

struct Chart {
    double width = 0;
    double height = 0;
    std::vector<Box> texts;
};

// As the browser lays them out at 13 px, or a little wider: digits 7.5 px, wide characters 13.
double width_of(const std::string& words) {
    double width = 0;
    for (const char c : words) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80)
            width += 7.5;
        else if ((byte & 0xC0U) != 0x80U)
            width += 13;
    }
    return width;
}

std::vector<Chart> charts_of(const std::string& page) {
    std::vector<Chart> charts;
    static const std::regex text(
        R"re(<text x="([-0-9.]+)" y="([-0-9.]+)" class="([^"]*)"(?: text-anchor="(\w+)")?>([^<]*)</text>)re");
    static const std::regex size(R"re(viewBox="0 0 ([0-9.]+) ([0-9.]+)")re");
    for (std::size_t at = page.find("<svg class=\"chart"); at != std::string::npos;
         at = page.find("<svg class=\"chart", at + 1)) {
        const std::string svg = page.substr(at, page.find("</svg>", at) - at);
        Chart chart;
        std::smatch box;
        REQUIRE(std::regex_search(svg, box, size));
        chart.width = std::stod(box[1]);
        chart.height = std::stod(box[2]);
        for (std::sregex_iterator it(svg.begin(), svg.end(), text), end; it != end; ++it) {
            const double x = std::stod((*it)[1]);
            const double y = std::stod((*it)[2]);
            const std::string words = (*it)[5];
            const double w = width_of(words);
            const std::string anchor = (*it)[4];
            const double left = anchor == "middle" ? x - w / 2 : anchor == "end" ? x - w : x;
            chart.texts.push_back({left, left + w, y - 10, y + 3, words});
        }
        charts.push_back(std::move(chart));
    }
    return charts;
}

void check(const std::string& page) {
    const auto charts = charts_of(page);
    REQUIRE_FALSE(charts.empty());
    for (const Chart& chart : charts) {
        CAPTURE(chart.width);
        CHECK_FALSE(chart.texts.empty());
        for (std::size_t i = 0; i < chart.texts.size(); ++i) {
            const Box& box = chart.texts[i];
            CAPTURE(box.words);
            CHECK(box.left >= -1);
            CHECK(box.right <= chart.width + 1);
            CHECK(box.top >= -1);
            CHECK(box.bottom <= chart.height + 1);
            for (std::size_t k = 0; k < i; ++k) {
                CAPTURE(chart.texts[k].words);
                CHECK_FALSE(box.touches(chart.texts[k]));
            }
        }
    }
}

// `count` people at the event, as kiosks would have told it, of whom the first ones come every time.
void fill(RunningSite& site, const attendance::EventId& event, attendance::WallTime from, int count, int minutes_long) {
    auto transaction = store::WriteTransaction::begin(site.store().database());
    REQUIRE(transaction);
    for (int i = 0; i < count; ++i) {
        const std::string person = "p" + std::to_string(i);
        const auto at = from + minutes(minutes_long) * i / count;
        const std::int64_t at_us = at.time_since_epoch().count();
        REQUIRE(site.store().database().run(
            "INSERT INTO person (id, version, name, nickname, reading, lang, erased, change_no) VALUES ($1, 1, $1, '', "
            "'', '', 0, 1) ON CONFLICT (id) DO NOTHING",
            {std::string_view(person)}));
        REQUIRE(site.store().database().run(
            "INSERT INTO presence (event, subject_kind, subject, device, epoch, seq, at_us, quality, source, removed, "
            "change_no) VALUES ($1, 0, $2, 2, 1, $3, $4, 2, 1, 0, 1)",
            {std::string_view(event.value), std::string_view(person), std::int64_t{i + 1}, at_us}));
    }
    REQUIRE(transaction->commit());
}

}  // namespace

TEST_CASE("no word of an event's chart is cut or lies on another, with 1, 4, 60, 61 and 4,000 arrivals") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const auto now = site.clock().read().wall;
    Browser browser = site.organizer();
    for (const int count : {1, 4, 60, 61, 4000}) {
        CAPTURE(count);
        // One that is open, and one that is over; each has the one before it dotted behind it.
        for (const auto& [starts, length] :
             {std::pair(now - hours(30), hours(3)), std::pair(now - hours(1), hours(3))}) {
            const auto event = *site.acts().put_event({{}, 1, "evening", "", starts, starts + length});
            fill(site, event, starts, count, 55);
            for (const std::string language : {"en", "ja"}) {
                browser.cookies["pettan_lang"] = language;
                check(browser.get("/events/" + event.value).body);
            }
        }
    }
}

TEST_CASE("arrivals of the time before that came later are no spike at the edge") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const auto now = site.clock().read().wall;
    const auto before = *site.acts().put_event({{}, 1, "before", "", now - hours(48), now - hours(44)});
    fill(site, before, now - hours(48), 20, 200);
    const auto event = *site.acts().put_event({{}, 1, "evening", "", now - minutes(20), now + hours(3)});
    fill(site, event, now - minutes(20), 4, 20);
    const std::string page = site.organizer().get("/events/" + event.value).body;
    const std::size_t at = page.find("class=\"before\"");
    REQUIRE(at != std::string::npos);
    const std::size_t begin = page.rfind("d=\"", at);
    const std::string path = page.substr(begin, at - begin);
    // 25 minutes are shown, in which 3 came then; not all 20 at one place.
    CHECK(std::ranges::count(path, 'V') <= 4);
}

TEST_CASE("no word of a season's charts is cut or lies on another, with 1 to 60 events of 4 and 4,000 people") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    const auto now = site.clock().read().wall;
    Browser browser = site.organizer();
    const auto day = [&](int days) { return web::local_minutes(now + hours(24 * days)).substr(0, 10); };
    REQUIRE(browser
                .submit("/seasons/new", "/seasons/new",
                        {{"name", "x"}, {"first", day(-100)}, {"last", day(10)}, {"squares", "6"}})
                .status == 303);
    int events = 0;
    for (const int count : {4, 4000}) {
        for (const int more : {1, 5, count == 4 ? 60 : 3}) {
            for (; events < more + (count == 4 ? 0 : 60); ++events) {
                const auto starts = now - hours(24 + events * 18);
                const auto event = *site.acts().put_event({{}, 1, "e", "", starts, starts + hours(2)});
                fill(site, event, starts, events % 3 == 0 ? count : std::max(1, count / 7), 60);
            }
            CAPTURE(count, events);
            check(browser.get("/seasons").body);
        }
    }
}
