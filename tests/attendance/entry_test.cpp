#include "attendance/entry.h"

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
    for (std::int64_t number = 1; number <= 16; ++number) {
        const auto kind = entry_kind_from(number);
        REQUIRE(kind);
        CHECK_FALSE(to_string(*kind).empty());
        CHECK(problem_of(whole(*kind)).empty());
    }
    CHECK_FALSE(entry_kind_from(0));
    CHECK_FALSE(entry_kind_from(17));
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

TEST_CASE("an id has 1 to 64 bytes") {
    auto stamp = whole(EntryKind::stamp);
    stamp.event = EventId{std::string(64, 'x')};
    CHECK(problem_of(stamp).empty());
    stamp.event = EventId{std::string(65, 'x')};
    CHECK_FALSE(problem_of(stamp).empty());
    stamp.event = EventId{""};
    CHECK_FALSE(problem_of(stamp).empty());
}
