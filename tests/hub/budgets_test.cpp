// What a stranger may take of the hub: bytes, connections and turns; and who is a stranger behind a proxy.
#include <thread>

#include "http/body_budget.h"
#include "http/forwarded.h"
#include "http/turns.h"
#include "running_hub.h"
#include "wire/gzip.h"

using http::BodyBudget;
using http::CallerKind;
using testing::BareConnection;
using testing::HttpClient;
using testing::RunningHub;
using testing::Tables;

namespace {

std::vector<http::AddressRange> ranges(std::initializer_list<const char*> texts) {
    std::vector<http::AddressRange> list;
    for (const char* text : texts)
        list.push_back(*http::AddressRange::parse(text));
    return list;
}

using Headers = std::map<std::string, std::string>;
http::Origin origin(const std::string& peer, const Headers& headers) {
    return http::origin_of(ranges({"127.0.0.1", "10.0.0.0/8", "fd00::/8"}), peer, headers);
}

std::string claim(const std::string& path, std::size_t bytes, const std::string& token = "") {
    return "POST " + path + " HTTP/1.1\r\nHost: h\r\n" +
           (token.empty() ? "" : "Authorization: Bearer " + token + "\r\n") +
           "Content-Length: " + std::to_string(bytes) + "\r\n\r\n";
}

}  // namespace

TEST_CASE("bytes of bodies are counted as they arrive, for each kind and each stranger's address, to the boundary") {
    http::BodyLimits limits;
    limits.free_bytes = 10;
    limits.of_an_address_max = 100;
    limits.bytes_max = {150, 200, 300};
    BodyBudget budget(limits);
    BodyBudget::Share one;
    one.open(budget, CallerKind::stranger, "a");
    CHECK(one.take(10));
    CHECK(one.take(100));
    CHECK_FALSE(one.take(1));
    BodyBudget::Share other;
    other.open(budget, CallerKind::stranger, "b");
    CHECK(other.take(60));
    CHECK_FALSE(other.take(1));
    BodyBudget::Share small;
    small.open(budget, CallerKind::stranger, "c");
    CHECK(small.take(10));  // whoever sends little is never refused
    CHECK_FALSE(small.take(1));
    BodyBudget::Share kiosk;
    kiosk.open(budget, CallerKind::kiosk, "a");
    CHECK(kiosk.take(310));
    CHECK_FALSE(kiosk.take(1));
    one.give_back();
    BodyBudget::Share later;
    later.open(budget, CallerKind::stranger, "b");
    CHECK(later.take(50));
}

TEST_CASE("strangers take turns, address by address, and a full line is refused") {
    http::TurnLimits limits;
    limits.at_once = 2;
    limits.waiting_of_an_address_max = 3;
    limits.waiting_max = 4;
    http::Turns turns(limits);
    std::string began;
    const auto ask = [&](const std::string& address, char name) {
        return turns.ask(address, [&began, name] { began += name; });
    };
    CHECK(ask("a", '1'));
    CHECK(ask("a", '2'));
    CHECK(began == "12");
    CHECK(ask("a", '3'));
    CHECK(ask("a", '4'));
    CHECK(ask("a", '5'));
    CHECK_FALSE(ask("a", '6'));
    CHECK(ask("b", '7'));
    CHECK_FALSE(ask("c", '8'));
    turns.done();
    turns.done();
    CHECK(began == "1273");
    turns.done();
    CHECK(began == "12734");
    turns.close();
    turns.done();
    CHECK(began == "12734");
}

TEST_CASE("one who is done at once starts the next one, without end") {
    http::TurnLimits limits;
    limits.at_once = 1;
    limits.waiting_max = limits.waiting_of_an_address_max = 100'000;
    http::Turns turns(limits);
    int began = 0;
    REQUIRE(turns.ask("a", [] {}));
    for (int i = 0; i < 100'000; ++i)
        REQUIRE(turns.ask("a", [&] {
            ++began;
            turns.done();
        }));
    CHECK(began == 0);
    turns.done();
    CHECK(began == 100'000);
}

TEST_CASE("only a trusted proxy says who asks and over what") {
    const Headers lie{{"x-forwarded-for", "192.0.2.1"}, {"x-forwarded-proto", "https"}};
    CHECK(origin("203.0.113.5", lie).address == "203.0.113.5");
    CHECK_FALSE(origin("203.0.113.5", lie).https);
    CHECK(origin("127.0.0.1", lie).address == "192.0.2.1");
    CHECK(origin("127.0.0.1", lie).https);
    CHECK(origin("127.0.0.1", {}).address == "127.0.0.1");
    CHECK_FALSE(origin("127.0.0.1", {}).https);
}

TEST_CASE("what somebody wrote before the first trusted proxy is not believed") {
    CHECK(origin("127.0.0.1", {{"x-forwarded-for", "1.2.3.4, 198.51.100.7"}}).address == "198.51.100.7");
    CHECK(origin("127.0.0.1", {{"x-forwarded-for", "1.2.3.4, 198.51.100.7, 10.1.1.1"}}).address == "198.51.100.7");
    CHECK(origin("127.0.0.1", {{"x-forwarded-for", "1.2.3.4, unknown"}}).address == "127.0.0.1");
}

TEST_CASE("Forwarded is read as RFC 7239 writes it") {
    const auto one =
        origin("10.0.0.1", {{"forwarded", "for=\"[2001:db8:cafe::17]:4711\";proto=https;by=203.0.113.43"}});
    CHECK(one.address == "2001:db8:cafe::17");
    CHECK(one.https);
    const auto two = origin("fd00::1", {{"forwarded", "For=192.0.2.43, for=198.51.100.17;Proto=HTTP"}});
    CHECK(two.address == "198.51.100.17");
    CHECK_FALSE(two.https);
}

TEST_CASE("an IPv6 network is one place, an IPv4 address another") {
    CHECK(http::place_of("2001:db8:1:2:aaaa::1") == http::place_of("2001:db8:1:2:bbbb::2"));
    CHECK(http::place_of("2001:db8:1:2::1") != http::place_of("2001:db8:1:3::1"));
    CHECK(http::place_of("192.0.2.1") != http::place_of("192.0.2.2"));
    CHECK(http::place_of("::ffff:192.0.2.1") == "::ffff:192.0.2.1");
    for (const char* bad : {"", "x", "1.2.3", "1.2.3.4/33", "::/129", "10.0.0.0/x", "1.2.3.4/8/8"})
        CHECK_FALSE(http::AddressRange::parse(bad));
}

TEST_CASE("strangers that claim megabytes take nothing from kiosks or from strangers") {
    const Tables tables(sql::Engine::sqlite);
    http::HttpOptions options;
    options.body_bytes_max_below = {{"/import", 8 * 1024 * 1024}};
    RunningHub running(tables, options);
    const testing::Kiosk kiosk = running.enrol();
    std::vector<BareConnection> claiming;
    for (int i = 0; i < 40; ++i) {
        claiming.emplace_back(running.port());
        claiming.back().send(claim(i % 2 == 0 ? "/import" : "/v1/entries", i % 2 == 0 ? 8 * 1024 * 1024 : 60'000));
    }
    HttpClient client(running.url());
    CHECK(client.post("/v1/entries", kiosk.token, wire::to_json(kiosk.stamps(1, 1))).status == 200);
    CHECK(client.post("/v1/enrol", "", "{}").status == 400);
}

TEST_CASE("a large body is taken from those who are known, and never asked for from a stranger") {
    const Tables tables(sql::Engine::sqlite);
    RunningHub running(tables);
    const testing::Kiosk kiosk = running.enrol();
    const std::size_t limit = http::BodyLimits().of_a_stranger_max;
    const auto answer_to = [&](std::size_t bytes, const std::string& token, std::size_t sent) {
        BareConnection connection(running.port());
        connection.send(claim("/v1/entries", bytes, token) + std::string(sent, ' '));
        return connection.read_for(std::chrono::seconds(20)).substr(0, 12);
    };
    CHECK(answer_to(limit, "stranger", limit) == "HTTP/1.1 401");
    // It may be good at another hub: its holder tries again.
    CHECK(answer_to(limit + 1, "stranger", 0) == "HTTP/1.1 503");
    CHECK(answer_to(limit + 1, "", 0) == "HTTP/1.1 401");
    CHECK(answer_to(limit + 1, kiosk.token, limit + 1) == "HTTP/1.1 400");
}

TEST_CASE("a stranger's token is looked at before anything is unfolded or read") {
    const Tables tables(sql::Engine::sqlite);
    RunningHub running(tables);
    HttpClient client(running.url());
    std::string nothing = "[";
    for (int i = 0; i < 100'000; ++i)
        nothing += "[],";
    const std::string bomb = wire::gzip(nothing + "[]]");
    REQUIRE(bomb.size() < 2000);
    const auto answer = client.post("/v1/entries", "stranger", bomb, {"Content-Encoding: gzip"});
    CHECK(answer.status == 401);
    CHECK(client.post("/v1/entries", "stranger", "no gzip", {"Content-Encoding: gzip"}).status == 401);
    CHECK(client.post("/v1/entries", "stranger", "x", {"Content-Encoding: odd"}).status == 401);
    // Enrolment has no token: a body that unfolds to more than such a message is refused instead.
    CHECK(client.post("/v1/enrol", "", bomb, {"Content-Encoding: gzip"}).status == 413);
}

TEST_CASE("a place that opens too many connections loses its own oldest, and a kiosk is answered on its old one") {
    const Tables tables(sql::Engine::sqlite);
    http::HttpOptions options;
    options.strangers.of_a_place_max = 50;
    RunningHub running(tables, options);
    const testing::Kiosk kiosk = running.enrol();
    HttpClient client(running.url());
    REQUIRE(client.post("/v1/entries", kiosk.token, wire::to_json(kiosk.stamps(1, 1))).status == 200);
    std::vector<BareConnection> idle;
    for (int i = 0; i < 51; ++i) {
        idle.emplace_back(running.port());
        REQUIRE(idle.back().connected());
        REQUIRE(idle.back().send("GET /v1/hello HTTP/1.1\r\n"));
    }
    testing::eventually([&] {
        static_cast<void>(idle.front().read_for(std::chrono::milliseconds(50)));
        return idle.front().closed();
    });
    static_cast<void>(idle.back().read_for(std::chrono::milliseconds(50)));
    CHECK_FALSE(idle.back().closed());
    CHECK(client.post("/v1/entries", kiosk.token, wire::to_json(kiosk.stamps(2, 1))).status == 200);
    CHECK(HttpClient(running.url()).post("/v1/entries", kiosk.token, wire::to_json(kiosk.stamps(3, 1))).status == 200);
}
