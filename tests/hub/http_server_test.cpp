#include "hub/http_server.h"

#include <unistd.h>

#include <fstream>

#include "running_hub.h"

using testing::BareConnection;
using testing::HttpClient;
using testing::RunningHub;
using testing::Tables;

namespace {

std::int64_t resident_kb() {
    std::ifstream file("/proc/self/statm");
    std::int64_t all = 0;
    std::int64_t resident = 0;
    file >> all >> resident;
    return resident * ::sysconf(_SC_PAGESIZE) / 1024;
}

std::string post_head(const std::string& length) {
    return "POST /v1/entries HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer x\r\nContent-Length: " + length + "\r\n\r\n";
}

}  // namespace

TEST_CASE("a body of a gigabyte is refused before it is read") {
    const Tables tables(hub::Engine::sqlite);
    const RunningHub running(tables);
    for (const char* length : {"1073741824", "99999999999999999999999"}) {
        BareConnection connection(running.port());
        REQUIRE(connection.send(post_head(length)));
        const std::string answer = connection.read_for(std::chrono::seconds(10));
        CHECK_THAT(answer, contains("too_large") || contains("HTTP/1.1 4"));
    }
}

TEST_CASE("a body that comes too slowly is answered 408 and ended") {
    const Tables tables(hub::Engine::sqlite);
    hub::HttpOptions options;
    options.body_time_max = std::chrono::seconds(1);
    const RunningHub running(tables, options);
    BareConnection connection(running.port());
    REQUIRE(connection.send(post_head("1000")));
    std::string answer;
    testing::eventually([&] {
        static_cast<void>(connection.send(" "));
        answer += connection.read_for(std::chrono::milliseconds(100));
        return connection.closed();
    });
    CHECK_THAT(answer, contains("408") && contains("too_slow"));
}

TEST_CASE("headers that come too slowly are ended, however regularly they drip") {
    const Tables tables(hub::Engine::sqlite);
    hub::HttpOptions options;
    options.head_time_max = std::chrono::seconds(1);
    const RunningHub running(tables, options);
    BareConnection connection(running.port());
    REQUIRE(connection.send("GET /v1/hello HTTP/1.1\r\n"));
    testing::eventually([&] {
        static_cast<void>(connection.send("X-Drip: 1\r\n"));
        connection.read_for(std::chrono::milliseconds(100));
        return connection.closed();
    });
}

TEST_CASE("headers beyond their limit are refused") {
    const Tables tables(hub::Engine::sqlite);
    const RunningHub running(tables);
    BareConnection connection(running.port());
    connection.send("GET /v1/hello HTTP/1.1\r\nX: " + std::string(40'000, 'x') + "\r\n\r\n");
    CHECK_THAT(connection.read_for(std::chrono::seconds(10)), contains("HTTP/1.1 4"));
}

TEST_CASE("2,000 idle and half-open connections cost little memory, and others are answered") {
    const Tables tables(hub::Engine::sqlite);
    RunningHub running(tables);
    const testing::Kiosk kiosk = running.enrol();
    HttpClient client(running.url());
    REQUIRE(client.get("/v1/hello").status == 200);
    const std::int64_t before_kb = resident_kb();
    std::vector<BareConnection> idle;
    idle.reserve(2000);
    for (int i = 0; i < 2000; ++i) {
        idle.emplace_back(running.port());
        REQUIRE(idle.back().connected());
        if (i % 3 == 1) idle.back().send("GET /v1/hello HTTP/1.1\r\nX-Half: 1\r\n");
        if (i % 3 == 2) idle.back().send(post_head("200000") + std::string(100, ' '));
    }
    HttpClient other(running.url());
    std::vector<double> seconds;
    for (int i = 0; i < 50; ++i) {
        const auto start = std::chrono::steady_clock::now();
        REQUIRE(other.post("/v1/entries", kiosk.token, wire::to_json(kiosk.stamps(1 + i, 1))).status == 200);
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    std::sort(seconds.begin(), seconds.end());
    const std::int64_t grown_kb = resident_kb() - before_kb;
    WARN("p99 beside 2,000 connections: " << seconds.back() * 1000 << " ms; memory grew by " << grown_kb << " KB");
    CHECK(grown_kb < 150'000);
}

TEST_CASE("bodies that are being received are bounded all together") {
    const Tables tables(hub::Engine::sqlite);
    hub::HttpOptions options;
    options.bodies_bytes_max = 500'000;
    const RunningHub running(tables, options);
    BareConnection first(running.port());
    BareConnection second(running.port());
    REQUIRE(first.send(post_head("250000")));
    REQUIRE(second.send(post_head("250000")));
    HttpClient client(running.url());
    testing::eventually([&] { return client.post("/v1/entries", "x", "{}").status == 503; });
    { const BareConnection gone = std::move(first); }
    testing::eventually([&] { return client.post("/v1/entries", "x", "{}").status == 400; });
}
