// The sync thread against a hub in miniature over real sockets, which takes entries as PROTOCOL.md says and spoils
// answers as each test tells it.
#include <atomic>
#include <deque>
#include <map>
#include <set>

#include "client/faulty_server.h"
#include "client/roster.h"
#include "client/sync_thread.h"
#include "journal/kiosk_folder.h"
#include "testing/catch.h"
#include "testing/child.h"
#include "wire/codec.h"
#include "wire/gzip.h"

using testing::Answered;
using testing::Asked;
using testing::eventually;
using testing::FaultyServer;
using testing::need;
using namespace std::chrono_literals;

namespace {

Answered refused(const wire::ErrorBody& error) {
    return {wire::status_of(error.word), wire::to_json(error), "", SIZE_MAX, false};
}

// What it holds is what a hub would have committed.
class SmallHub {
public:
    Answered answer(const Asked& asked) {
        const std::lock_guard lock(m_mutex);
        ++asks[asked.target.substr(0, asked.target.find('?'))];
        if (before)
            if (auto spoilt = before(asked)) return *spoilt;
        Answered right = right_answer(asked);
        if (after)
            if (auto spoilt = after(asked)) return *spoilt;
        return right;
    }

    // Each set before the server starts; called under the lock.
    std::function<std::optional<Answered>(const Asked&)> before;  // in place of doing it
    std::function<std::optional<Answered>(const Asked&)> after;   // done, but answered like this
    std::map<std::int64_t, wire::Row> rows;
    std::map<std::string, int> asks;
    std::int64_t rows_max = wire::rows_max;
    std::int64_t lowest_epoch = 1;
    std::deque<wire::Changes> pages;

    template <typename Read>
    auto look(Read read) {
        const std::lock_guard lock(m_mutex);
        return read(*this);
    }
    std::int64_t held() {
        return look([](SmallHub& hub) { return static_cast<std::int64_t>(hub.rows.size()); });
    }

private:
    Answered right_answer(const Asked& asked) {
        if (asked.target == "/v1/hello") {
            wire::Hello hello;
            hello.hub = "hub1";
            hello.server_ms = 1'800'000'123'000;
            return {200, wire::to_json(hello), "", SIZE_MAX, false};
        }
        if (asked.target == "/v1/entries") return take(asked);
        if (!pages.empty()) {
            wire::Changes page = std::move(pages.front());
            pages.pop_front();
            page.acked_seq = static_cast<std::int64_t>(rows.size());
            page.acked_epoch = 1;
            return {200, wire::to_json(page), "", SIZE_MAX, false};
        }
        return {200, "", "", SIZE_MAX, true};  // a long poll with no news
    }

    Answered take(const Asked& asked) {
        const auto request = need(wire::parse_entries_request(need(wire::gunzip(asked.body, wire::json_bytes_max))));
        const auto count = static_cast<std::int64_t>(request.rows.size());
        wire::ErrorBody error;
        error.expected_seq = static_cast<std::int64_t>(rows.size()) + 1;
        error.next_epoch = lowest_epoch;
        error.word = wire::ErrorWord::fork;
        if (request.epoch < lowest_epoch) return refused(error);
        error.word = wire::ErrorWord::gap;
        if (request.first_seq > *error.expected_seq) return refused(error);
        error.word = wire::ErrorWord::too_large;
        if (count > rows_max) return refused(error);
        for (const auto& row : request.rows)
            if (!rows.emplace(wire::seq_of(row), row).second) ++resent;
        wire::EntriesReply reply;
        reply.acked_through = static_cast<std::int64_t>(rows.size());
        reply.server_ms = 1'800'000'123'000;
        return {200, wire::to_json(reply), "", SIZE_MAX, false};
    }

    std::mutex m_mutex;

public:
    int resent = 0;
};

// A kiosk's journal and sync; the sink writes at once, as the desk would on its thread.
class Kiosk : public client::Sink {
public:
    Kiosk() : journal(folder.open()) {}

    void append(int count) {
        std::vector<journal::Addition> additions;
        for (int i = 0; i < count; ++i)
            additions.push_back(testing::stamp_card("e1", "c" + std::to_string(++m_cards)));
        {
            const std::lock_guard lock(m_mutex);
            need(journal->append(additions));
        }
        if (sync) sync->wake();
    }
    void connect(const std::string& url) {
        need(client::keep_hub(*journal, {url, "hub1", "token", "", 3, "", "", 0}));
        client::SessionOptions options;
        options.backoff = limits;
        options.chance = chance;
        options.http.request_max = 2s;
        options.http.connect_max = 2s;
        options.http.reply_bytes_max = 4 * 1024 * 1024;
        sync = need(client::SyncThread::start(folder.path(), options, folder.clock, *this));
    }

    void setting(std::string_view name, std::string value) override {
        need(journal->set_setting(std::string(name), value));
    }
    void acked(std::int64_t seq) override {
        const std::lock_guard lock(m_mutex);
        need(journal->set_setting(std::string(journal::acked_seq_setting), std::to_string(seq)));
        highest_acked = std::max(highest_acked, seq);
        if (on_acked) on_acked(seq);
    }
    void changes(client::Update update) override {
        const std::lock_guard lock(m_mutex);
        updates.push_back(std::move(update));
    }
    bool takes_changes() override { return takes; }
    void status(const client::LinkStatus& now) override {
        const std::lock_guard lock(m_mutex);
        newest = now;
        reasons.insert(now.reason);
    }
    void new_epoch(std::int64_t at_least) override {
        const std::lock_guard lock(m_mutex);
        while (journal->epoch() < at_least)
            need(journal->begin_epoch());
    }

    template <typename Read>
    auto look(Read read) {
        const std::lock_guard lock(m_mutex);
        return read(*this);
    }
    client::LinkStatus link() {
        return look([](Kiosk& kiosk) { return kiosk.newest; });
    }
    bool is_all_sent() {
        return eventually([&] {
            const auto now = link();
            return now.link == client::LinkState::up && now.pending == 0 && now.acked == m_cards;
        });
    }
    bool said(const std::string& part) {
        return look([&](Kiosk& kiosk) {
            for (const auto& reason : kiosk.reasons)
                if (reason.find(part) != std::string::npos) return true;
            return false;
        });
    }

    testing::KioskFolder folder;
    client::BackoffLimits limits{2ms, 20ms, 60ms};
    std::function<double()> chance;
    std::unique_ptr<journal::Journal> journal;
    std::function<void(std::int64_t)> on_acked;
    std::int64_t highest_acked = 0;
    std::vector<client::Update> updates;
    std::atomic<bool> takes = true;
    client::LinkStatus newest;
    std::set<std::string> reasons;

private:
    std::mutex m_mutex;
    int m_cards = 0;

public:
    std::unique_ptr<client::SyncThread> sync;  // last: its thread calls this sink
};

bool is_entries(const Asked& asked) {
    return asked.target == "/v1/entries";
}

// Sends 700 entries through a server that spoils the first answers of some kind; whatever it does, the hub must hold
// all of them in the end, and never may the kiosk believe in more than the hub holds.
void survive(const std::string& why, bool is_done_before, const Answered& spoilt, bool only_entries = true,
             int times = 3) {
    INFO(why);
    SmallHub hub;
    int left = times;
    const auto spoil = [&](const Asked& asked) -> std::optional<Answered> {
        if ((only_entries && !is_entries(asked)) || left == 0) return std::nullopt;
        --left;
        return spoilt;
    };
    (is_done_before ? hub.after : hub.before) = spoil;
    FaultyServer server([&](const Asked& asked) { return hub.answer(asked); });
    Kiosk kiosk;
    bool is_sound = true;
    kiosk.on_acked = [&](std::int64_t seq) { is_sound = is_sound && seq <= hub.held(); };
    kiosk.append(700);
    kiosk.connect(server.url());
    CHECK(kiosk.is_all_sent());
    CHECK(hub.held() == 700);
    CHECK(hub.look([](SmallHub& h) { return h.rows.rbegin()->first; }) == 700);
    CHECK(kiosk.look([&](Kiosk&) { return is_sound; }));
    CHECK(hub.look([&](SmallHub&) { return left; }) == 0);
    if (is_done_before) CHECK(hub.resent > 0);
    kiosk.sync.reset();
}

Answered plain(int status, std::string body, std::string headers = "") {
    return {status, std::move(body), std::move(headers), SIZE_MAX, false};
}

}  // namespace

TEST_CASE("entries go up in batches, and what is appended later follows at once") {
    SmallHub hub;
    FaultyServer server([&](const Asked& asked) { return hub.answer(asked); });
    Kiosk kiosk;
    kiosk.append(1200);
    kiosk.connect(server.url());
    CHECK(kiosk.is_all_sent());
    CHECK(hub.look([](SmallHub& h) { return h.asks["/v1/entries"]; }) == 3);
    kiosk.append(1);
    CHECK(kiosk.is_all_sent());
    CHECK(hub.held() == 1201);
    CHECK(kiosk.link().reason.empty());
    CHECK(kiosk.link().hub_time);
    kiosk.sync.reset();
}

TEST_CASE("a login page with status 200 loses nothing") {
    survive("entries", false, plain(200, "<html>log in</html>"));
    survive("everything", false, plain(200, "<html>log in</html>"), false);
}
TEST_CASE("a redirect loses nothing and is not followed") {
    survive("redirect", false, plain(302, "", "Location: http://127.0.0.1:1/\r\n"), false);
}
TEST_CASE("a server's trouble loses nothing") {
    survive("500", false, plain(500, "oops"));
    survive("429", false, plain(429, "", "Retry-After: 1\r\n"));
}
TEST_CASE("a reply that is lost after the commit is asked for again") {
    survive("no reply", true, {200, "", "", 0, false});
    survive("half a reply", true, {200, std::string(100, 'x'), "", 60, false});
}
TEST_CASE("a truncated gzip is no acknowledgement") {
    wire::EntriesReply reply;
    reply.acked_through = 700;
    const std::string whole = wire::gzip(wire::to_json(reply));
    survive("gzip", false, plain(200, whole.substr(0, whole.size() - 5), "Content-Encoding: gzip\r\n"));
}
TEST_CASE("a connection that falls silent is given up") {
    survive("half-open", true, {200, "", "", SIZE_MAX, true}, true, 1);
}
TEST_CASE("an acknowledgement of more than was sent counts for nothing more") {
    wire::EntriesReply reply;
    reply.acked_through = 600;  // the first batch ends at 500
    SmallHub hub;
    bool is_first = true;
    hub.after = [&](const Asked& asked) -> std::optional<Answered> {
        if (!is_entries(asked) || !std::exchange(is_first, false)) return std::nullopt;
        return plain(200, wire::to_json(reply));
    };
    FaultyServer server([&](const Asked& asked) { return hub.answer(asked); });
    Kiosk kiosk;
    bool is_sound = true;
    kiosk.on_acked = [&](std::int64_t seq) { is_sound = is_sound && seq <= hub.held(); };
    kiosk.append(700);
    kiosk.connect(server.url());
    CHECK(kiosk.is_all_sent());
    CHECK(hub.held() == 700);
    kiosk.sync.reset();
    CHECK(is_sound);
}

TEST_CASE("a hub that takes only small batches gets small batches") {
    SmallHub hub;
    hub.rows_max = 40;
    FaultyServer server([&](const Asked& asked) { return hub.answer(asked); });
    Kiosk kiosk;
    kiosk.append(300);
    kiosk.connect(server.url());
    CHECK(kiosk.is_all_sent());
    CHECK(hub.held() == 300);
    kiosk.sync.reset();
}

TEST_CASE("a revoked kiosk stops, says so and keeps its entries") {
    SmallHub hub;
    hub.before = [](const Asked& asked) -> std::optional<Answered> {
        if (!is_entries(asked)) return std::nullopt;
        return refused({wire::ErrorWord::revoked, "", "", {}, {}, {}});
    };
    FaultyServer server([&](const Asked& asked) { return hub.answer(asked); });
    Kiosk kiosk;
    kiosk.append(5);
    kiosk.connect(server.url());
    CHECK(eventually([&] { return kiosk.link().link == client::LinkState::off; }));
    CHECK(kiosk.link().pending == 5);
    CHECK(kiosk.highest_acked == 0);
    CHECK(kiosk.said("enrol it again"));
    kiosk.append(1);
    CHECK(hub.look([](SmallHub& h) { return h.asks["/v1/entries"]; }) == 1);
    kiosk.sync.reset();
}

TEST_CASE("a kiosk says which card keys it knows, and takes those that the hub gives it") {
    SmallHub hub;
    std::vector<std::string> asked_for;
    hub.before = [&](const Asked& asked) -> std::optional<Answered> {
        if (asked.target.starts_with("/v1/changes")) asked_for.push_back(asked.target.substr(asked.target.rfind('&')));
        return std::nullopt;
    };
    wire::Changes page;
    page.cursor = "1-0";
    hub.pages.push_back(page);
    page.card_keys = {std::string(64, '2'), std::string(64, '1')};
    page.card_keys_mark = "a mark";
    hub.pages.push_back(page);
    FaultyServer server([&](const Asked& asked) { return hub.answer(asked); });
    Kiosk kiosk;
    kiosk.connect(server.url());
    CHECK(eventually([&] { return hub.look([&](SmallHub&) { return asked_for.size() >= 2; }); }));
    const auto said = hub.look([&](SmallHub&) { return asked_for; });
    CHECK(said[0] == "&card_keys=");
    CHECK(said[1] == "&card_keys=a%20mark");
    kiosk.sync.reset();
    REQUIRE(kiosk.updates.size() == 2);
    need(kiosk.journal->apply(client::to_roster(kiosk.updates[1])));
    CHECK(base::to_hex(kiosk.journal->card_key()) == page.card_keys.front());
    CHECK(need(client::read_hub(*need(journal::Reader::open(kiosk.folder.path()))))->card_keys_mark == "a mark");
}

TEST_CASE("after a fork the entries go up under the epoch that the hub names") {
    SmallHub hub;
    hub.lowest_epoch = 4;
    FaultyServer server([&](const Asked& asked) { return hub.answer(asked); });
    Kiosk kiosk;
    kiosk.append(10);
    kiosk.connect(server.url());
    CHECK(kiosk.is_all_sent());
    CHECK(hub.held() == 10);
    CHECK(kiosk.look([](Kiosk& k) { return k.journal->epoch(); }) == 4);
    kiosk.sync.reset();
}

TEST_CASE("a hub that lost its end is offered again what it lost") {
    SmallHub hub;
    FaultyServer server([&](const Asked& asked) { return hub.answer(asked); });
    Kiosk kiosk;
    kiosk.append(30);
    kiosk.connect(server.url());
    CHECK(kiosk.is_all_sent());
    hub.look([](SmallHub& h) { return h.rows.erase(h.rows.find(11), h.rows.end()); });
    kiosk.append(1);
    CHECK(eventually([&] { return hub.held() == 31; }));
    CHECK(kiosk.is_all_sent());
    kiosk.sync.reset();
}

namespace {

// Three pages of a snapshot.
void fill(SmallHub& hub) {
    for (int i = 0; i < 3; ++i) {
        wire::Changes page;
        page.cursor = "1-" + std::to_string(i);
        page.more = i < 2;
        attendance::Person person;
        person.id.value = "p" + std::to_string(i);
        person.name = "髙橋";
        page.people.push_back(person);
        hub.pages.push_back(page);
    }
}

}  // namespace

TEST_CASE("a snapshot is handed over page by page, and a trouble costs the page that was asked for") {
    SmallHub hub;
    fill(hub);
    std::vector<std::string> targets;
    bool spoilt = false;
    hub.before = [&](const Asked& asked) -> std::optional<Answered> {
        if (!asked.target.starts_with("/v1/snapshot")) return std::nullopt;
        targets.push_back(asked.target);
        if (asked.target != "/v1/snapshot?cursor=1-0" || std::exchange(spoilt, true)) return std::nullopt;
        return refused({wire::ErrorWord::internal, "", "", {}, {}, {}});
    };
    FaultyServer server([&](const Asked& asked) { return hub.answer(asked); });
    Kiosk kiosk;
    kiosk.connect(server.url());
    CHECK(eventually([&] { return kiosk.look([](Kiosk& k) { return k.updates.size(); }) == 3; }));
    kiosk.sync.reset();
    using enum client::UpdateKind;
    CHECK(kiosk.updates[0].kind == snapshot_begins);
    CHECK(kiosk.updates[1].kind == snapshot_goes_on);
    CHECK(kiosk.updates[2].kind == snapshot_goes_on);
    CHECK_FALSE(kiosk.updates[2].changes.more);
    CHECK(targets == std::vector<std::string>{"/v1/snapshot", "/v1/snapshot?cursor=1-0", "/v1/snapshot?cursor=1-0",
                                              "/v1/snapshot?cursor=1-1"});
}

TEST_CASE("a snapshot goes on after a restart where the journal has it") {
    const bool is_complete = GENERATE(false, true);
    SmallHub hub;
    std::vector<std::string> targets;
    hub.before = [&](const Asked& asked) -> std::optional<Answered> {
        if (asked.target.starts_with("/v1/snapshot") || asked.target.starts_with("/v1/changes"))
            targets.push_back(asked.target.substr(0, asked.target.find('&')));
        return std::nullopt;
    };
    FaultyServer server([&](const Asked& asked) { return hub.answer(asked); });
    Kiosk kiosk;
    kiosk.connect(server.url());
    kiosk.sync.reset();
    journal::RosterUpdate part;
    part.is_snapshot = true;
    part.is_complete = is_complete;
    part.cursor = "1-7";
    REQUIRE(need(kiosk.journal->take(part)));
    hub.look([&](SmallHub&) { targets.clear(); });
    kiosk.connect(server.url());
    CHECK(eventually([&] { return hub.look([&](SmallHub&) { return !targets.empty(); }); }));
    kiosk.sync.reset();
    CHECK(targets.front() == (is_complete ? "/v1/changes?cursor=1-7" : "/v1/snapshot?cursor=1-7"));
}

TEST_CASE("while what came down waits for the desk, no more is asked for") {
    SmallHub hub;
    fill(hub);
    FaultyServer server([&](const Asked& asked) { return hub.answer(asked); });
    Kiosk kiosk;
    kiosk.takes = false;
    kiosk.append(5);
    kiosk.connect(server.url());
    CHECK(kiosk.is_all_sent());
    CHECK(hub.look([](SmallHub& h) { return h.asks["/v1/snapshot"]; }) == 0);
    kiosk.takes = true;
    kiosk.sync->wake();
    CHECK(eventually([&] { return kiosk.look([](Kiosk& k) { return k.updates.size(); }) == 3; }));
    kiosk.sync.reset();
}

namespace {

// Lets a kiosk meet a hub that fails all requests for `path`, and looks whether it asked more often than a backoff
// allows that grows to its most and stays there: never sooner than 500 ms after one another, but for the first seven.
void check_that_asks_are_rare(const std::string& path, const Answered& failure) {
    INFO(path);
    wire::Changes page;
    page.cursor = "1-0";
    page.acked_epoch = page.acked_seq = 1;
    SmallHub hub;
    hub.before = [&](const Asked& asked) -> std::optional<Answered> {
        if (asked.target.starts_with(path)) return failure;
        if (asked.target.starts_with("/v1/snapshot")) return plain(200, wire::to_json(page));
        return std::nullopt;
    };
    FaultyServer server([&](const Asked& asked) { return hub.answer(asked); });
    Kiosk kiosk;
    kiosk.limits = {5ms, 500ms, 1s};
    kiosk.chance = [] { return 1.0; };
    kiosk.append(1);
    const auto begun = std::chrono::steady_clock::now();
    kiosk.connect(server.url());
    std::this_thread::sleep_for(1500ms);
    kiosk.sync.reset();
    const auto lasted = std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
    const auto allowed = 8 + lasted.count() / 500;
    for (const auto& [asked, times] : hub.asks) {
        INFO(asked << " was asked for " << times << " times");
        CHECK(times <= allowed);
    }
    CHECK(hub.asks[path] > 0);
}

}  // namespace

TEST_CASE("a hub where one kind of request fails is asked as rarely as one where all fail") {
    for (const std::string path : {"/v1/hello", "/v1/entries", "/v1/changes", "/v1/snapshot"})
        check_that_asks_are_rare(path, plain(500, "oops"));
}

TEST_CASE("a hub that calls every cursor gone is not asked for its snapshot in a circle") {
    check_that_asks_are_rare("/v1/changes", refused({wire::ErrorWord::gone, "", "", {}, {}, {}}));
}

TEST_CASE("a hub that answers a long poll at once with nothing is not asked in a circle") {
    wire::Changes nothing;
    nothing.cursor = "1-0";
    nothing.acked_epoch = nothing.acked_seq = 1;
    check_that_asks_are_rare("/v1/changes", plain(200, wire::to_json(nothing)));
}
