#include "protocol/service.h"

#include <nlohmann/json.hpp>

#include "running_hub.h"
#include "store/guesses.h"
#include "wire/enrol_proof.h"
#include "wire/gzip.h"

using testing::eventually;
using testing::HttpAnswer;
using testing::HttpClient;
using testing::Kiosk;
using testing::RunningHub;
using testing::Tables;

namespace {

std::string word_in(const HttpAnswer& answer) {
    const auto error = wire::parse_error(answer.body);
    if (!error) FAIL(answer.status << " " << answer.body);
    CHECK(wire::status_of(error->word) == answer.status);
    CHECK_FALSE(error->message.empty());
    CHECK_FALSE(error->todo.empty());
    return std::string(to_string(error->word));
}

std::string cursor_in(const HttpAnswer& answer) {
    const auto page = wire::parse_changes(answer.body);
    if (!page) FAIL(answer.status << " " << answer.body);
    return page->cursor;
}

}  // namespace

TEST_CASE("a batch over HTTP is acknowledged, plain and gzipped") {
    const Tables tables(sql::Engine::sqlite);
    RunningHub running(tables);
    const Kiosk kiosk = running.enrol();
    HttpClient client(running.url());
    const auto plain = client.post("/v1/entries", kiosk.token, wire::to_json(kiosk.stamps(1, 3)));
    REQUIRE(plain.status == 200);
    CHECK(wire::parse_entries_reply(plain.body)->acked_through == 3);
    const auto packed = client.post("/v1/entries", kiosk.token, wire::gzip(wire::to_json(kiosk.stamps(4, 500))),
                                    {"Content-Encoding: gzip"});
    REQUIRE(packed.status == 200);
    CHECK(wire::parse_entries_reply(packed.body)->acked_through == 503);
}

TEST_CASE("bad requests get a status, a word and what to do, and leave nothing behind") {
    const Tables tables(sql::Engine::sqlite);
    RunningHub running(tables);
    const Kiosk kiosk = running.enrol();
    HttpClient client(running.url());
    const std::string good = wire::to_json(kiosk.stamps(1, 3));
    const auto send = [&](const std::string& body, std::vector<std::string> headers = {}) {
        return word_in(client.post("/v1/entries", kiosk.token, body, std::move(headers)));
    };
    CHECK(word_in(client.post("/v1/entries", "", good)) == "unauthorized");
    CHECK(word_in(client.post("/v1/entries", "guessed", good)) == "unauthorized");
    CHECK(word_in(client.post("/v1/entries", "", good, {"Authorization: Basic abc"})) == "unauthorized");
    CHECK(send("") == "bad_request");
    CHECK(send("{") == "bad_request");
    CHECK(send(good.substr(0, good.size() - 1)) == "bad_request");
    CHECK(send(std::string(1000, '[')) == "bad_request");
    CHECK(send(good, {"Content-Encoding: gzip"}) == "bad_request");
    const std::string packed = wire::gzip(good);
    CHECK(send(packed.substr(0, packed.size() / 2), {"Content-Encoding: gzip"}) == "bad_request");
    CHECK(send(packed + "x", {"Content-Encoding: gzip"}) == "bad_request");
    CHECK(send(wire::gzip(std::string(100'000'000, ' ')), {"Content-Encoding: gzip"}) == "too_large");
    CHECK(send(good, {"Content-Encoding: br"}) == "bad_encoding");
    CHECK(send(std::string(wire::body_bytes_max + 1, ' ')) == "too_large");
    CHECK(send(std::string(wire::body_bytes_max, ' ')) == "bad_request");
    CHECK(send(good, {"Transfer-Encoding: chunked"}) == "length_required");
    CHECK(send(wire::to_json(kiosk.stamps(2, 1))) == "gap");
    CHECK(word_in(client.get("/v1/entries", kiosk.token)) == "bad_method");
    CHECK(word_in(client.get("/v1/nothing", kiosk.token)) == "not_found");
    CHECK(word_in(client.get("/", kiosk.token)) == "not_found");
    CHECK(word_in(client.get("/v2/changes", kiosk.token)) == "protocol");
    CHECK(word_in(client.get("/v10/hello")) == "protocol");
    CHECK(testing::count_of(running.store().database(), "entry") == 0);
    CHECK(client.post("/v1/entries", kiosk.token, good).status == 200);
    CHECK(send(wire::to_json(kiosk.stamps(3, 1, "other"))) == "fork");
    REQUIRE(running.store().revoke(kiosk.device, testing::some_day));
    CHECK(send(wire::to_json(kiosk.stamps(4, 1))) == "revoked");
    CHECK(word_in(client.get("/v1/snapshot", kiosk.token)) == "revoked");
    CHECK(testing::count_of(running.store().database(), "entry") == 3);
}

TEST_CASE("cursors and waits that are none are refused") {
    const Tables tables(sql::Engine::sqlite);
    RunningHub running(tables);
    const Kiosk kiosk = running.enrol();
    HttpClient client(running.url());
    const auto get = [&](const std::string& query) { return word_in(client.get("/v1/changes" + query, kiosk.token)); };
    CHECK(get("") == "bad_request");
    CHECK(get("?cursor=") == "bad_request");
    CHECK(get("?cursor=x") == "bad_request");
    CHECK(get("?cursor=1") == "bad_request");
    CHECK(get("?cursor=1-") == "bad_request");
    CHECK(get("?cursor=1--1") == "bad_request");
    CHECK(get("?cursor=1-0x") == "bad_request");
    CHECK(get("?cursor=1-99999999999999999999") == "bad_request");
    CHECK(get("?cursor=1-1") == "gone");
    CHECK(get("?cursor=2-0") == "gone");
    CHECK(get("?cursor=1-0&wait=-1") == "bad_request");
    CHECK(get("?cursor=1-0&wait=1.5") == "bad_request");
    CHECK(client.get("/v1/changes?cursor=1-0", kiosk.token).status == 200);
}

TEST_CASE("a long poll is answered as soon as something changes") {
    const Tables tables(sql::Engine::sqlite);
    RunningHub running(tables);
    const Kiosk kiosk = running.enrol();
    const std::string cursor = cursor_in(HttpClient(running.url()).get("/v1/snapshot", kiosk.token));
    std::vector<HttpAnswer> answers(10);
    std::atomic<int> done = 0;
    std::vector<std::thread> waiting;
    for (HttpAnswer& answer : answers)
        waiting.emplace_back([&] {
            answer = HttpClient(running.url()).get("/v1/changes?wait=25&cursor=" + cursor, kiosk.token);
            ++done;
        });
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    CHECK(done == 0);
    const auto sent = std::chrono::steady_clock::now();
    HttpClient(running.url()).post("/v1/entries", kiosk.token, wire::to_json(kiosk.stamps(1, 1)));
    for (std::thread& thread : waiting)
        thread.join();
    CHECK(std::chrono::steady_clock::now() - sent < std::chrono::seconds(20));  // far below the wait
    for (const HttpAnswer& answer : answers)
        CHECK(wire::parse_changes(answer.body)->presences.size() == 1);
}

TEST_CASE("a kiosk that waits is told of a new card key at once, a revoked one and one that does not ask are not") {
    const Tables tables(sql::Engine::sqlite);
    RunningHub running(tables);
    const Kiosk stolen = running.enrol();
    const Kiosk kiosk = running.enrol();
    const std::string cursor = cursor_in(HttpClient(running.url()).get("/v1/snapshot", kiosk.token));
    const auto ask = [&](const Kiosk& who, const std::string& more) {
        return HttpClient(running.url()).get("/v1/changes?cursor=" + cursor + more, who.token);
    };
    const auto first = wire::parse_changes(ask(kiosk, "&card_keys=").body);
    REQUIRE(first->card_keys.size() == 1);
    CHECK(wire::parse_changes(ask(kiosk, "&card_keys=" + first->card_keys_mark).body)->card_keys.empty());
    HttpAnswer told, not_told;
    std::thread waits([&] { told = ask(kiosk, "&wait=25&card_keys=" + first->card_keys_mark); });
    std::thread is_revoked([&] { not_told = ask(stolen, "&wait=25&card_keys=" + first->card_keys_mark); });
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    REQUIRE(running.store().revoke(stolen.device, testing::some_day, store::CardKeyThen::is_replaced));
    waits.join();
    is_revoked.join();
    CHECK(wire::parse_changes(told.body)->card_keys.size() == 2);
    CHECK(word_in(not_told) == "revoked");
    CHECK(ask(kiosk, "").body.find("card_keys") == std::string::npos);
}

TEST_CASE("a sign of life wakes nobody") {
    const Tables tables(sql::Engine::sqlite);
    RunningHub running(tables);
    const Kiosk kiosk = running.enrol();
    const std::string cursor = cursor_in(HttpClient(running.url()).get("/v1/snapshot", kiosk.token));
    HttpClient(running.url()).post("/v1/entries", kiosk.token, wire::to_json(kiosk.batch({})));
    const auto page = HttpClient(running.url()).get("/v1/changes?wait=1&cursor=" + cursor, kiosk.token);
    CHECK(cursor_in(page) == cursor);
}

TEST_CASE("two hubs on one PostgreSQL tell each other's kiosks") {
    const Tables tables(sql::Engine::postgresql);
    RunningHub one(tables);
    RunningHub other(tables);
    const Kiosk kiosk = one.enrol();
    const std::string cursor = cursor_in(HttpClient(other.url()).get("/v1/snapshot", kiosk.token));
    HttpAnswer answer;
    std::thread waiting(
        [&] { answer = HttpClient(other.url()).get("/v1/changes?wait=25&cursor=" + cursor, kiosk.token); });
    HttpClient(one.url()).post("/v1/entries", kiosk.token, wire::to_json(kiosk.stamps(1, 1)));
    waiting.join();
    CHECK(wire::parse_changes(answer.body)->presences.size() == 1);
}

TEST_CASE("a snapshot larger than a page is walked to its end") {
    const Tables tables(sql::Engine::sqlite);
    RunningHub running(tables);
    const Kiosk kiosk = running.enrol();
    HttpClient client(running.url());
    for (std::int64_t first = 1; first < 12'000; first += 500)
        REQUIRE(client.post("/v1/entries", kiosk.token, wire::to_json(kiosk.stamps(first, 500))).status == 200);
    std::set<std::string> cards;
    std::string cursor;
    int pages = 0;
    for (bool more = true; more; ++pages) {
        const auto page = wire::parse_changes(client.get("/v1/snapshot?cursor=" + cursor, kiosk.token).body);
        REQUIRE(page);
        for (const auto& row : page->presences)
            cards.insert(std::get<attendance::CardId>(row.presence.subject).value);
        cursor = page->cursor;
        more = page->more;
    }
    CHECK(pages == 3);
    CHECK(cards.size() == 12'000);
    CHECK_FALSE(wire::parse_changes(client.get("/v1/changes?cursor=" + cursor, kiosk.token).body)->more);
}

TEST_CASE("guessing enrolment codes is stopped for the place it comes from, and for nobody else") {
    ON_EACH_ENGINE();
    http::HttpOptions options;
    options.trusted_proxies = {*http::AddressRange::parse("127.0.0.1")};
    RunningHub running(tables, options);
    HttpClient client(running.url());
    const auto guess = [&](const std::string& code, const std::string& place) {
        return client.post("/v1/enrol", "", wire::to_json(wire::EnrolRequest{code, "x", "", "1", {}}),
                           {"X-Forwarded-For: " + place});
    };
    const auto now = base::system_clock()->read().wall;
    for (std::int64_t i = 1; i < store::codes_of_a_place_max; ++i)
        REQUIRE(store::note_wrong_guess(*store, store::Guess::code, "192.0.2.1", "", now));
    CHECK(word_in(guess("AAAA-AAAA", "192.0.2.1")) == "bad_code");
    CHECK(word_in(guess("AAAA-AAAA", "192.0.2.1")) == "too_many");
    CHECK(word_in(guess("AAAA-AAAA", "192.0.2.2")) == "bad_code");
    const auto code = store->make_enrol_code(now);
    CHECK(guess(code->code, "192.0.2.2").status == 200);
}

TEST_CASE("many kiosks at once are all acknowledged, each with its own rows") {
    const sql::Engine engine = GENERATE(sql::Engine::sqlite, sql::Engine::postgresql);
    const Tables tables(engine);
    RunningHub running(tables);
    constexpr int kiosks = 16;
    constexpr std::int64_t batches = 10;
    std::atomic<int> good = 0;
    std::vector<Kiosk> enrolled;
    for (int i = 0; i < kiosks; ++i)
        enrolled.push_back(running.enrol());
    std::vector<std::thread> threads;
    for (const Kiosk& kiosk : enrolled)
        threads.emplace_back([&running, &good, kiosk] {
            HttpClient client(running.url());
            for (std::int64_t i = 0; i < batches; ++i) {
                const auto answer =
                    client.post("/v1/entries", kiosk.token,
                                wire::to_json(kiosk.stamps(1 + i * 5, 5, std::to_string(kiosk.device) + "-")));
                const auto reply = wire::parse_entries_reply(answer.body);
                if (reply && reply->acked_through == 5 + i * 5) ++good;
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    CHECK(good == kiosks * batches);
    CHECK(testing::count_of(running.store().database(), "entry") == kiosks * batches * 5);
}

TEST_CASE("a hub that stops answers those who wait") {
    const Tables tables(sql::Engine::sqlite);
    auto running = std::make_unique<RunningHub>(tables);
    const Kiosk kiosk = running->enrol();
    const std::string url = running->url();
    const std::string cursor = cursor_in(HttpClient(url).get("/v1/snapshot", kiosk.token));
    HttpAnswer answer;
    std::thread waiting([&] { answer = HttpClient(url).get("/v1/changes?wait=25&cursor=" + cursor, kiosk.token); });
    std::this_thread::sleep_for(std::chrono::seconds(1));
    running.reset();
    waiting.join();
    CHECK(answer.status == 503);
}

namespace {

// What a kiosk proves with a code to a hub that says `offer`.
struct Proofs {
    wire::ProofRequest request;
    std::string of_the_hub;

    Proofs(const std::string& code, const std::string& hub, const wire::EnrolOffer& offer) {
        const std::string stretched = wire::stretched_code(code, hub).value();
        const wire::EnrolNonces nonces{wire::random_nonce(), offer.nonce};
        request = {nonces, wire::enrol_proof(wire::Prover::kiosk, stretched, nonces, offer.key_pin)};
        of_the_hub = wire::enrol_proof(wire::Prover::hub, stretched, nonces, offer.key_pin);
    }
};

wire::EnrolOffer offer_of(HttpClient& client) {
    const auto answer = client.get("/v1/enrol");
    REQUIRE(answer.status == 200);
    return *wire::parse_enrol_offer(answer.body);
}

HttpAnswer prove(HttpClient& client, const Proofs& proofs) {
    return client.post("/v1/enrol/proof", "", wire::to_json(proofs.request));
}

}  // namespace

TEST_CASE("a right proof gets the hub's and spends nothing, one of a code that is spent or unknown gets none") {
    const Tables tables(GENERATE(sql::Engine::sqlite, sql::Engine::postgresql));
    RunningHub running(tables);
    HttpClient client(running.url());
    const std::string hub = running.store().identity()->hub;
    const auto now = base::system_clock()->read().wall;
    const std::string code = running.store().make_enrol_code(now)->code;
    REQUIRE(running.store().make_enrol_code(now));  // another is good too

    const Proofs proofs(code, hub, offer_of(client));
    for (int i = 0; i < 2; ++i) {
        const auto answer = prove(client, proofs);
        REQUIRE(answer.status == 200);
        CHECK(wire::parse_proof_reply(answer.body)->proof == proofs.of_the_hub);
    }
    CHECK(word_in(prove(client, Proofs("AAAA-AAAA", hub, offer_of(client)))) == "bad_code");
    CHECK(word_in(prove(client, Proofs(code, "another hub", offer_of(client)))) == "bad_code");
    CHECK(word_in(prove(client, Proofs(code, hub, {wire::random_nonce(), "sha256//of-somebody-between"}))) ==
          "bad_code");
    const std::string old_kiosk = wire::to_json(wire::EnrolRequest{code, "door", "", "0.1.0", {}});
    CHECK(client.post("/v1/enrol", "", old_kiosk).status == 200);  // one that proves nothing enrols as before
    CHECK(word_in(prove(client, Proofs(code, hub, offer_of(client)))) == "bad_code");
}

TEST_CASE("wrong proofs are counted and bounded like wrong codes") {
    const Tables tables(sql::Engine::sqlite);
    http::HttpOptions options;
    options.trusted_proxies = {*http::AddressRange::parse("127.0.0.1")};
    RunningHub running(tables, options);
    HttpClient client(running.url());
    const auto post = [&](const std::string& path, const std::string& body) {
        return word_in(client.post(path, "", body, {"X-Forwarded-For: 192.0.2.1"}));
    };
    const std::string proof =
        wire::to_json(wire::ProofRequest{{std::string(64, '1'), std::string(64, '2')}, std::string(64, '3')});
    const auto now = base::system_clock()->read().wall;
    for (std::int64_t i = 1; i < store::codes_of_a_place_max; ++i)
        REQUIRE(store::note_wrong_guess(running.store(), store::Guess::code, "192.0.2.1", "", now));
    CHECK(post("/v1/enrol/proof", proof) == "bad_code");  // the last that is let in
    CHECK(post("/v1/enrol/proof", proof) == "too_many");
    CHECK(post("/v1/enrol", wire::to_json(wire::EnrolRequest{"AAAA-AAAA", "", "", "1", {}})) == "too_many");
}

TEST_CASE("a stranger cannot make the hub stretch a code, which takes 64 MiB") {
    const testing::TempFolder folder;
    testing::HubProcess hub({"--data", folder.path() / "data"});
    REQUIRE_FALSE(hub.command("enrol-code").empty());
    const auto most_kib = [&] {
        std::ifstream status("/proc/" + std::to_string(hub.pid()) + "/status");
        for (std::string line; std::getline(status, line);)
            if (line.starts_with("VmHWM:")) return std::stoll(line.substr(6));
        return 0LL;
    };
    HttpClient client = hub.client();
    const wire::ProofRequest wrong{{std::string(64, '1'), std::string(64, '2')}, std::string(64, '3')};
    const std::string code = wire::to_json(wire::EnrolRequest{"AAAA-AAAA", "", "", "1", {}});
    const auto before = most_kib();
    REQUIRE(before > 0);
    for (int i = 0; i < 4; ++i) {
        CHECK(client.get("/v1/enrol").status == 200);
        CHECK(word_in(client.post("/v1/enrol/proof", "", wire::to_json(wrong))) == "bad_code");
        CHECK(word_in(client.post("/v1/enrol", "", code)) == "bad_code");
    }
    CHECK(most_kib() - before < 32 * 1024);
}
