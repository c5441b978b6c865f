// What is committed in one part of the hub is heard in the others at once.
#include <atomic>
#include <thread>

#include "../hub/running_hub.h"
#include "browser.h"

using testing::HttpClient;
using testing::Kiosk;
using testing::RunningHub;
using testing::RunningSite;
using testing::Tables;

TEST_CASE("the bell tells whoever listens, and nobody who has gone") {
    store::CommitBell bell;
    int first = 0;
    int second = 0;
    bell.listen(&first, [&] { ++first; });
    bell.listen(&second, [&] { ++second; });
    bell.ring();
    bell.forget(&first);
    bell.ring();
    CHECK(first == 1);
    CHECK(second == 2);
}

TEST_CASE("what is written on the pages wakes a kiosk's long poll, and what a kiosk sends rings for the pages") {
    ON_EACH_ENGINE();
    const auto bell = std::make_shared<store::CommitBell>();
    RunningHub running(tables, {}, 64, bell);
    RunningSite site(tables, false, bell);
    std::atomic<int> rung = 0;
    bell->listen(&rung, [&] { ++rung; });
    const Kiosk kiosk = running.enrol();
    HttpClient sender(running.url());
    int before = rung;
    REQUIRE(sender.post("/v1/entries", kiosk.token, wire::to_json(kiosk.stamps(1, 1))).status == 200);
    testing::eventually([&] { return rung > before; });  // after the answer

    auto browser = site.organizer();
    const std::string cursor = testing::all_changes(running.store(), kiosk.device).cursor;
    std::atomic<bool> waits = false;
    std::string news;
    std::chrono::steady_clock::time_point answered;
    std::thread poll([&] {
        HttpClient client(running.url());
        waits = true;
        news = client.get("/v1/changes?cursor=" + cursor + "&wait=25", kiosk.token).body;
        answered = std::chrono::steady_clock::now();
    });
    testing::eventually([&] { return waits.load(); });
    std::this_thread::sleep_for(
        std::chrono::milliseconds(200));  // now it is held, most likely; if not, it is told anyway
    before = rung;
    CHECK(browser.submit("/people/new", "/people/new", {{"name", "Natsu"}}).status == 303);
    const auto written = std::chrono::steady_clock::now();
    poll.join();
    CHECK(rung > before);
    CHECK_THAT(news, contains("Natsu"));
    const std::chrono::duration<double, std::milli> way = answered - written;
    WARN("the kiosk's long poll was answered " << way.count() << " ms after the page's redirect");
    bell->forget(&rung);
}
