// After somebody was erased, the bytes of what they were called are looked for wherever the hub writes.
#include <fcntl.h>
#include <unistd.h>

#include <random>

#include "../hub/running_hub.h"
#include "browser.h"
#include "office/event_queries.h"
#include "office/interests.h"
#include "office/person_queries.h"
#include "office/personal_links.h"
#include "postgres/postgres_database.h"
#include "store/backup.h"
#include "testing/traces.h"

using testing::Browser;
using testing::Page;
using testing::RunningSite;
using testing::Tables;

namespace {

const std::string nobody = "Nobody-in-particular";

// What is written to standard error meanwhile: the log.
class LogCatcher {
public:
    explicit LogCatcher(const std::filesystem::path& file)
        : m_saved(::dup(STDERR_FILENO)), m_file(file), m_fd(::open(file.c_str(), O_RDWR | O_CREAT, 0600)) {
        ::dup2(m_fd, STDERR_FILENO);
    }
    ~LogCatcher() {
        ::dup2(m_saved, STDERR_FILENO);
        ::close(m_saved);
        ::close(m_fd);
    }
    LogCatcher(const LogCatcher&) = delete;
    LogCatcher& operator=(const LogCatcher&) = delete;
    std::string text() const { return testing::bytes_of(m_file); }

private:
    int m_saved;
    std::filesystem::path m_file;
    int m_fd;
};

// Everything that leads to one person, each a text that stands nowhere else.
struct Traces {
    std::string mark = base::random_id().substr(0, 10);
    std::string name = "Quintessenz " + mark + " 𠮷野";
    std::string later_name = "Quintessenza " + mark + " 𠮷ễ🌸";
    std::string reading = "クインテッセンツ " + mark;
    std::string nickname = "くいんて" + mark;
    std::string key = "svc" + mark;
    std::string email = mark + "@quintessenz.example";
    std::string note = "アレルギー" + mark;
    std::string interests = "天体観測" + mark;
    std::string card = "04" + mark + "80";  // the tag's own number
    std::string link;

    std::vector<std::string> words() const {
        return {
            "Quintessenz " + mark, "Quintessenza " + mark, reading, nickname, key, email, note, interests, card, link};
    }
};

// People in an order that is not that of their ids, so that pages of tables are split.
void add_crowd(RunningSite& site, int people, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<store::OwnAct> acts;
    for (int i = 0; i < people; ++i) {
        store::OwnAct act;
        act.entry.kind = attendance::EntryKind::person;
        act.entry.person = attendance::PersonId{std::to_string(random()) + "-" + std::to_string(i)};
        act.entry.version = 1;
        act.person = wire::PersonEdit{{*act.entry.person, 1, nobody, "", "", "ja", false}, 0, {}};
        acts.push_back(std::move(act));
    }
    REQUIRE(site.store().append_own(acts, site.clock().read()));
}

// The person comes by an import, is renamed, has a card, a link, a conflict and a row in quarantine.
attendance::PersonId live_a_life(RunningSite& site, Traces& traces, const attendance::EventId& event) {
    const std::string file = "ユーザー名,表示名,名前,フリガナ,参加ステータス,メールアドレス,コメント\r\n" + traces.key +
                             "," + traces.nickname + "," + traces.name + "," + traces.reading + ",参加," +
                             traces.email + "," + traces.note + "\r\n";
    Browser browser = site.organizer();
    const Page form = browser.get("/import");
    const Page uploaded = browser.upload("/import",
                                         {{"csrf", form.hidden("csrf", "action=\"/import\"")},
                                          {"form", form.hidden("form", "action=\"/import\"")},
                                          {"event", event.value}},
                                         "list.csv", file);
    if (uploaded.status != 303) FAIL(uploaded.body);
    const std::string preview = uploaded.header("location");
    REQUIRE(browser.submit(preview, preview + "/apply", {}).status == 303);
    auto person = office::no_shows(site.store(), event, 10)->at(0).person;
    REQUIRE(person.name == traces.name);

    const auto kiosk = testing::Kiosk::enrolled(site.store());
    auto edit = kiosk.other(1, attendance::EntryKind::person);
    edit.person = person.id;
    edit.version = person.version + 1;
    auto request = kiosk.batch({edit});
    auto elsewhere = person;
    elsewhere.version = edit.version;
    elsewhere.name = traces.name + " elsewhere";
    request.people.push_back({elsewhere, person.version, std::set<wire::PersonField>{wire::PersonField::name}});
    person.name = traces.later_name;
    REQUIRE(site.acts().put_person(person));
    testing::acked(kiosk.send(site.store(), request));
    REQUIRE_FALSE(site.store().conflicts()->empty());
    auto bad = kiosk.batch({});
    bad.first_seq = 2;
    bad.rows.emplace_back(wire::BadRow{
        2, R"({"row":[2],"object":{"id":")" + person.id.value + R"(","name":")" + traces.name + "\"}}", "name"});
    testing::acked(kiosk.send(site.store(), bad));

    const auto card = std::string(32, 'e');
    REQUIRE(site.acts().bind(attendance::CardId{card}, person.id));
    REQUIRE(site.acts().stamp(event, attendance::CardId{card}));
    REQUIRE(office::set_interests(site.store(), person.id, traces.interests));
    traces.link = *office::make_personal_link(site.store(), person.id, "self", office::LinkRights::full,
                                              site.clock().read().wall);
    // What browsers ask for may stand in a log.
    CHECK(browser.get("/people?q=" + web::url_encoded(traces.later_name)).status == 200);
    CHECK(browser.get("/me/" + traces.link).status == 200);
    CHECK(browser.get("/me/" + traces.link + "x").status == 404);
    return person.id;
}

std::vector<std::string> traces_in_files(const Tables& tables, sql::Engine engine, const Traces& traces) {
    if (engine == sql::Engine::sqlite) {
        std::vector<std::string> found;
        for (const char* suffix : {"", "-wal", "-shm"})
            for (const auto& trace : testing::traces_in(testing::bytes_of(tables.address() + suffix), traces.words()))
                found.push_back(suffix + std::string(": ") + trace);
        return found;
    }
    // What the server still holds in memory would come to its files later. Its log (pg_wal) is left out: decision 060.
    auto admin = postgres::open(testing::postgres_url());
    REQUIRE((*admin)->script("CHECKPOINT"));
    std::string folder;
    REQUIRE((*admin)->run("SELECT current_setting('data_directory')", {},
                          [&](const sql::RowView& row) { folder = row.text(0); }));
    auto found = testing::traces_below(folder, traces.words(), "pg_wal");
    for (const auto& trace : testing::traces_in(
             testing::bytes_of(std::filesystem::path(folder).parent_path() / "server.log"), traces.words()))
        found.push_back("server.log: " + trace);
    return found;
}

std::string exports(RunningSite& site, const attendance::EventId& event) {
    Browser browser = site.organizer();
    std::string all;
    for (const std::string& what : {std::string("all"), "event:" + event.value})
        for (const char* format : {"csv", "json"})
            all += browser.get("/export/file?what=" + what + "&format=" + format).body;
    return all + browser.get("/export/file?what=event:" + event.value + "&format=guests").body;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
}

}  // namespace

TEST_CASE("after an erasure no byte of the person is in the hub's files, exports, backups and log") {
    ON_EACH_ENGINE();
    Traces traces;
    const testing::TempFolder aside;
    const LogCatcher log(aside.path() / "log");
    RunningSite site(tables);
    add_crowd(site, 300, 11);
    const auto event = site.add_event("evening");
    const auto person = live_a_life(site, traces, event);
    add_crowd(site, 300, 12);
    // PostgreSQL samples columns for its planner whenever it likes.
    if (engine == sql::Engine::postgresql) REQUIRE(site.store().database().script("ANALYZE"));
    REQUIRE_FALSE(traces_in_files(tables, engine, traces).empty());  // the test can see
    REQUIRE_FALSE(testing::traces_in(exports(site, event), traces.words()).empty());

    Browser browser = site.organizer();
    const std::string path = "/people/" + person.value;
    REQUIRE(browser.submit(path + "/erase", path + "/erase", {}).status == 303);

    // Other tests' transactions on the same server may hold rows back, as readers do in life: the upkeep tries again.
    testing::eventually([&] { return site.store().scrub().has_value(); });
    CHECK(joined(traces_in_files(tables, engine, traces)).empty());
    CHECK(joined(testing::traces_in(exports(site, event), traces.words())).empty());
    REQUIRE(store::write_backup(site.store().database(), aside.path() / "backup"));
    CHECK(joined(testing::traces_in(testing::bytes_of(aside.path() / "backup"), traces.words())).empty());
    CHECK(joined(testing::traces_in(log.text(), traces.words())).empty());
    CHECK(browser.get("/me/" + traces.link).status == 404);
    CHECK(office::event_counts(site.store(), event)->arrived == 1);
    CHECK(testing::count_of(site.store().database(), "person") == 601);
}

TEST_CASE("a backup from before an erasure does not bring the person back") {
    ON_EACH_ENGINE();
    Traces traces;
    const testing::TempFolder aside;
    RunningSite site(tables);
    const auto event = site.add_event("evening");
    const auto person = live_a_life(site, traces, event);
    REQUIRE(store::write_backup(site.store().database(), aside.path() / "backup"));
    REQUIRE(site.acts().erase(person));
    REQUIRE(store::restore_backup(site.store().database(), aside.path() / "backup"));
    CHECK(office::find_person(site.store(), person).value()->erased);
    testing::eventually([&] { return site.store().scrub().has_value(); });
    CHECK(joined(traces_in_files(tables, engine, traces)).empty());
}

TEST_CASE("what a reader held back is cleared by the next upkeep") {
    ON_EACH_ENGINE();
    Traces traces;
    RunningSite site(tables);
    const auto event = site.add_event("evening");
    const auto person = live_a_life(site, traces, event);
    {
        const auto reader = tables.connect(sql::Role::reader);
        REQUIRE(reader->begin(sql::Access::read));
        REQUIRE(reader->run("SELECT name FROM person"));
        REQUIRE(site.acts().erase(person));
        CHECK_FALSE(traces_in_files(tables, engine, traces).empty());
        CHECK(site.store().scrub().error().code == base::ErrorCode::busy);
        reader->rollback();
    }
    CHECK(site.store().last_erasure().value() > 0);
    testing::eventually([&] { return site.store().scrub().has_value(); });
    CHECK(joined(traces_in_files(tables, engine, traces)).empty());
}
