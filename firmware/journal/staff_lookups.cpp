#include "journal/staff_lookups.h"

#include <algorithm>

#include "journal/arrival.h"
#include "journal/card_tables.h"
#include "journal/same_cards.h"
#include "journal/sqlite.h"
#include "journal/tables.h"
#include "journal/texts.h"
#include "journal/voids.h"

namespace journal {
namespace {

using attendance::CardId;
using attendance::PersonId;
using attendance::WallTime;

// Where taps are few among imported guests, the search for them ends somewhere.
constexpr std::int64_t entries_looked_through = 20'000;

// One number a row; absent at the end.
base::Result<std::vector<IdNumber>> numbers_of(Query query) {
    std::vector<IdNumber> numbers;
    for (;;) {
        TRY(row, query.next());
        if (!row) return numbers;
        numbers.push_back(query.integer(0));
    }
}

struct Binding {
    WallTime at{};
    std::string kind{};
};

base::Result<Binding> binding_of(Database& database, IdNumber card) {
    auto query =
        database.ask("SELECT " PETTAN_ENTRY_COLUMNS
                     ", anchor.wall_us, anchor.boottime_ns FROM entry LEFT JOIN anchor ON anchor.boot = "
                     "entry.boot WHERE kind = #bind AND card IN (SELECT ?1 UNION ALL SELECT card FROM same_card WHERE "
                     "stands_for = ?1) ORDER BY entry.version DESC, seq DESC LIMIT 1"_sql,
                     card);
    TRY(row, query.next());
    if (!row) return Binding();
    EntryRow entry = read_entry_row(query);
    const WallTime at = corrected_time_of(entry, maybe_anchor(query, entry_columns)).at;
    return Binding{at, std::move(entry.detail)};
}

}  // namespace

base::Result<PeoplePage> find_people_after(Database& database, std::int64_t after, std::int64_t limit) {
    TRY(numbers, numbers_of(database.ask(R"(SELECT num FROM id
                                            WHERE num > ?1 AND kind = ?2 AND NOT EXISTS (SELECT 1 FROM merged
                                                WHERE person = num)
                                            ORDER BY num LIMIT ?3)",
                                         after, static_cast<std::int64_t>(IdKind::person), limit)));
    PeoplePage page;
    if (static_cast<std::int64_t>(numbers.size()) == limit) page.next = numbers.back();
    for (const IdNumber number : numbers) {
        TRY(person, find_person(database, number));
        if (person && !person->erased) page.people.push_back(*std::move(person));
    }
    return page;
}

base::Result<std::vector<MergedPerson>> find_merged_into(Database& database, const PersonId& person) {
    std::vector<MergedPerson> people;
    TRY(number, number_of(database, IdKind::person, person.value));
    if (!number) return people;
    TRY(numbers, numbers_of(database.ask("SELECT person FROM merged WHERE into_person = ?1", *number)));
    for (const IdNumber merged : numbers) {
        TRY(texts, find_person(database, merged));
        TRY(id, id_of(database, merged));
        TRY(seq,
            database.number(
                "SELECT max(m.seq) FROM entry AS m WHERE m.kind = #merge AND m.person = ?1 AND " PETTAN_MERGE_STANDS,
                merged));
        MergedPerson one{texts.value_or(attendance::Person{}), seq.value_or(0)};
        one.person.id.value = std::move(id.text);
        people.push_back(std::move(one));
    }
    return people;
}

base::Result<std::vector<OwnedCard>> find_cards_of(Database& database, const PersonId& person) {
    std::vector<OwnedCard> cards;
    TRY(number, number_of(database, IdKind::person, person.value));
    if (!number) return cards;
    TRY(numbers, numbers_of(database.ask(R"(SELECT card FROM owner
                                            WHERE person = ?1
                                            UNION SELECT owner.card FROM merged
                                            JOIN owner ON owner.person = merged.person
                                            WHERE merged.into_person = ?1)",
                                         *number)));
    for (const IdNumber card : numbers) {
        TRY(stands_for, card_standing_for(database, card));
        if (stands_for != card) continue;  // one card, however many ids it has
        TRY(id, id_of(database, card));
        TRY(binding, binding_of(database, card));
        cards.push_back({CardId{std::move(id.text)}, binding.at, std::move(binding.kind)});
    }
    std::ranges::stable_sort(cards, {}, &OwnedCard::since);
    return cards;
}

base::Result<std::vector<TapRecord>> find_last_taps(Database& database, std::int64_t limit) {
    std::vector<TapRecord> taps;
    auto query = database.ask(
        "SELECT " PETTAN_ENTRY_COLUMNS
        ", anchor.wall_us, anchor.boottime_ns, (SELECT text FROM id WHERE num = entry.card), (SELECT text FROM id "
        "WHERE num = ifnull(merged.into_person, " PETTAN_TAPPED_BY ")), " PETTAN_IS_VOIDED
        ", (SELECT text FROM id WHERE num = entry.event) FROM entry LEFT JOIN anchor ON anchor.boot = "
        "entry.boot" PETTAN_TAPPED_BY_JOINS
        R"(WHERE entry.kind IN (#any_tap) AND entry.detail IS NOT 'beside' AND entry.seq >
               (SELECT max(seq) FROM entry) - ?2
           ORDER BY entry.seq DESC LIMIT ?1)"_sql,
        limit, entries_looked_through);
    for (;;) {
        TRY(row, query.next());
        if (!row) return taps;
        const EntryRow entry = read_entry_row(query);
        TapRecord tap;
        tap.seq = entry.seq;
        tap.kind = entry.kind;
        tap.at = corrected_time_of(entry, maybe_anchor(query, entry_columns)).at;
        Columns columns(query, entry_columns + 2);
        if (auto card = columns.maybe_text()) tap.card = CardId{*std::move(card)};
        if (auto person = columns.maybe_text()) tap.person = PersonId{*std::move(person)};
        tap.detail = entry.detail;
        tap.voided = columns.flag();
        if (auto event = columns.maybe_text()) tap.event = attendance::EventId{*std::move(event)};
        taps.push_back(std::move(tap));
    }
}

base::Result<std::vector<WallTime>> find_arrivals(Database& database, const attendance::EventId& event) {
    std::vector<WallTime> arrivals;
    TRY(number, number_of(database, IdKind::event, event.value));
    if (!number) return arrivals;
    auto query = database.ask("SELECT " PETTAN_ARRIVAL_COLUMNS PETTAN_ARRIVALS "WHERE presence.event = ?1", *number);
    for (;;) {
        TRY(row, query.next());
        if (!row) return arrivals;
        arrivals.push_back(read_arrival(query).at);
    }
}

}  // namespace journal
