// The lists of tests/sheet/lists through the hub, into an event.
#include "testing/guest_lists.h"

#include "engines.h"
#include "office/acts.h"
#include "office/event_queries.h"
#include "office/guest_import.h"
#include "office/person_queries.h"
#include "sheet/text_encoding.h"
#include "testing/child.h"

using testing::Tables;

namespace {

std::vector<std::string> names_of(const std::vector<attendance::Person>& people) {
    std::vector<std::string> names;
    for (const attendance::Person& person : people)
        names.push_back(testing::as_in_table(person.name, person.reading));
    std::ranges::sort(names);
    return names;
}

std::vector<std::string> coming(store::Store& store, const attendance::EventId& event) {
    const auto list = office::no_shows(store, event, 1000);
    REQUIRE(list);
    std::vector<attendance::Person> people;
    for (const office::Guest& guest : *list)
        people.push_back(guest.person);
    return names_of(people);
}

sheet::GuestList read(const std::string& bytes) {
    const auto text = sheet::decode_text(bytes);
    REQUIRE(text);
    const auto table = sheet::parse_csv(text->utf8);
    REQUIRE(table);
    auto list = sheet::read_guests(*table);
    REQUIRE(list);
    return *list;
}

struct Hub {
    explicit Hub(const Tables& tables) : store(tables.store()), clock(base::system_clock()) {
        const auto now = clock->read().wall;
        event = *office::Acts(*store, *clock, "user:test")
                     .put_event({{}, 1, "evening", "hall", now, now + std::chrono::hours(2)});
    }

    office::ImportPlan plan(const sheet::GuestList& list) {
        auto planned = office::plan_import(*store, writing(), list);
        if (!planned) FAIL(planned.error().message);
        return *planned;
    }
    office::ImportCounts import(const std::string& bytes, const office::Decisions& decisions = {}) {
        auto done = office::apply_import(writing(), *clock, "user:test", plan(read(bytes)), decisions, event);
        if (!done) FAIL(done.error().message);
        return *done;
    }
    std::vector<attendance::Person> people() {
        auto all = office::people_since(*store, -1);
        REQUIRE(all);
        std::erase_if(*all, [](const attendance::Person& person) { return person.erased; });
        return *all;
    }
    office::Writing writing() {
        return [this](const auto& act) {
            ++slices;
            return act(*store);
        };
    }

    std::unique_ptr<store::Store> store;
    std::unique_ptr<base::Clock> clock;
    attendance::EventId event;
    int slices = 0;
};

}  // namespace

TEST_CASE("each list of the table gives the hub the people it must, nobody else and nobody twice") {
    ON_EACH_ENGINE();
    const auto table = testing::lists_table();
    testing::require_all_lists_in(table);
    for (const testing::ListsRow& row : table) {
        const Tables fresh(engine);
        Hub hub(fresh);
        std::vector<std::int64_t> left_out;
        for (const auto& path : row.lists) {
            INFO(path.filename());
            const sheet::GuestList list = read(testing::slurp(path));
            left_out.clear();
            for (const sheet::LeftOut& one : list.left_out)
                left_out.push_back(one.line);
            for (const sheet::Proposal& p : hub.plan(list))
                if (p.verdict == sheet::Verdict::doubtful) left_out.push_back(p.guest.line);
            hub.import(testing::slurp(path));
        }
        INFO(row.lists.back().filename());
        std::ranges::sort(left_out);
        CHECK(left_out == row.left_out);
        CHECK(coming(*hub.store, hub.event) == row.come);
        CHECK(names_of(*office::waiting_guests(*hub.store, hub.event, 100)) == row.wait);
        std::vector<std::string> known = row.come;
        known.insert(known.end(), row.wait.begin(), row.wait.end());
        known.insert(known.end(), row.left.begin(), row.left.end());
        std::ranges::sort(known);
        CHECK(names_of(hub.people()) == known);
        CHECK(office::event_counts(*hub.store, hub.event)->guests == static_cast<std::int64_t>(row.come.size()));
    }
}

TEST_CASE("a nickname that its person chose is never replaced by a list") {
    ON_EACH_ENGINE();
    Hub hub(tables);
    office::Acts acts(*hub.store, *hub.clock, "user:test");
    const auto id = *acts.put_person({{}, 1, "田中 花子", "はな", "", "ja", false});
    hub.import("ユーザー名,表示名,参加ステータス\nhanako,田中 花子,参加\n");
    CHECK(office::find_person(*hub.store, id).value()->nickname == "はな");
    hub.import("name,nickname\n田中 花子,ハナコ\n");
    CHECK(office::find_person(*hub.store, id).value()->nickname == "はな");
    CHECK(hub.people().size() == 1);
}

TEST_CASE("an address is kept as a keyed hash only, a service's key under its service and column") {
    ON_EACH_ENGINE();
    Hub hub(tables);
    hub.import("ユーザー名,表示名,参加ステータス,メール\nnagi,なぎ,参加,nagi@example.org\n");
    std::vector<std::string> keys;
    REQUIRE(hub.store->database().run("SELECT service_key FROM service_key ORDER BY service_key", {},
                                      [&](const sql::RowView& row) { keys.emplace_back(row.text(0)); }));
    CHECK(keys == std::vector<std::string>{"connpass:ユーザー名=nagi"});
    std::string mail;
    REQUIRE(hub.store->database().run("SELECT mail_hash FROM guest_mail", {},
                                      [&](const sql::RowView& row) { mail = row.text(0); }));
    CHECK(mail.size() == 32);
    CHECK(mail.find('@') == std::string::npos);
}

TEST_CASE("an erased person's keys and place in the index of names end with them") {
    ON_EACH_ENGINE();
    Hub hub(tables);
    hub.import("name,email\nAnn,ann@example.org\n");
    hub.plan(read("name\nAnn\n"));  // the index is made
    CHECK(testing::count_of(hub.store->database(), "person_fold") == 1);
    office::Acts acts(*hub.store, *hub.clock, "user:test");
    REQUIRE(acts.erase(hub.people()[0].id));
    CHECK(testing::count_of(hub.store->database(), "person_fold") == 0);
    CHECK(testing::count_of(hub.store->database(), "guest_mail") == 0);
    CHECK(hub.plan(read("name,email\nAnn,ann@example.org\n"))[0].verdict == sheet::Verdict::fresh);
}

TEST_CASE("the index of names follows what is renamed, merged and restored") {
    ON_EACH_ENGINE();
    Hub hub(tables);
    office::Acts acts(*hub.store, *hub.clock, "user:test");
    const auto a = *acts.put_person({{}, 1, "Ann", "", "", "", false});
    const auto b = *acts.put_person({{}, 1, "Anna", "", "", "", false});
    CHECK(hub.plan(read("name\nAnn\n"))[0].person.id == a);
    REQUIRE(acts.put_person({a, 2, "Bea", "", "", "", false}));
    CHECK(hub.plan(read("name\nAnn\n"))[0].verdict == sheet::Verdict::fresh);
    CHECK(hub.plan(read("name\nBea\n"))[0].person.id == a);
    REQUIRE(acts.merge(a, b));
    CHECK(hub.plan(read("name\nAnna\n"))[0].person.id == b);
    // Numbers of changes begin anew behind a restore: the index does too.
    REQUIRE(hub.store->database().run("UPDATE counter SET generation = generation + 1"));
    CHECK(hub.plan(read("name\nAnna\n"))[0].person.id == b);
}

TEST_CASE("an import writes in slices, and repeating it after a fault completes it") {
    ON_EACH_ENGINE();
    Hub hub(tables);
    std::string file = "name,email\n";
    for (int i = 0; i < 450; ++i)
        file += "Person " + std::to_string(i) + ",p" + std::to_string(i) + "@example.org\n";
    const auto plan = hub.plan(read(file));
    int left = 2;  // that there is an import, and its first slice
    const office::Writing breaks = [&](const auto& act) -> base::Result<void> {
        if (left-- == 0) return base::fail(base::ErrorCode::unreachable, "gone");
        return act(*hub.store);
    };
    CHECK(!office::apply_import(breaks, *hub.clock, "user:test", plan, {}, hub.event));
    CHECK(hub.people().size() == 200);
    hub.slices = 0;
    const auto counts = hub.import(file);
    CHECK(counts.fresh == 250);
    CHECK(counts.unchanged == 200);
    CHECK(hub.slices >= 3);
    CHECK(hub.people().size() == 450);
    CHECK(office::event_counts(*hub.store, hub.event)->guests == 450);
}

TEST_CASE("what somebody else edits between the preview and the import stays") {
    ON_EACH_ENGINE();
    Hub hub(tables);
    office::Acts acts(*hub.store, *hub.clock, "user:test");
    const auto id = *acts.put_person({{}, 1, "髙橋", "", "", "", false});
    const auto plan = hub.plan(read("name,reading\n髙橋,たかはし\n"));
    REQUIRE(acts.put_person({id, 1, "髙橋", "さくら", "", "", false}));
    REQUIRE(office::apply_import(hub.writing(), *hub.clock, "user:test", plan, {}, hub.event));
    const auto person = *office::find_person(*hub.store, id).value();
    CHECK(person.nickname == "さくら");
    CHECK(person.reading == "たかはし");
}

TEST_CASE("a plan reads whom its list may mean, not everybody") {
    const Tables tables(sql::Engine::sqlite);
    Hub hub(tables);
    office::Acts acts(*hub.store, *hub.clock, "user:test");
    REQUIRE(acts.put_person({{}, 1, "Ann", "", "", "", false}));
    hub.plan(read("name\nAnn\n"));
    // The index finds people: without their rows in it nobody is read.
    REQUIRE(hub.store->database().run("DELETE FROM person_fold"));
    CHECK(hub.plan(read("name\nAnn\n"))[0].verdict == sheet::Verdict::fresh);
}
