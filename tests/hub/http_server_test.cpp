#include "http/http_server.h"

#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "running_hub.h"
#include "wire/gzip.h"

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
    const Tables tables(sql::Engine::sqlite);
    const RunningHub running(tables);
    for (const char* length : {"1073741824", "99999999999999999999999"}) {
        BareConnection connection(running.port());
        REQUIRE(connection.send(post_head(length)));
        const std::string answer = connection.read_for(std::chrono::seconds(10));
        CHECK_THAT(answer, contains("too_large") || contains("HTTP/1.1 4"));
    }
}

TEST_CASE("a body that comes too slowly is answered 408 and ended") {
    const Tables tables(sql::Engine::sqlite);
    http::HttpOptions options;
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
    const Tables tables(sql::Engine::sqlite);
    http::HttpOptions options;
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
    const Tables tables(sql::Engine::sqlite);
    const RunningHub running(tables);
    BareConnection connection(running.port());
    connection.send("GET /v1/hello HTTP/1.1\r\nX: " + std::string(40'000, 'x') + "\r\n\r\n");
    CHECK_THAT(connection.read_for(std::chrono::seconds(10)), contains("HTTP/1.1 4"));
}

TEST_CASE("2,000 idle and half-open connections cost little memory, and others are answered") {
    const Tables tables(sql::Engine::sqlite);
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

TEST_CASE("bodies that are being received are bounded all together, by what has arrived") {
    const Tables tables(sql::Engine::sqlite);
    http::HttpOptions options;
    options.bodies.bytes_max.fill(500'000);
    options.bodies.free_bytes = 0;
    options.caller = [](const http::HttpRequest&) { return http::CallerKind::kiosk; };
    const RunningHub running(tables, options);
    HttpClient client(running.url());
    std::vector<BareConnection> sending;
    // More than what the libraries of either Debian keep for themselves of what has arrived.
    const std::string body(100'000, ' ');
    testing::eventually([&] {
        // Each time anew: if this body's bytes arrived before the last of theirs, it is one of them that has no room.
        sending.clear();
        for (int i = 0; i < 2; ++i) {
            sending.emplace_back(running.port());
            REQUIRE(sending.back().send(post_head("250000")));
        }
        REQUIRE(client.post("/v1/entries", "x", "{}").status == 401);  // a claim takes no room
        for (BareConnection& connection : sending)
            REQUIRE(connection.send(std::string(249'999, ' ')));
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return client.post("/v1/entries", "x", body).status == 503;
    });
    { const BareConnection gone = std::move(sending.front()); }
    testing::eventually([&] { return client.post("/v1/entries", "x", body).status == 401; });
}

TEST_CASE("a server is started and stopped hundreds of times while connections come in") {
    for (int times = 0; times < 200; ++times) {
        auto server =
            http::HttpServer::start({}, [](const http::HttpRequest&, const http::Reply& reply) { reply.send({}); });
        REQUIRE(server);
        std::vector<BareConnection> connections;
        for (int i = 0; i < 4; ++i) {
            CHECK(connections.emplace_back((*server)->port()).connected());
            static_cast<void>(connections.back().send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
        }
        server->reset();
    }
}

TEST_CASE("a small body that would unfold to 200 MB is refused, and never unfolded") {
    const Tables tables(sql::Engine::sqlite);
    RunningHub running(tables);
    const testing::Kiosk kiosk = running.enrol();
    // 200 MB in as many bytes as the hub takes; and members one after the other, which are one text to gzip.
    const std::string one_member = wire::gzip(std::string(200UL * 1024 * 1024, ' '));
    const std::string megabyte = wire::gzip(std::string(1024 * 1024, ' '));
    std::string members;
    while (members.size() + megabyte.size() < wire::body_bytes_max)
        members += megabyte;
    REQUIRE(one_member.size() < wire::body_bytes_max);
    HttpClient client(running.url());
    REQUIRE(client.get("/v1/hello").status == 200);
    const std::int64_t before_kb = resident_kb();
    for (const std::string& body : {members, one_member}) {
        const auto answer = client.post("/v1/entries", kiosk.token, body, {"Content-Encoding: gzip"});
        CHECK((answer.status == 413 || answer.status == 400));
    }
    const std::int64_t grown_kb = resident_kb() - before_kb;
    WARN("a bomb of " << one_member.size() / 1024 << " KB: memory grew by " << grown_kb << " KB");
    CHECK(grown_kb < 50'000);
}

TEST_CASE("while hostile clients drip, claim gigabytes and send bombs, others are answered") {
    const Tables tables(sql::Engine::sqlite);
    RunningHub running(tables);
    const testing::Kiosk kiosk = running.enrol();
    const std::string bomb = wire::gzip(std::string(64UL * 1024 * 1024, ' '));
    HttpClient other(running.url());
    REQUIRE(other.get("/v1/hello").status == 200);
    const std::int64_t before_kb = resident_kb();
    std::atomic<bool> over = false;
    std::thread dripping([&] {
        std::vector<BareConnection> connections;
        for (int i = 0; i < 400; ++i) {
            connections.emplace_back(running.port());
            connections.back().send(i % 2 == 0 ? "GET /v1/hello HTTP/1.1\r\n" : post_head("200000"));
        }
        while (!over) {
            for (std::size_t i = 0; i < connections.size(); ++i)
                connections[i].send(i % 2 == 0 ? "X-Drip: 1\r\n" : " ");
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    });
    std::thread bombing([&] {
        HttpClient client(running.url());
        while (!over) {
            client.post("/v1/entries", kiosk.token, bomb, {"Content-Encoding: gzip"});
            BareConnection connection(running.port());
            connection.send(post_head("1073741824") + std::string(1000, 'x'));
        }
    });
    std::vector<double> seconds;
    std::int64_t grown_kb = 0;
    int refused = 0;
    for (int i = 0; i < 200; ++i) {
        const auto start = std::chrono::steady_clock::now();
        refused += other.post("/v1/entries", kiosk.token, wire::to_json(kiosk.stamps(1 + i, 1))).status != 200;
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        grown_kb = std::max(grown_kb, resident_kb() - before_kb);
    }
    over = true;
    dripping.join();
    bombing.join();
    std::sort(seconds.begin(), seconds.end());
    WARN("beside 400 dripping connections, bombs and claims of a gigabyte: p50 "
         << seconds[100] * 1000 << " ms, p99 " << seconds[197] * 1000 << " ms; memory grew by " << grown_kb << " KB");
    CHECK(refused == 0);
#if !defined(__SANITIZE_ADDRESS__)  // it keeps what was freed for a while
    CHECK(grown_kb < 150'000);
#endif
}
