// What the pages show of people. Each function is one read transaction.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "attendance/stamp_card.h"
#include "store/store.h"

namespace office {

// People whose row changed behind `change`, tombstones included.
base::Result<std::vector<attendance::Person>> people_since(store::Store& store, std::int64_t change);
// Ids of people who were merged into somebody.
base::Result<std::vector<attendance::PersonId>> merged_away(store::Store& store);

base::Result<std::optional<attendance::Person>> find_person(store::Store& store, const attendance::PersonId& id);
// Who stands for the person, all merges followed; the person where there are none.
base::Result<attendance::PersonId> standing_for(store::Store& store, const attendance::PersonId& id);

struct CardLine {
    attendance::CardId card;
    std::optional<attendance::WallTime> first;  // stamp
    std::optional<attendance::WallTime> last;
};
base::Result<std::vector<CardLine>> cards_of(store::Store& store, const attendance::PersonId& id);

struct VisitLine {
    attendance::Visit visit;
    attendance::Source source = attendance::Source::tap;
    std::string device;  // name; empty: the hub
    attendance::EntryRef stamp;
};
// Oldest first.
base::Result<std::vector<VisitLine>> visits_of(store::Store& store, const attendance::Subject& subject);
std::vector<attendance::Visit> plain_visits(std::span<const VisitLine> lines);

struct MergeLine {
    attendance::EntryRef ref;
    attendance::PersonId person;  // was merged into
    attendance::PersonId into;
    std::string name;  // of `person`
    std::string by;
    attendance::WallTime at{};
};
// Merges that count, of which the person is the one that stands or one that was merged into them.
base::Result<std::vector<MergeLine>> merges_of(store::Store& store, const attendance::PersonId& id);

// A merge that counts, by its entry; `name` and `at` are not filled in.
base::Result<std::optional<MergeLine>> find_merge(store::Store& store, const attendance::EntryRef& ref);

// Stamps of each person between two times, for a list of ids.
base::Result<std::vector<std::int64_t>> stamp_counts(store::Store& store, const std::vector<attendance::PersonId>& ids,
                                                     attendance::WallTime from, attendance::WallTime to);

struct Act {
    attendance::EntryKind kind{};
    attendance::WallTime at{};
    std::string by;
};
struct StaffAct {
    std::string what;  // Entry::detail
    attendance::WallTime at{};
    std::string by;
};
// Acts without another entry (accounts, tokens, codes, exports), newest first.
base::Result<std::vector<StaffAct>> staff_acts(store::Store& store, std::size_t limit);

// Who changed what of the person at the hub, newest first.
base::Result<std::vector<Act>> acts_on(store::Store& store, const attendance::PersonId& id, std::size_t limit);

}  // namespace office
