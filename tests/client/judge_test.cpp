#include "client/judge.h"

#include "client/backoff.h"
#include "testing/catch.h"
#include "wire/codec.h"

using client::HttpReply;
using client::Verdict;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

HttpReply reply(int status, std::string body) {
    return {status, std::move(body), {}, {}};
}
HttpReply error(wire::ErrorWord word, wire::ErrorBody body = {}) {
    body.word = word;
    return reply(wire::status_of(word), wire::to_json(body));
}
Verdict verdict(const HttpReply& of) {
    return client::judge_entries(of).judgement.verdict;
}
wire::Hello hello() {
    wire::Hello hello;
    hello.hub = "hub1";
    return hello;
}

}  // namespace

TEST_CASE("a login page is foreign whatever its status") {
    for (const int status : {200, 302, 403, 404, 511}) {
        INFO(status);
        const auto judged = client::judge_hello(reply(status, "<html>Welcome to Hotel Wi-Fi</html>"), "hub1");
        CHECK(judged.judgement.verdict == Verdict::foreign);
        CHECK_FALSE(judged.judgement.reason.empty());
        CHECK_FALSE(judged.message);
        CHECK(verdict(reply(status, "<html>")) == Verdict::foreign);
    }
}

TEST_CASE("a 401 that is not the hub's own does not stop the kiosk") {
    CHECK(verdict(reply(401, "log in first")) == Verdict::foreign);
    CHECK(verdict(error(wire::ErrorWord::revoked)) == Verdict::revoked);
    CHECK(verdict(error(wire::ErrorWord::unauthorized)) == Verdict::revoked);
}

TEST_CASE("only the enrolled hub's hello will do") {
    CHECK(client::judge_hello(reply(200, wire::to_json(hello())), "hub1").message);
    CHECK(client::judge_hello(reply(200, wire::to_json(hello())), "").message);
    CHECK(client::judge_hello(reply(200, wire::to_json(hello())), "hub2").judgement.verdict == Verdict::foreign);
}

TEST_CASE("a hub that speaks only later versions is told as such") {
    auto newer = hello();
    newer.protocol_highest = wire::protocol_max + 1;
    CHECK(client::judge_hello(reply(200, wire::to_json(newer)), "").message);
    newer.protocol_lowest = wire::protocol_max + 1;
    CHECK(client::judge_hello(reply(200, wire::to_json(newer)), "").judgement.verdict == Verdict::bad_version);
}

TEST_CASE("each word of the hub leads somewhere") {
    using enum wire::ErrorWord;
    CHECK(verdict(error(too_large)) == Verdict::too_large);
    CHECK(verdict(error(too_many)) == Verdict::too_many);
    CHECK(verdict(error(unavailable)) == Verdict::too_many);
    CHECK(verdict(error(internal)) == Verdict::fault);
    CHECK(verdict(error(full)) == Verdict::fault);
    CHECK(verdict(error(bad_request)) == Verdict::refused);
    CHECK(verdict(error(protocol)) == Verdict::bad_version);
    CHECK(verdict(error(gone)) == Verdict::gone);

    wire::ErrorBody body;
    body.next_epoch = 7;
    CHECK(client::judge_entries(error(fork, body)).judgement.next_epoch == 7);
    body.expected_seq = 12;
    CHECK(client::judge_entries(error(gap, body)).judgement.expected_seq == 12);
}

TEST_CASE("what stands before a hub may ask for patience too") {
    HttpReply busy = reply(429, "slow down");
    busy.retry_after = seconds(9);
    CHECK(verdict(busy) == Verdict::too_many);
    CHECK(client::judge_entries(busy).judgement.retry_after == seconds(9));
    CHECK(verdict(reply(502, "<html>bad gateway")) == Verdict::fault);
}

TEST_CASE("the pause doubles up to a minute and begins again after a success") {
    client::Backoff backoff({});
    const int expected_s[] = {1, 2, 4, 8, 16, 32, 60, 60};
    for (const int s : expected_s)
        CHECK(backoff.next(1.0) == seconds(s));
    backoff.reset();
    CHECK(backoff.next(0.5) == milliseconds(500));
    CHECK(backoff.next(0.0) == milliseconds(0));
}

TEST_CASE("Retry-After is waited in full, but not for ever") {
    client::Backoff backoff({});
    CHECK(backoff.next(0.0, seconds(30)) == seconds(30));
    CHECK(backoff.next(0.5, seconds(30)) == seconds(31));
    CHECK(backoff.next(0.0, seconds(86'400)) == seconds(600));
}
