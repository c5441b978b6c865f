#include "attendance/fold.h"

#include <algorithm>
#include <cstdlib>

#include "testing/catch.h"
#include "testing/random_entries.h"

using namespace attendance;
using namespace std::chrono_literals;

namespace {

WallTime at(int minute) {
    return WallTime(std::chrono::sys_days(std::chrono::year(2026) / 7 / 21)) + 19h + minute * 1min;
}

Entry entry(std::int64_t seq, EntryKind kind, int minute = 0) {
    Entry e;
    e.ref = {0, 1, seq};
    e.kind = kind;
    e.at = {at(minute), std::chrono::minutes(minute), "boot", ClockQuality::restored};
    return e;
}

Entry stamp(std::int64_t seq, std::string card, int minute = 0) {
    Entry e = entry(seq, EntryKind::stamp, minute);
    e.event = EventId{"e"};
    e.card = CardId{std::move(card)};
    return e;
}

Entry bind(std::int64_t seq, std::string card, std::string person, std::int64_t version) {
    Entry e = entry(seq, EntryKind::bind);
    e.card = CardId{std::move(card)};
    e.person = PersonId{std::move(person)};
    e.version = version;
    return e;
}

Entry change(std::int64_t seq, EntryKind kind, std::string card, std::string person, std::int64_t version) {
    Entry e = bind(seq, std::move(card), std::move(person), version);
    e.kind = kind;
    return e;
}

Entry rekey(std::int64_t seq, std::string card, std::string former) {
    Entry e = entry(seq, EntryKind::rekey);
    e.card = CardId{std::move(card)};
    e.detail = std::move(former);
    return e;
}

Entry aimed(std::int64_t seq, EntryKind kind, std::int64_t target) {
    Entry e = entry(seq, kind);
    e.target = EntryRef{0, 1, target};
    return e;
}

Entry merge(std::int64_t seq, std::string from, std::string into) {
    Entry e = entry(seq, EntryKind::merge);
    e.person = PersonId{std::move(from)};
    e.other_person = PersonId{std::move(into)};
    return e;
}

const Presence* presence_of(const Ledger& ledger, const Subject& subject) {
    const auto found = ledger.presences.find({EventId{"e"}, subject});
    return found == ledger.presences.end() ? nullptr : &found->second;
}

}  // namespace

TEST_CASE("an unknown card is present under its card id until somebody claims it, and the stamp follows") {
    const std::vector unclaimed{stamp(1, "c")};
    CHECK(presence_of(fold(unclaimed), CardId{"c"}));
    const std::vector claimed{stamp(1, "c"), bind(2, "c", "p", 1)};
    const Ledger ledger = fold(claimed);
    CHECK_FALSE(presence_of(ledger, CardId{"c"}));
    REQUIRE(presence_of(ledger, PersonId{"p"}));
    CHECK(presence_of(ledger, PersonId{"p"})->stamp.seq == 1);
}

TEST_CASE("a card that changes hands takes its earlier stamps along") {
    const std::vector entries{stamp(1, "c"), bind(2, "c", "p", 1), bind(3, "c", "q", 2)};
    CHECK_FALSE(presence_of(fold(entries), PersonId{"p"}));
    CHECK(presence_of(fold(entries), PersonId{"q"}));
}

TEST_CASE("after an unbind the stamps so far stay with whose the card was, and the next holder inherits none") {
    std::vector entries{stamp(1, "c"), bind(2, "c", "p", 1), change(3, EntryKind::unbind, "c", "p", 2)};
    CHECK(presence_of(fold(entries), PersonId{"p"}));
    CHECK(fold(entries).owners.empty());
    // Of the card's version before, at and after the unbind.
    for (const std::int64_t version : {1, 2, 3}) {
        Entry later = stamp(4 + version, "c", 1);
        later.event = EventId{"later"};
        later.version = version;
        entries.push_back(later);
        const Ledger ledger = fold(entries);
        INFO("version " << version);
        CHECK(ledger.presences.contains({EventId{"later"}, PersonId{"p"}}));
        CHECK(ledger.presences.contains({EventId{"later"}, CardId{"c"}}) == (version >= 2));
    }
    entries.push_back(bind(9, "c", "q", 3));
    const Ledger ledger = fold(entries);
    CHECK_FALSE(presence_of(ledger, PersonId{"q"}));
    CHECK(ledger.presences.contains({EventId{"later"}, PersonId{"q"}}));
    CHECK(presence_of(ledger, PersonId{"p"})->stamp.seq == 1);
    CHECK(ledger.owners.at(CardId{"c"}) == PersonId{"q"});
}

TEST_CASE("a bind that was a mistake returns the stamps to the card, also those that name the person because of it") {
    Entry named = stamp(3, "c", 1);
    named.event = EventId{"later"};
    named.person = PersonId{"p"};
    named.version = 1;
    std::vector entries{stamp(1, "c"), bind(2, "c", "p", 1), named};
    CHECK(fold(entries).presences.contains({EventId{"later"}, PersonId{"p"}}));
    entries.push_back(change(4, EntryKind::misbind, "c", "p", 2));
    Ledger ledger = fold(entries);
    CHECK(presence_of(ledger, CardId{"c"}));
    CHECK(ledger.presences.contains({EventId{"later"}, CardId{"c"}}));
    CHECK(ledger.owners.empty());
    entries.push_back(bind(5, "c", "q", 3));
    ledger = fold(entries);
    CHECK(presence_of(ledger, PersonId{"q"}));
    CHECK(ledger.presences.contains({EventId{"later"}, PersonId{"q"}}));
    CHECK(ledger.presences.size() == 2);
}

TEST_CASE("a mistake gives the card back to whose it was before it") {
    const std::vector entries{bind(1, "c", "p", 1), bind(2, "c", "q", 2), change(3, EntryKind::misbind, "c", "q", 3)};
    CHECK(fold(entries).owners.at(CardId{"c"}) == PersonId{"p"});
}

TEST_CASE("a mistake reaches the newest bind of its person below its version, and none of another time") {
    std::vector entries{stamp(1, "c"), bind(2, "c", "p", 1), change(3, EntryKind::unbind, "c", "p", 2),
                        bind(4, "c", "p", 3), change(5, EntryKind::misbind, "c", "p", 4)};
    CHECK(presence_of(fold(entries), PersonId{"p"}));
    CHECK(fold(entries).owners.empty());
    // One that knew of no bind means none.
    entries = {stamp(1, "c"), bind(2, "c", "p", 2), change(3, EntryKind::misbind, "c", "p", 2)};
    CHECK(fold(entries).owners.contains(CardId{"c"}));
}

TEST_CASE("a card that was carried over is one card under both ids, with its person and its stamps") {
    const std::vector entries{bind(1, "old", "p", 1), stamp(2, "old", 10), rekey(3, "new", "old"), stamp(4, "new", 5)};
    const Ledger ledger = fold(entries);
    CHECK(ledger.owners == std::map<CardId, PersonId>{{CardId{"old"}, PersonId{"p"}}, {CardId{"new"}, PersonId{"p"}}});
    REQUIRE(ledger.presences.size() == 1);
    CHECK(presence_of(ledger, PersonId{"p"})->stamp.seq == 4);
}

TEST_CASE("a card of nobody's that was carried over is present once, and a later bind of either id takes its stamps") {
    std::vector entries{stamp(1, "old", 10), stamp(2, "new", 20), rekey(3, "new", "old")};
    Ledger ledger = fold(entries);
    REQUIRE(ledger.presences.size() == 1);
    CHECK(presence_of(ledger, CardId{"new"})->stamp.seq == 1);  // the smallest id stands for both
    entries.push_back(bind(4, "old", "p", 1));
    ledger = fold(entries);
    REQUIRE(ledger.presences.size() == 1);
    CHECK(presence_of(ledger, PersonId{"p"})->stamp.seq == 1);
    CHECK(ledger.owners.at(CardId{"new"}) == PersonId{"p"});
}

TEST_CASE("a card taken off under one id is nobody's under the other") {
    const std::vector entries{bind(1, "old", "p", 1), rekey(2, "new", "old"),
                              change(3, EntryKind::unbind, "new", "p", 2)};
    CHECK(fold(entries).owners.empty());
}

TEST_CASE("rekeys in a ring, of a card with itself, to two ids or from two join what they name and nothing else") {
    const auto one_of_all = [](const std::vector<Entry>& entries) {
        std::vector<Entry> with_stamps = entries;
        for (const char* card : {"a", "b", "c", "d"})
            with_stamps.push_back(stamp(static_cast<std::int64_t>(with_stamps.size()) + 100, card));
        const Ledger ledger = fold(with_stamps);
        CHECK(presence_of(ledger, CardId{"d"}) != nullptr);
        REQUIRE(ledger.presences.size() == 2);
        return presence_of(ledger, CardId{"a"}) != nullptr;
    };
    CHECK(one_of_all({rekey(1, "a", "b"), rekey(2, "b", "c"), rekey(3, "c", "a"), rekey(4, "d", "d")}));
    CHECK(one_of_all({rekey(1, "b", "a"), rekey(2, "c", "a")}));
    CHECK(one_of_all({rekey(1, "c", "a"), rekey(2, "c", "b"), rekey(3, "c", "b")}));
}

TEST_CASE("a person's stamps by hand are no matter of cards") {
    Entry by_hand = stamp(2, "c");
    by_hand.card.reset();
    by_hand.person = PersonId{"p"};
    const std::vector entries{bind(1, "c", "p", 1), by_hand, change(3, EntryKind::misbind, "c", "p", 2)};
    CHECK(presence_of(fold(entries), PersonId{"p"}));
}

TEST_CASE("two cards of one person at one event count once, the earliest") {
    const std::vector entries{stamp(1, "c", 5), stamp(2, "d", 3), bind(3, "c", "p", 1), bind(4, "d", "p", 1)};
    const Ledger ledger = fold(entries);
    CHECK(ledger.presences.size() == 1);
    CHECK(presence_of(ledger, PersonId{"p"})->stamp.seq == 2);
}

TEST_CASE("a void wins over its stamp, also when it arrives first") {
    const std::vector entries{aimed(2, EntryKind::voided, 1), stamp(1, "c")};
    const Ledger ledger = fold(entries);
    CHECK(ledger.presences.empty());
    CHECK(ledger.void_stamps.contains(EntryRef{0, 1, 1}));
}

TEST_CASE("a void of the earliest stamp lets the next one count") {
    const std::vector entries{stamp(1, "c", 1), stamp(2, "c", 2), aimed(3, EntryKind::voided, 1)};
    CHECK(presence_of(fold(entries), CardId{"c"})->stamp.seq == 2);
}

TEST_CASE("an undone void gives the stamp back, and it can be voided again") {
    std::vector entries{stamp(1, "c"), aimed(2, EntryKind::voided, 1), aimed(3, EntryKind::unvoid, 2)};
    CHECK(presence_of(fold(entries), CardId{"c"}));
    entries.push_back(aimed(4, EntryKind::voided, 1));
    CHECK_FALSE(presence_of(fold(entries), CardId{"c"}));
}

TEST_CASE("merged people are one, and an undone merge parts them again") {
    std::vector entries{stamp(1, "c"), stamp(2, "d"), bind(3, "c", "p", 1), bind(4, "d", "q", 1), merge(5, "p", "q")};
    CHECK(fold(entries).presences.size() == 1);
    CHECK(presence_of(fold(entries), PersonId{"q"})->stamp.seq == 1);
    entries.push_back(aimed(6, EntryKind::unmerge, 5));
    CHECK(fold(entries).presences.size() == 2);
}

TEST_CASE("people merged into each other by two kiosks are one under the smallest id") {
    const std::vector entries{stamp(1, "c"), bind(2, "c", "q", 1), merge(3, "p", "q"), merge(4, "q", "p")};
    const Ledger ledger = fold(entries);
    CHECK(presence_of(ledger, PersonId{"p"}));
    CHECK(ledger.merged == std::map<PersonId, PersonId>{{PersonId{"q"}, PersonId{"p"}}});
}

TEST_CASE("a clock set later in the same boot corrects the entries made before") {
    Entry early = stamp(1, "c");
    early.at = {WallTime(0us), 10min, "boot", ClockQuality::unknown};  // 1970: no clock yet
    Entry set = entry(2, EntryKind::clock);
    set.at = {at(30), 40min, "boot", ClockQuality::synchronised};
    const Ledger ledger = fold(std::vector{early, set});
    CHECK(presence_of(ledger, CardId{"c"})->at == at(0));
    CHECK(presence_of(ledger, CardId{"c"})->quality == ClockQuality::synchronised);
}

TEST_CASE("an entry that was synchronised under a wrong clock is corrected by a newer reading that contradicts it") {
    constexpr auto most = synchronised_within;
    const std::pair<std::chrono::microseconds, bool> cases[] = {
        {most - 1us, false}, {most, false}, {most + 1us, true}, {2h, true}, {-most, false}, {-most - 1us, true}};
    for (const auto& [off, is_corrected] : cases) {
        Entry wrong = stamp(1, "c", 10);
        wrong.at = {at(10) + off, 10min, "boot", ClockQuality::synchronised};
        Entry right = entry(2, EntryKind::clock, 30);
        right.at.quality = ClockQuality::synchronised;
        const Ledger ledger = fold(std::vector{right, wrong});
        CHECK(presence_of(ledger, CardId{"c"})->at == (is_corrected ? at(10) : at(10) + off));
        CHECK(presence_of(ledger, CardId{"c"})->quality == ClockQuality::synchronised);
    }
}

TEST_CASE("of readings that contradict each other the newest is believed, also for entries without a clock") {
    Entry early = stamp(1, "c", 5);
    early.at.wall = WallTime(0us);
    Entry wrong = entry(2, EntryKind::clock, 10);
    wrong.at = {at(10) + 2h, 10min, "boot", ClockQuality::synchronised};
    Entry right = entry(3, EntryKind::clock, 30);
    right.at.quality = ClockQuality::synchronised;
    CHECK(presence_of(fold(std::vector{early, wrong}), CardId{"c"})->at == at(5) + 2h);
    CHECK(presence_of(fold(std::vector{right, early, wrong}), CardId{"c"})->at == at(5));
}

TEST_CASE("a boot contradicts itself only where its synchronised readings lie too far apart") {
    const auto span = [](std::chrono::microseconds off) {
        return BootSpan::of({at(0), 0min}).joined(BootSpan::of({at(7) + off, 7min}));
    };
    CHECK_FALSE(span(0us).may_contradict());
    CHECK_FALSE(span(-synchronised_within + 1ms).may_contradict());
    CHECK_FALSE(span(synchronised_within - 1ms).may_contradict());
    CHECK(span(synchronised_within - 1ms + 1us).may_contradict());
    CHECK(span(-2h).may_contradict());
}

TEST_CASE("a clock set in another boot or on another device corrects nothing") {
    Entry early = stamp(1, "c");
    early.at = {WallTime(0us), 10min, "boot", ClockQuality::unknown};
    Entry other_boot = entry(2, EntryKind::clock);
    other_boot.at = {at(30), 40min, "next boot", ClockQuality::synchronised};
    Entry other_device = entry(3, EntryKind::clock);
    other_device.ref.device = 7;
    other_device.at = {at(30), 40min, "boot", ClockQuality::synchronised};
    const Ledger ledger = fold(std::vector{early, other_boot, other_device});
    CHECK(presence_of(ledger, CardId{"c"})->at == WallTime(0us));
    CHECK(presence_of(ledger, CardId{"c"})->quality == ClockQuality::unknown);
}

TEST_CASE("the order of entries and duplicates of them do not change the state") {
    const char* wanted = std::getenv("PETTAN_FOLD_ORDERS");
    const int orders = wanted ? std::atoi(wanted) : 400;
    constexpr std::uint64_t seed = 20260721;
    INFO("seed " << seed);
    testing::RandomEntries random(seed);
    for (int round = 0; round < orders; ++round) {
        auto entries = random.community(3, 40);
        const Ledger expected = fold(entries);
        const auto copies = entries;
        entries.insert(entries.end(), copies.begin(), copies.begin() + random.below(100));
        std::ranges::shuffle(entries, random.random);
        REQUIRE(fold(entries) == expected);
    }
}
