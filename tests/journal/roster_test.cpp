// What comes down from the hub, beside the journal's own entries.
#include <fstream>
#include <span>

#include "fake_hub.h"
#include "journal/ledger.h"
#include "journal/reader.h"
#include "journal/schema.h"
#include "kiosk_folder.h"
#include "testing/catch.h"
#include "testing/created_names.h"
#include "testing/random_entries.h"

using namespace testing;
using attendance::CardId;
using attendance::EntryKind;
using attendance::EventId;
using attendance::PersonId;
using journal::RosterUpdate;

namespace {

const EventId evening{"evening"};
const PersonId sakura{"sakura"};
const PersonId kenji{"kenji"};
const CardId card{"card"};

attendance::WallTime at(int minute) {
    return attendance::WallTime(std::chrono::seconds(1'800'000'000 + 60 * minute));
}

attendance::Person person(const PersonId& id, const std::string& name, std::int64_t version = 1) {
    return {id, version, name, "", "", "ja", false};
}

attendance::PresenceRow was_there(const attendance::Subject& who, attendance::EntryRef stamp, int minute = 0) {
    return {{evening, who, stamp, at(minute), attendance::ClockQuality::synchronised, attendance::Source::tap}, false};
}

RosterUpdate update() {
    RosterUpdate update;
    update.cursor = "1-1";
    return update;
}

// As the hub would tell device 2, which is this kiosk, what it has seen of all.
RosterUpdate covering(std::int64_t seq) {
    RosterUpdate covering = update();
    covering.covers_seq = seq;
    covering.acked_seq = seq;
    return covering;
}

std::string file_bytes(const KioskFolder& folder) {
    std::string bytes;
    for (const char* end : {"", "-wal"}) {
        std::ifstream file(folder.database().string() + end, std::ios::binary);
        bytes.append(std::istreambuf_iterator<char>(file), {});
    }
    return bytes;
}

std::string lines_of(const attendance::Ledger& ledger) {
    std::string text;
    for (const auto& [one, other] : ledger.owners)
        text += one.value + " is of " + other.value + "\n";
    for (const auto& [one, other] : ledger.merged)
        text += one.value + " is " + other.value + "\n";
    for (const auto& [key, presence] : ledger.presences) {
        text += key.first.value + " ";
        text += std::visit([](const auto& id) { return id.value; }, key.second);
        const auto& stamp = presence.stamp;
        for (const auto number :
             {stamp.device, stamp.epoch, stamp.seq, presence.at.time_since_epoch().count() / 1000000})
            text += " " + std::to_string(number);
        text += " quality " + std::to_string(static_cast<int>(presence.quality)) + "\n";
    }
    for (const auto& stamp : ledger.void_stamps)
        text += "void " + std::to_string(stamp.seq) + "\n";
    for (const auto& [boot, anchor] : ledger.anchors)
        text += "boot " + std::to_string(boot.first) + " " + boot.second + "\n";
    return text;
}

struct Enrolled : KioskFolder {
    std::unique_ptr<journal::Journal> journal = open();
    Enrolled() { need(journal->set_setting(std::string(journal::device_setting), "2")); }
    void check_tables() const {
        auto database = need(journal::Database::open(KioskFolder::database(), journal::OpenMode::read_only));
        const auto tables = need(journal::read_ledger(database));
        const auto folded = need(journal::fold_in_force(database));
        INFO("tables:\n" << lines_of(tables) << "folded:\n" << lines_of(folded));
        REQUIRE(tables == folded);
    }
};

}  // namespace

TEST_CASE_METHOD(Enrolled, "an empty kiosk is whole after a snapshot") {
    RosterUpdate all = update();
    all.is_snapshot = true;
    all.people = {person(sakura, "髙橋 さくら"), person(kenji, "﨑")};
    all.cards = {{card, sakura, 1}};
    all.events = {{evening, 1, "第12回", "渋谷", at(-60), at(60)}};
    all.seasons = {{"s", {"夏", at(-1000), at(1000), 12}, false}};
    all.prompts = {{"q", "ja", "ようこそ"}};
    const attendance::DeckSentence winter{"w",
                                          evening,
                                          "again a_condition_to_come",
                                          5,
                                          "2026-12-20",
                                          "",
                                          {{"en", "Hello"}, {"ja", "寒い なか ようこそ"}}};
    all.sentences = {{.id = "v", .texts = {{"ja", "どうぞ"}}}, winter};
    all.presences = {was_there(sakura, {3, 1, 7}), was_there(CardId{"unknown"}, {3, 1, 8})};
    need(journal->apply(all));

    CHECK(journal->owner_of(card) == sakura);
    CHECK(journal->person(sakura)->name == "髙橋 さくら");
    CHECK(journal->event(evening)->title == "第12回");
    CHECK(journal->events().size() == 1);
    CHECK(journal->written().seasons.at(0).season.squares == 12);
    CHECK(journal->written().prompts.at(0).text == "ようこそ");
    CHECK(journal->written().sentences == all.sentences);
    CHECK(journal->bind_version(card) == 1);
    const auto presence = journal->presence(evening, sakura);
    REQUIRE(presence);
    CHECK(presence->stamp == attendance::EntryRef{3, 1, 7});
    CHECK(presence->at == at(0));
    CHECK(journal->visits(sakura).at(0).title == "第12回");
    CHECK(journal->counts(evening).arrived == 2);
    CHECK(journal->counts(evening).first_timers == 1);
    CHECK(journal->counts(evening).unknown_cards == 1);
    CHECK(journal->setting(std::string(journal::roster_cursor_setting)) == "1-1");
    check_tables();

    SECTION("and the next one takes out what it does not name") {
        RosterUpdate none = update();
        none.is_snapshot = true;
        need(journal->apply(none));
        CHECK_FALSE(journal->owner_of(card));
        CHECK_FALSE(journal->person(sakura));
        CHECK_FALSE(journal->event(evening));
        CHECK(journal->counts(evening).arrived == 0);
        CHECK(journal->written().seasons.empty());
        CHECK(journal->written().prompts.empty());
        CHECK(journal->written().sentences.empty());
        check_tables();
    }
    SECTION("and it stays so over a restart") {
        journal.reset();
        journal = open();
        CHECK(journal->owner_of(card) == sakura);
        CHECK(journal->presence(evening, sakura));
    }
    SECTION("and what is removed is gone") {
        RosterUpdate removal = update();
        removal.presences = {was_there(sakura, {})};
        removal.presences[0].removed = true;
        removal.seasons = {{"s", {}, true}};
        removal.prompts = {{"q", "", "", true}};
        removal.sentences = {{.id = "v", .removed = true}, winter};
        removal.sentences[1].texts.pop_back();
        for (int times = 0; times < 2; ++times)
            need(journal->apply(removal));
        CHECK_FALSE(journal->presence(evening, sakura));
        CHECK(journal->written().seasons.empty());
        CHECK(journal->written().prompts.empty());
        REQUIRE(journal->written().sentences.size() == 1);
        CHECK(journal->written().sentences[0].texts == std::vector<attendance::DeckSentence::Text>{{"en", "Hello"}});
        check_tables();
    }
}

namespace {

// A kiosk that knows one hub's word, and the snapshot of another's.
struct Switching : Enrolled {
    Switching() {
        RosterUpdate old = update();
        old.is_snapshot = true;
        old.people = {person(kenji, "﨑")};
        old.cards = {{CardId{"gone"}, kenji, 1}};
        old.events = {{EventId{"old"}, 1, "第11回", "", at(-60), at(60)}};
        need(journal->apply(old));
        need(journal->append(stamp_card("evening", "card")));
        RosterUpdate all = covering(1);
        all.cursor = "1-9";
        all.is_snapshot = true;
        all.cards = {{card, sakura, 1}};
        all.presences = {was_there(CardId{"unknown"}, {3, 1, 8}), was_there(sakura, {2, 1, 1})};
        all.events = {{evening, 1, "第12回", "", at(-60), at(60)}};
        for (int i = 0; i < 7; ++i)
            all.people.push_back(person(PersonId{"p" + std::to_string(i)}, "髙橋"));
        all.people.push_back(person(sakura, "髙橋 さくら"));
        parts = journal::parts_of(all, 3);
    }
    std::string cursor() { return journal->setting(std::string(journal::roster_cursor_setting)).value_or(""); }
    void check_old() {
        CHECK(cursor() == "1-1");
        CHECK(journal->owner_of(CardId{"gone"}) == kenji);
        CHECK(journal->person(kenji)->name == "﨑");
        CHECK(journal->event(EventId{"old"}));
        CHECK_FALSE(journal->owner_of(card));
        CHECK_FALSE(journal->event(evening));
        check_tables();
    }
    void check_new() {
        CHECK(cursor() == "1-9");
        CHECK_FALSE(journal->owner_of(CardId{"gone"}));
        CHECK_FALSE(journal->person(kenji));
        CHECK_FALSE(journal->event(EventId{"old"}));
        CHECK(journal->owner_of(card) == sakura);
        CHECK(journal->event(evening));
        CHECK(journal->counts(evening).arrived == 2);
        check_tables();
    }
    void restart() {
        journal.reset();
        journal = open();
    }
    std::int64_t tables() const {
        auto database = need(journal::Database::open(KioskFolder::database(), journal::OpenMode::read_only));
        return need(database.number("SELECT count(*) FROM sqlite_schema")).value_or(0);
    }
    std::vector<RosterUpdate> parts;
};

}  // namespace

TEST_CASE_METHOD(Switching,
                 "until all of a snapshot is in everything stays as it was, and then it is another at once") {
    const std::int64_t tables_before = tables();
    CHECK(parts.size() > 3);
    for (const auto& part : parts) {
        CHECK(part.people.size() + part.cards.size() + part.presences.size() <= 3);
        REQUIRE(need(journal->take(part)));
        check_old();
    }
    int switches = 0;
    for (auto tended = journal::Tended::more; tended != journal::Tended::done;) {
        if (switches == 0) check_old();
        tended = need(journal->tend());
        if (tended == journal::Tended::switched) ++switches;
        if (switches > 0) check_new();
    }
    CHECK(switches == 1);
    CHECK(tables() == tables_before);
    SECTION("again and again") {
        for (int times = 0; times < 3; ++times) {
            for (const auto& part : parts)
                need(journal->apply(part));
            check_new();
            CHECK(tables() == tables_before);
        }
        need(need(journal::Reader::open(path()))->audit());
    }
}

TEST_CASE_METHOD(Switching, "a snapshot goes on where it stood, whenever the plug is pulled") {
    const auto progress = [&] { return need(need(journal::Reader::open(path()))->snapshot()); };
    parts.front().cursor = "1-5";
    CHECK_FALSE(progress());
    for (const auto& part : parts) {
        REQUIRE(need(journal->take(part)));
        restart();
        check_old();
        REQUIRE(progress());
        CHECK(progress()->is_complete == (&part == &parts.back()));
        CHECK(progress()->cursor == (&part == &parts.back() ? "1-9" : "1-5"));
    }
    // Written meanwhile.
    need(journal->append(stamp_person("evening", "p1")));
    for (auto tended = journal::Tended::more; tended != journal::Tended::done; restart())
        tended = need(journal->tend());
    CHECK_FALSE(progress());
    CHECK(journal->counts(evening).arrived == 3);
    need(journal->append(correct(EntryKind::voided, 2)));
    check_new();
}

TEST_CASE_METHOD(Switching, "a kiosk that is updated in the middle of a snapshot takes it from its beginning") {
    const std::int64_t tables_before = tables();
    const auto has_index = [&](const char* name) {
        auto database = need(journal::Database::open(KioskFolder::database(), journal::OpenMode::read_only));
        return need(database.number("SELECT 1 FROM sqlite_schema WHERE name = ?1", std::string_view(name)));
    };
    const auto take_all = [&] {
        for (const auto& part : parts)
            need(journal->apply(part));
    };
    REQUIRE(need(journal->take(parts[0])));
    REQUIRE(need(journal->take(parts[1])));
    journal.reset();
    {
        // As schema 6 left it.
        auto database = need(journal::Database::open(KioskFolder::database(), journal::OpenMode::read_write));
        for (const std::string_view step : journal::migrations().subspan(6))
            for (const auto& [type, name] : testing::created_names(step))
                for (const char* generation : {"", "next_"})
                    need(database.run_script("DROP " + type + " IF EXISTS " + generation + name));
        need(database.run_script(R"(CREATE INDEX stamp_of_person ON entry (person, event);
                                   CREATE INDEX stamp_of_bound_card ON entry (card, event);
                                   UPDATE setting SET value = '6' WHERE name = 'schema'; PRAGMA user_version = 6;)"));
    }
    journal = open();
    check_old();
    take_all();
    check_new();
    CHECK(tables() == tables_before);
    CHECK((has_index("unsure_of_boot") || has_index("next_unsure_of_boot")));
    take_all();
    CHECK(tables() == tables_before);
    need(need(journal::Reader::open(path()))->audit());
}

TEST_CASE_METHOD(Switching, "a snapshot that begins anew takes the place of one that has not come to its end") {
    REQUIRE(need(journal->take(parts[0])));
    RosterUpdate other = parts[1];
    other.begins_snapshot = true;
    CHECK_FALSE(need(journal->take(other)));
    while (need(journal->tend()) != journal::Tended::done)
        check_old();
    SECTION("as does one of another hub") {
        need(journal->give_up_snapshot());
    }
    // What follows it without its beginning is nobody's.
    REQUIRE(need(journal->take(parts[1])));
    CHECK_FALSE(need(need(journal::Reader::open(path()))->snapshot()));
    for (const auto& part : parts)
        need(journal->apply(part));
    check_new();
}

TEST_CASE_METHOD(Enrolled, "whom a snapshot names as erased leaves no byte, wherever the name had come to stand") {
    const std::string name = "Zacharias Quintessenz";
    need(journal->append(describe(attendance::Person{{"own"}, 1, name, "", "", "", false})));
    RosterUpdate old = update();
    old.is_snapshot = true;
    for (int i = 0; i < 300; ++i)
        old.people.push_back(person(PersonId{"p" + std::to_string(i * 7919 % 300)}, "somebody"));
    old.people.push_back(person(PersonId{"theirs"}, name));
    need(journal->apply(old));
    REQUIRE_THAT(file_bytes(*this), contains("Quintessenz"));
    RosterUpdate all = update();
    all.is_snapshot = true;
    all.people = old.people;
    // It changed while the snapshot came.
    for (const char* id : {"own", "theirs"})
        all.people.push_back({PersonId{id}, 2, "", "", "", "", true});
    for (const auto& part : journal::parts_of(all, 64))
        need(journal->apply(part));
    CHECK(journal->person(PersonId{"own"})->erased);
    CHECK(journal->person(PersonId{"theirs"})->erased);
    CHECK_THAT(file_bytes(*this), !contains("Quintessenz"));
}

TEST_CASE_METHOD(Enrolled, "a snapshot that stops coming keeps nobody's name whom it named as erased") {
    need(journal->append(describe(attendance::Person{{"own"}, 1, "Zacharias Quintessenz", "", "", "", false})));
    RosterUpdate part = update();
    part.is_snapshot = true;
    part.is_complete = false;
    part.people = {{PersonId{"own"}, 2, "", "", "", "", true}};
    REQUIRE(need(journal->take(part)));
    CHECK(journal->person(PersonId{"own"})->erased);
    clock.pass(std::chrono::seconds(60));
    need(journal->tend());
    need(journal->tend());
    CHECK_THAT(file_bytes(*this), !contains("Quintessenz"));
}

TEST_CASE_METHOD(Enrolled, "somebody erased while a snapshot comes in stays so when it is in") {
    RosterUpdate all = update();
    all.is_snapshot = true;
    all.people = {person(sakura, "Zacharias Quintessenz"), person(kenji, "somebody")};
    const auto parts = journal::parts_of(all, 1);
    REQUIRE(need(journal->take(parts[0])));
    REQUIRE(need(journal->take(parts[1])));
    need(journal->append(erase(sakura.value)));
    for (const auto& part : std::span(parts).subspan(2))
        need(journal->apply(part));
    CHECK(journal->person(sakura)->erased);
    CHECK(journal->person(sakura)->name.empty());
    CHECK_THAT(file_bytes(*this), !contains("Quintessenz"));
}

TEST_CASE_METHOD(Enrolled,
                 "a presence recorded elsewhere and an own stamp of the same person count once, the earlier") {
    clock.now.quality = base::ClockQuality::synchronised;
    clock.now.wall = at(5);
    need(journal->append(stamp_person(evening.value, sakura.value)));
    const int minute = GENERATE(4, 5, 6);
    RosterUpdate news = update();
    news.presences = {was_there(sakura, {3, 1, 7}, minute)};
    need(journal->apply(news));
    CHECK(journal->counts(evening).arrived == 1);
    const auto presence = journal->presence(evening, sakura);
    // Of two at one instant the lower device counts, and this kiosk stands before all.
    CHECK((presence->stamp == attendance::EntryRef{3, 1, 7}) == (minute < 5));
    auto reader = need(journal::Reader::open(path()));
    need(reader->stamps({}, [&](const journal::StampRow& row) -> base::Result<void> {
        CHECK(row.status == (minute < 5 ? journal::StampStatus::repeat : journal::StampStatus::valid));
        return {};
    }));
    check_tables();
}

TEST_CASE_METHOD(Enrolled, "an own stamp counts until the hub covers it, and then what the hub says of it") {
    need(journal->append(stamp_card(evening.value, "other")));
    need(journal->append(stamp_card(evening.value, card.value)));
    const std::int64_t covered = GENERATE(1, 2, 3);
    // The hub names only the first: the second was voided there by somebody else.
    RosterUpdate news = covering(covered);
    news.presences = {was_there(CardId{"other"}, {2, 1, 1})};
    need(journal->apply(news));
    CHECK(journal->presence(evening, CardId{"other"})->stamp == attendance::EntryRef{0, 0, 1});
    CHECK(journal->presence(evening, card).has_value() == (covered < 2));
    check_tables();
    SECTION("but a stamp given again since counts at once") {
        need(journal->append(stamp_card(evening.value, card.value)));
        CHECK(journal->presence(evening, card)->stamp.seq == (covered < 2 ? 2 : 3));
        check_tables();
    }
}

TEST_CASE_METHOD(Enrolled, "what the hub covers is said by its last page only") {
    need(journal->append(stamp_card(evening.value, card.value)));
    RosterUpdate page = covering(1);
    page.is_complete = false;
    need(journal->apply(page));
    CHECK(journal->presence(evening, card));
    page.is_complete = true;
    need(journal->apply(page));
    CHECK_FALSE(journal->presence(evening, card));
}

TEST_CASE_METHOD(Enrolled, "a void and its undoing count at once, whatever the hub knows of the stamp") {
    need(journal->append(stamp_card(evening.value, card.value)));
    RosterUpdate news = covering(1);
    news.presences = {was_there(card, {2, 1, 1})};
    need(journal->apply(news));
    need(journal->append(correct(EntryKind::voided, 1)));
    CHECK_FALSE(journal->presence(evening, card));
    check_tables();
    SECTION("before the hub has the void") {
        need(journal->append(correct(EntryKind::unvoid, 2)));
        CHECK(journal->presence(evening, card)->stamp.seq == 1);
    }
    SECTION("after it") {
        RosterUpdate gone = covering(2);
        gone.presences = {was_there(card, {})};
        gone.presences[0].removed = true;
        need(journal->apply(gone));
        CHECK_FALSE(journal->presence(evening, card));
        need(journal->append(correct(EntryKind::unvoid, 2)));
        CHECK(journal->presence(evening, card)->stamp.seq == 1);
    }
    check_tables();
}

TEST_CASE_METHOD(Enrolled, "a stamp recorded elsewhere can be voided here") {
    RosterUpdate news = update();
    news.presences = {was_there(sakura, {3, 1, 7})};
    need(journal->apply(news));
    journal::Addition voided = correct(EntryKind::voided, 7);
    voided.entry.target = attendance::EntryRef{3, 1, 7};
    need(journal->append(voided));
    CHECK_FALSE(journal->presence(evening, sakura));
    check_tables();
    need(journal->append(correct(EntryKind::unvoid, 1)));
    check_tables();
}

TEST_CASE_METHOD(Enrolled, "of binds the higher version counts, and of equals the hub's") {
    need(journal->append(bind_card(card.value, sakura.value, 2)));
    const std::int64_t version = GENERATE(1, 2, 3);
    RosterUpdate news = update();
    news.cards = {{card, kenji, version}};
    need(journal->apply(news));
    CHECK(journal->owner_of(card) == (version < 2 ? sakura : kenji));
    need(journal->append(bind_card(card.value, sakura.value, 3)));
    CHECK(journal->owner_of(card) == (version < 3 ? sakura : kenji));
    CHECK(journal->bind_version(card) == 3);
    check_tables();
}

TEST_CASE_METHOD(Enrolled, "a card that is nobody's any more, says the hub, is stamped as its own from then on") {
    need(journal->append(bind_card(card.value, sakura.value)));
    auto stamp = stamp_card(evening.value, card.value);
    stamp.entry.person = sakura;
    stamp.entry.version = 1;
    need(journal->append(stamp));
    RosterUpdate news = covering(2);
    news.cards = {{card, std::nullopt, 2}};
    news.presences = {was_there(sakura, {2, 1, 2})};
    need(journal->apply(news));
    check_tables();
    CHECK_FALSE(journal->owner_of(card));
    CHECK(journal->bind_version(card) == 2);
    CHECK(journal->presence(evening, sakura));
    CHECK_FALSE(journal->presence(evening, card));
    // The next holder, here and at another door.
    auto next = stamp_card(evening.value, card.value);
    next.entry.version = 2;
    need(journal->append(next));
    CHECK(journal->presence(evening, card));
    RosterUpdate elsewhere = covering(3);
    elsewhere.presences = {was_there(card, {3, 1, 9}, -5)};
    need(journal->apply(elsewhere));
    check_tables();
    CHECK(journal->presence(evening, card)->stamp.device == 3);
    need(journal->append(bind_card(card.value, kenji.value, 3)));
    check_tables();
    CHECK(journal->presence(evening, kenji)->stamp.device == 3);
    CHECK(journal->visits(kenji).size() == 1);
    CHECK(journal->visits(sakura).size() == 1);
}

TEST_CASE_METHOD(Enrolled, "two walk-ins that the hub merged are one here, with the stamps of both") {
    need(journal->append(describe(person(sakura, "Sakura"))));
    need(journal->append(bind_card(card.value, sakura.value)));
    need(journal->append(stamp_card(evening.value, card.value)));
    RosterUpdate news = covering(3);
    news.people = {person(kenji, "髙橋 さくら")};
    news.cards = {{CardId{"second"}, kenji, 1}, {card, sakura, 1}};
    news.presences = {was_there(sakura, {2, 1, 3}, 1), was_there(kenji, {3, 1, 7}, 0)};
    need(journal->apply(news));
    CHECK(journal->counts(evening).arrived == 2);
    RosterUpdate merged = covering(3);
    merged.merges = {{sakura, kenji}};
    merged.presences = {was_there(sakura, {}), was_there(kenji, {3, 1, 7}, 0)};
    merged.presences[0].removed = true;
    need(journal->apply(merged));
    CHECK(journal->owner_of(card) == kenji);
    CHECK(journal->counts(evening).arrived == 1);
    CHECK(journal->presence(evening, sakura)->subject == attendance::Subject(kenji));
    CHECK(journal->person(sakura)->name == "髙橋 さくら");
    check_tables();
    RosterUpdate parted = covering(3);
    parted.merges = {{sakura, {}}};
    parted.presences = {was_there(sakura, {2, 1, 3}, 1)};
    need(journal->apply(parted));
    CHECK(journal->counts(evening).arrived == 2);
    check_tables();
}

TEST_CASE_METHOD(Enrolled, "the newest version of a person counts, wherever it was written") {
    need(journal->append(describe(person(sakura, "here", 2))));
    const std::int64_t version = GENERATE(1, 2, 3);
    RosterUpdate news = update();
    news.people = {person(sakura, "there", version)};
    need(journal->apply(news));
    CHECK(journal->person(sakura)->name == (version < 2 ? "here" : "there"));
    auto reader = need(journal::Reader::open(path()));
    CHECK(need(reader->people()).at(0).name == (version < 2 ? "here" : "there"));
    // What is still to be sent is what was written here.
    CHECK(need(reader->feed(0, 10)).people.at(0).name == "here");
    // An edit of something older than what is there is refused.
    CHECK(journal->append(describe(person(sakura, "again", version))).has_value() == (version == 1));
}

TEST_CASE_METHOD(Enrolled, "somebody erased at the hub leaves no byte of the name here") {
    std::vector<attendance::Person> many;
    for (int i = 0; i < 400; ++i)
        many.push_back(
            person({"p" + std::to_string(i)}, "Quintessenz-" + std::to_string(i) + std::string(i % 37, 'x')));
    for (int i = 0; i < 400; i += 3)
        need(journal->append(describe(many[static_cast<std::size_t>(i)])));
    RosterUpdate news = update();
    news.is_snapshot = true;
    news.people = many;
    std::ranges::reverse(news.people);
    need(journal->apply(news));
    for (auto& grown : many)
        grown.name += std::string(60, 'y'), ++grown.version;
    news.people = many;
    news.is_snapshot = false;
    need(journal->apply(news));
    REQUIRE(file_bytes(*this).find("Quintessenz") != std::string::npos);
    news.people.clear();
    for (const auto& erased : many) {
        attendance::Person tombstone;
        tombstone.id = erased.id;
        tombstone.version = erased.version + 1;
        tombstone.erased = true;
        news.people.push_back(std::move(tombstone));
    }
    need(journal->apply(news));
    CHECK(file_bytes(*this).find("Quintessenz") == std::string::npos);
    CHECK(journal->person(many[1].id)->erased);
    SECTION("nor does a restored hub bring it back") {
        news.is_snapshot = true;
        news.people = {many[0], many[1]};
        need(journal->apply(news));
        CHECK(journal->person(many[0].id)->name.empty());
        CHECK(journal->person(many[1].id)->name.empty());
        CHECK(file_bytes(*this).find("Quintessenz") == std::string::npos);
    }
}

TEST_CASE_METHOD(Enrolled, "rows that a copy of this kiosk sent are not taken for own ones") {
    for (int i = 0; i < 3; ++i)
        need(journal->append(stamp_card(evening.value, "c" + std::to_string(i))));
    // The hub holds three of our number, of which it has acknowledged one to us.
    RosterUpdate news = covering(3);
    news.acked_seq = 1;
    news.presences = {was_there(CardId{"c0"}, {2, 1, 1}), was_there(CardId{"copy"}, {2, 1, 2})};
    need(journal->apply(news));
    CHECK(journal->presence(evening, CardId{"copy"})->stamp == attendance::EntryRef{2, 1, 2});
    CHECK(journal->presence(evening, CardId{"c1"})->stamp.seq == 2);
    CHECK(journal->counts(evening).arrived == 4);
    check_tables();
    REQUIRE(need(journal->begin_epoch(4)) == 4);
    REQUIRE(need(journal->begin_epoch(2)) == 5);
}

TEST_CASE("in whatever order kiosks and hub speak, the tables are the fold of what is known, and all in the end") {
    // The first: the hub says anew of a card that it is nobody's, and nothing else of the card changes.
    const int seed = GENERATE(290'163, take(10, random(1, 1'000'000)));
    INFO("seed " << seed);
    RandomEntries random(static_cast<std::uint64_t>(seed));
    Enrolled kiosk;
    FakeHub hub;
    std::vector<attendance::Entry> own;
    std::int64_t sent = 0;
    std::int64_t elsewhere = 0;
    constexpr std::int64_t seqs = 60;
    const auto write = [&] {
        if (static_cast<std::int64_t>(own.size()) == seqs) return;
        attendance::Entry entry = random.entry({0, 0, static_cast<std::int64_t>(own.size()) + 1}, 1, seqs);
        if (entry.target) entry.target = attendance::EntryRef{0, 0, entry.target->seq};
        if (entry.target && random.below(3) == 0) entry.target = attendance::EntryRef{3, 1, entry.target->seq};
        kiosk.clock.set(entry.at);
        need(kiosk.journal->append({entry, {}, {}}));
        own.push_back(entry);
        kiosk.check_tables();
    };
    const auto speak = [&](std::int64_t up_to) {
        while (sent < up_to)
            hub.take(own[static_cast<std::size_t>(sent++)], 2);
        const auto hear = [&](const RosterUpdate& said) {
            need(kiosk.journal->apply(said));
            kiosk.check_tables();
        };
        switch (random.below(9)) {
            case 0:
                return hear(hub.snapshot(sent));
            case 1:  // in parts, as the desk takes it in; guests come in between
                for (const auto& part : journal::parts_of(hub.snapshot(sent), 5)) {
                    REQUIRE(need(kiosk.journal->take(part)));
                    kiosk.check_tables();
                    if (random.below(4) == 0) write();
                }
                while (need(kiosk.journal->tend()) != journal::Tended::done) {
                    kiosk.check_tables();
                    if (random.below(4) == 0) write();
                }
                return;
        }
        hear(hub.news(sent));
    };
    while (static_cast<std::int64_t>(own.size()) < seqs) {
        const std::int64_t turn = random.below(8);
        if (turn < 3) {
            write();
        } else if (turn < 6) {
            attendance::Entry entry = random.entry({3, 1, ++elsewhere}, 2, seqs);
            if (entry.target) entry.target->device = entry.target->device == 0 ? 2 : 3;
            hub.take(entry, 3);
        } else {
            speak(sent + random.below(static_cast<std::int64_t>(own.size()) - sent + 1));
        }
    }
    speak(seqs);
    const attendance::Ledger all = attendance::fold(hub.entries);
    auto database = need(journal::Database::open(kiosk.database(), journal::OpenMode::read_only));
    const attendance::Ledger here = need(journal::read_ledger(database));
    CHECK(here.owners == all.owners);
    CHECK(here.merged == all.merged);
    REQUIRE(here.presences.size() == all.presences.size());
    for (const auto& [key, presence] : all.presences) {
        auto expected = presence;
        if (expected.stamp.device == 2) expected.stamp = {0, 0, expected.stamp.seq};
        CHECK(here.presences.at(key) == expected);
    }
    need(need(journal::Reader::open(kiosk.path()))->audit());
}
