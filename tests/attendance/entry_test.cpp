#include "attendance/entry.h"

#include "attendance/kind_sql.h"
#include "testing/catch.h"

using namespace attendance;

namespace {

Entry whole(EntryKind kind) {
    Entry entry;
    entry.kind = kind;
    entry.event = EventId{"e"};
    entry.card = CardId{"c"};
    entry.person = PersonId{"p"};
    entry.other_person = PersonId{"q"};
    entry.version = 1;
    entry.target = EntryRef{0, 0, 1};
    entry.detail = "d";
    return entry;
}

}  // namespace

TEST_CASE("every kind has a number and a word, and a whole entry of it is sound") {
    for (std::int64_t number = 1; number <= std::int64_t{kind_rows.size()}; ++number) {
        const auto kind = entry_kind_from(number);
        REQUIRE(kind);
        CHECK_FALSE(to_string(*kind).empty());
        CHECK(problem_of(whole(*kind)).empty());
    }
    CHECK_FALSE(entry_kind_from(0));
    CHECK_FALSE(entry_kind_from(std::int64_t{kind_rows.size()} + 1));
    CHECK_FALSE(source_from(0));
    CHECK_FALSE(source_from(6));
}

TEST_CASE("an entry that lacks what its kind needs says what it lacks") {
    auto stamp = whole(EntryKind::stamp);
    stamp.person.reset();
    CHECK(problem_of(stamp).empty());
    stamp.card.reset();
    CHECK_FALSE(problem_of(stamp).empty());
    auto voided = whole(EntryKind::voided);
    voided.target.reset();
    CHECK_FALSE(problem_of(voided).empty());
    auto bind = whole(EntryKind::bind);
    bind.version = 0;
    CHECK_FALSE(problem_of(bind).empty());
    auto unbind = whole(EntryKind::unbind);
    unbind.person.reset();
    CHECK(problem_of(unbind).empty());
    unbind.version = 0;
    CHECK_FALSE(problem_of(unbind).empty());
    auto misbind = whole(EntryKind::misbind);
    misbind.person.reset();
    CHECK_FALSE(problem_of(misbind).empty());
    auto merge = whole(EntryKind::merge);
    merge.other_person = merge.person;
    CHECK_FALSE(problem_of(merge).empty());
}

TEST_CASE("what a kind needs is what an entry of it may not lack") {
    const auto lacking = [](EntryKind kind, Needs need) {
        Entry entry = whole(kind);
        if (need == needs_event) entry.event.reset();
        if (need == needs_card) entry.card.reset();
        if (need == needs_person || need == needs_two_people) entry.person.reset();
        if (need == needs_person_or_card) entry.card.reset(), entry.person.reset();
        if (need == needs_version) entry.version = 0;
        if (need == needs_target) entry.target.reset();
        if (need == needs_detail) entry.detail.clear();
        return entry;
    };
    int needs = 0;
    for (const KindRow& row : kind_rows)
        for (Needs need = needs_event; need <= needs_detail; need <<= 1) {
            if ((row.needs & need) == 0) continue;
            INFO(row.name << " without " << need);
            CHECK(problem_of(lacking(row.kind, need)) == row.lack);
            ++needs;
        }
    CHECK(needs > 20);
}

TEST_CASE("a number that is no kind has no name and is a problem") {
    Entry entry = whole(static_cast<EntryKind>(kind_rows.size() + 1));
    CHECK(to_string(entry.kind).empty());
    CHECK(problem_of(entry) == "unknown kind");
    entry.kind = EntryKind{};
    CHECK(problem_of(entry) == "unknown kind");
}

TEST_CASE("SQL names kinds and holds their numbers") {
    CHECK("WHERE kind = #stamp AND seq > ?1"_sql == "WHERE kind = 1 AND seq > ?1");
    CHECK("kind IN (#any_card_change)"_sql == "kind IN (6, 15, 16)");
    CHECK("kind IN (#any_tap)"_sql == "kind IN (1, 2, 3)");
    CHECK(
        "#void"
        " "
        "#unvoid"_sql == "4 5");
    CHECK(R"(#misbind)"_sql == "16");
    CHECK("no kind at all"_sql == "no kind at all");
    constexpr KindSql text{"CREATE INDEX i ON entry (seq) WHERE kind IN (#merge, #unmerge);"};
    CHECK(std::string(text.c_str()) == "CREATE INDEX i ON entry (seq) WHERE kind IN (10, 11);");
}

TEST_CASE("an id has 1 to 64 bytes") {
    auto stamp = whole(EntryKind::stamp);
    stamp.event = EventId{std::string(64, 'x')};
    CHECK(problem_of(stamp).empty());
    stamp.event = EventId{std::string(65, 'x')};
    CHECK_FALSE(problem_of(stamp).empty());
    stamp.event = EventId{""};
    CHECK_FALSE(problem_of(stamp).empty());
    auto rekey = whole(EntryKind::rekey);
    rekey.detail = std::string(64, 'x');
    CHECK(problem_of(rekey).empty());
    rekey.detail += 'x';
    CHECK_FALSE(problem_of(rekey).empty());
}
