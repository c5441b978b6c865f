// Bodies that are sent while they are made, over a real server.
#include "http/spool.h"

#include <atomic>
#include <thread>

#include "http/http_server.h"
#include "http_client.h"
#include "testing/catch.h"

using http::BodySource;
using http::Spool;
using testing::BareConnection;
using testing::HttpClient;

namespace {

// Answers every request with the spool that `make` returns.
class Server {
public:
    explicit Server(std::shared_ptr<Spool> spool) {
        auto server = http::HttpServer::start({}, [spool](const http::HttpRequest&, const http::Reply& reply) {
            http::HttpResponse response;
            response.source = spool;
            reply.send(std::move(response));
        });
        if (!server) FAIL(server.error().message);
        m_server = std::move(*server);
    }
    int port() const { return m_server->port(); }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port()); }
    void stop() { m_server.reset(); }

private:
    std::unique_ptr<http::HttpServer> m_server;
};

std::string numbers(int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += std::to_string(i) + "\n";
    return text;
}

}  // namespace

TEST_CASE("a reader of a spool is told what is there, to wait, and the end") {
    const auto spool = *Spool::make();
    char into[8];
    std::atomic<int> called = 0;
    const auto ready = [&] { ++called; };
    CHECK(spool->read(0, into, 8, ready).state == BodySource::State::waits);
    REQUIRE(spool->write("abc"));
    REQUIRE(spool->finish());
    CHECK(called == 1);
    const auto part = spool->read(0, into, 2, ready);
    CHECK(part.state == BodySource::State::more);
    CHECK(std::string(into, part.bytes) == "ab");
    CHECK(spool->read(2, into, 8, ready).bytes == 1);
    CHECK(spool->read(3, into, 8, ready).state == BodySource::State::ends);
    CHECK(called == 1);
}

TEST_CASE("a body arrives whole, whatever its maker and its reader do first") {
    const std::string body = numbers(GENERATE(0, 1, 60'000, 300'000));
    const bool made_before = GENERATE(true, false);
    const auto spool = *Spool::make();
    const auto make = [&] {
        for (std::size_t at = 0; at < body.size(); at += 1000)
            REQUIRE(spool->write(std::string_view(body).substr(at, 1000)));
        REQUIRE(spool->finish());
    };
    if (made_before) make();
    Server server(spool);
    std::string got;
    std::thread client([&] { got = HttpClient(server.url()).get("/").body; });
    if (!made_before) make();
    client.join();
    CHECK(got == body);
}

TEST_CASE("a body that breaks off is no whole body for the client") {
    const auto spool = *Spool::make();
    REQUIRE(spool->write(numbers(100'000)));
    Server server(spool);
    int status = -1;
    std::thread client([&] { status = HttpClient(server.url()).get("/").status; });
    spool->fail();
    client.join();
    CHECK(status == 0);  // libcurl: the transfer was cut
}

TEST_CASE("whoever makes a body is told that nobody waits for it any more") {
    const auto spool = *Spool::make();
    Server server(spool);
    {
        BareConnection connection(server.port());
        REQUIRE(connection.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
        REQUIRE(spool->write(numbers(100'000)));
        static_cast<void>(connection.read_for(std::chrono::seconds(5)));
    }
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(120);
    while (!spool->is_given_up() && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    CHECK(spool->is_given_up());
    CHECK_FALSE(spool->write("more"));
}

TEST_CASE("a server stops while a body is still being made") {
    const auto spool = *Spool::make();
    Server server(spool);
    BareConnection connection(server.port());
    REQUIRE(connection.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));
    REQUIRE(spool->write(numbers(100'000)));
    CHECK_FALSE(connection.read_for(std::chrono::seconds(5)).empty());
    server.stop();
    static_cast<void>(connection.read_for(std::chrono::seconds(5)));
    CHECK(spool->is_given_up());
}
