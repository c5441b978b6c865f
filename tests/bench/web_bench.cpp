// The pages of a community of 4,000 people, 500 events and 250,000 stamps beside one of 100,000 people, 2,000 events and
// 1,000,000 stamps (both with 500 stamps an evening, and with longer lists than a page shows), on both engines: CPU until the whole answer is there (this process: hub and client; PostgreSQL's own is not in it), and how
// many times as much the large community costs. A page shows a bounded number of rows, so that the ratio should stay
// near one. Then an export of everything: how much memory it takes; and pages while two of them run, beside pages
// alone.
//
// PETTAN_BENCH_LARGE=PEOPLE:EVENTS:STAMPS takes another large one: filling the whole takes minutes.
// PETTAN_BENCH_ENGINE=sqlite or postgresql: only that one.
#include <curl/curl.h>
#include <fmt/core.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <thread>

#include "../web/browser.h"
#include "community.h"
#include "web/routes.h"

using testing::Browser;
using testing::CommunitySize;
using testing::RunningSite;
using testing::Tables;

namespace {

constexpr CommunitySize small_size{4'000, 500, 250'000};
constexpr CommunitySize large_size{100'000, 2'000, 1'000'000};

double cpu_ms() {
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}
double wall_ms() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double middle(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}
double p99(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() * 99 / 100];
}

struct Cost {
    double first = 0;   // of the first request, which may make what later ones find made
    double middle = 0;  // of the next seven
};
Cost cost_of(Browser& browser, const std::string& path) {
    std::vector<double> costs;
    for (int i = 0; i < 8; ++i) {
        const double start = cpu_ms();
        const auto page = browser.get(path);
        if (page.status != 200) FAIL(path << ": " << page.status);
        costs.push_back(cpu_ms() - start);
    }
    return {costs.front(), middle({costs.begin() + 1, costs.end()})};
}

std::int64_t resident_peak_kb() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::stoll(line.substr(6));
    return 0;
}
void forget_peak() {
    std::ofstream("/proc/self/clear_refs") << "5";
}

// Reads a download without keeping it. Its bytes.
std::int64_t read_through(const Browser& browser, const std::string& url) {
    std::int64_t bytes = 0;
    CURL* curl = curl_easy_init();
    std::string cookies;
    for (const auto& [name, value] : browser.cookies)
        cookies += name + "=" + value + "; ";
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_COOKIE, cookies.c_str());
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &bytes);
    curl_easy_setopt(
        curl, CURLOPT_WRITEFUNCTION, +[](const char*, std::size_t size, std::size_t n, void* into) -> std::size_t {
            *static_cast<std::int64_t*>(into) += static_cast<std::int64_t>(size * n);
            return size * n;
        });
    if (curl_easy_perform(curl) != CURLE_OK) bytes = -1;
    curl_easy_cleanup(curl);
    return bytes;
}

std::vector<double> page_times(Browser& browser, int count) {
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        const double start = wall_ms();
        if (browser.get(i % 2 == 0 ? "/" : "/people/p7").status != 200) FAIL("a page failed");
        times.push_back(wall_ms() - start);
    }
    return times;
}

CommunitySize large_one() {
    CommunitySize size = large_size;
    if (const char* wanted = std::getenv("PETTAN_BENCH_LARGE"))
        if (std::sscanf(wanted, "%d:%d:%d", &size.people, &size.events, &size.stamps) != 3)
            FAIL("PETTAN_BENCH_LARGE is PEOPLE:EVENTS:STAMPS");
    return size;
}

void fill(RunningSite& site, const CommunitySize& size, sql::Engine engine) {
    const double start = wall_ms();
    const auto filled = testing::CommunityFill(site.store(), site.clock()).fill(size);
    if (!filled) FAIL(filled.error().message);
    // What autovacuum does within its first minute.
    if (engine == sql::Engine::postgresql && !site.store().database().run("ANALYZE", {}, {})) FAIL("ANALYZE failed");
    fmt::print("filled {} people, {} events, {} stamps in {:.0f} s\n", size.people, size.events, size.stamps,
               (wall_ms() - start) / 1e3);
    std::fflush(stdout);
}

// Every page that an account opens (routes.h). A second one of a pattern shows other rows.
// clang-format off
constexpr const char* pages[] = {
    "/", "/events", "/events?page=3", "/events/new", "EVENT", "EVENT/news", "EVENT/list", "EVENT/edit",
    "EVENT/stamp", "EVENT/stamp/find?q=yoshi", "EVENT/words", "/people", "/people/find?q=yoshi",
    "/people/find?q=%E3%82%88", "/people/new", "/people/card/CARD", "/people/card/CARD/find?q=yoshi", "/people/p7",
    "/people/p7/edit", "/people/p7/merge?q=yoshi", "/people/p7/erase", "/people/p7/link", "/conflicts", "/kiosks",
    "/kiosks/news", "/seasons", "/seasons/new", "/seasons/s", "/seasons/s/edit", "/seasons/s/events.csv", "/export",
    "/import", "/settings", "/settings/retention", "/settings/words"};
// clang-format on

void say_what_is_missing() {
    for (const web::Route& route : web::routes()) {
        const bool is_account_page =
            route.method == "GET" && (route.who == web::Who::staff || route.who == web::Who::organizer);
        const auto is_of_it = [&](std::string path) {
            path.resize(std::min(path.find('?'), path.size()));
            if (path.starts_with("EVENT")) path.replace(0, 5, "/events/e0");
            return web::match(route.pattern, path).has_value();
        };
        if (is_account_page && std::ranges::none_of(pages, is_of_it)) fmt::print("not measured: {}\n", route.pattern);
    }
}

void compare_pages(Browser& in_small, Browser& in_large, const CommunitySize& large) {
    fmt::print("{:34} {:>11} {:>11} {:>7} {:>13}\n", "page, CPU", "small", "large", "ratio", "large, first");
    const std::string last = "/events/e" + std::to_string(large.events - 1);
    const std::string last_small = "/events/e" + std::to_string(small_size.events - 1);
    for (const char* path : pages) {
        const auto in = [&](const std::string& event) {
            const std::string text = path;
            if (text.starts_with("EVENT")) return event + text.substr(5);
            const std::size_t card = text.find("CARD");
            return card == std::string::npos ? text : std::string(text).replace(card, 4, std::string(32, 'c'));
        };
        const Cost a = cost_of(in_small, in(last_small));
        const Cost b = cost_of(in_large, in(last));
        fmt::print("{:34} {:9.1f}ms {:9.1f}ms {:6.1f}x {:11.1f}ms\n", path, a.middle, b.middle, b.middle / a.middle,
                   b.first);
        std::fflush(stdout);
    }
}

void export_everything(RunningSite& site, const Browser& browser) {
    for (const char* format : {"csv", "json", "xlsx"}) {
        forget_peak();
        const std::int64_t before = resident_peak_kb();
        const double start = wall_ms();
        const double cpu = cpu_ms();
        const std::int64_t bytes = read_through(browser, site.url() + "/export/file?what=all&format=" + format);
        fmt::print("everything as {:5} {:6.1f} MB in {:5.1f} s, {:5.1f} s CPU; memory grew by {:.1f} MB\n", format,
                   static_cast<double>(bytes) / 1e6, (wall_ms() - start) / 1e3, (cpu_ms() - cpu) / 1e3,
                   static_cast<double>(resident_peak_kb() - before) / 1024);
        std::fflush(stdout);
    }
}

void pages_beside_exports(RunningSite& site, Browser& browser) {
    constexpr int pages = 200;
    const double alone = p99(page_times(browser, pages));
    std::atomic<bool> done = false;
    std::vector<std::thread> exports;
    for (int i = 0; i < 2; ++i)
        exports.emplace_back([&] {
            ::setpriority(PRIO_PROCESS, 0, 10);  // whoever downloads sits at another machine
            while (!done)
                read_through(browser, site.url() + "/export/file?what=season:s&format=csv");
        });
    const double beside = p99(page_times(browser, pages));
    done = true;
    for (std::thread& one : exports)
        one.join();
    fmt::print("p99 of pages: {:.1f} ms alone, {:.1f} ms beside two exports: {:.2f}x\n", alone, beside, beside / alone);
}

}  // namespace

TEST_CASE("pages and exports of a large community") {
    const CommunitySize large = large_one();
    const char* wanted = std::getenv("PETTAN_BENCH_ENGINE");
    for (const sql::Engine engine : {sql::Engine::sqlite, sql::Engine::postgresql}) {
        const std::string name = engine == sql::Engine::sqlite ? "sqlite" : "postgresql";
        if (wanted != nullptr && wanted != name) continue;
        const Tables small_tables(engine);
        const Tables large_tables(engine);
        RunningSite small_site(small_tables);
        RunningSite large_site(large_tables);
        say_what_is_missing();
        fmt::print("{}\n", name);
        fill(small_site, small_size, engine);
        fill(large_site, large, engine);
        Browser in_small = small_site.organizer();
        Browser in_large = large_site.organizer();
        compare_pages(in_small, in_large, large);
        export_everything(large_site, in_large);
        pages_beside_exports(large_site, in_large);
    }
}
