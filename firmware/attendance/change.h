// What flows from the hub to kiosks beside the journal's own entries: the newest state of each thing that changed, a
// list for each kind of thing. Applying one twice changes nothing. The wire, the hub's change feed and the journal
// visit `change_lists`: each names for a kind what it needs (an overload), and a kind that one of them forgets does not
// compile.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "attendance/fold.h"
#include "attendance/person.h"
#include "attendance/stamp_card.h"

namespace attendance {

struct CardOwner {
    CardId card;
    std::optional<PersonId> person;  // before merges; absent: nobody's
    std::int64_t version = 0;        // of the card, not only of this owner: grows with each change
    bool operator==(const CardOwner&) const = default;
};

// Two ids of one card, made with two card keys.
struct SameCard {
    CardId card;
    CardId stands_for;
    bool operator==(const SameCard&) const = default;
};

struct Merge {
    PersonId person;
    std::optional<PersonId> into;  // who stands for them, all merges followed; absent: nobody any more
    bool operator==(const Merge&) const = default;
};

struct SeasonRow {
    std::string id;
    Season season;
    bool removed = false;
    bool operator==(const SeasonRow&) const = default;
};

// A welcome sentence that organizers wrote.
struct Prompt {
    std::string id;
    std::string lang;
    std::string text;
    bool removed = false;
    bool operator==(const Prompt&) const = default;
};

// A sentence of the organizers' deck (attendance/deck.h), in each language in which they wrote it.
struct DeckSentence {
    struct Text {
        std::string lang;  // empty: for every language that has none of its own
        std::string text;
        bool operator==(const Text&) const = default;
    };
    std::string id;
    std::optional<EventId> event{};  // absent: said at every event
    std::string when{};              // conditions as words; kept also where this program does not know them
    std::int64_t weight = 1;
    std::string first_day{}, last_day{};  // local, both included, "2026-12-24"; empty: no bound
    std::vector<Text> texts{};
    bool removed = false;
    bool operator==(const DeckSentence&) const = default;
};
inline constexpr std::int64_t weight_max = 1000;

// The hub's fold: who was where. removed: no stamp of that subject at that event counts any more.
struct PresenceRow {
    Presence presence;  // its stamp's device is the hub's number, also for the kiosk that gave it
    bool removed = false;
    bool operator==(const PresenceRow&) const = default;
};

struct ChangeLists {
    std::vector<Person> people;  // a tombstone overwrites here too
    std::vector<Event> events;
    std::vector<SeasonRow> seasons;
    std::vector<Prompt> prompts;
    std::vector<DeckSentence> sentences;
    std::vector<SameCard> same_cards;
    std::vector<CardOwner> cards;
    std::vector<Merge> merges;
    std::vector<PresenceRow> presences;
    bool operator==(const ChangeLists&) const = default;
};

// In the order in which they are taken in: who stands for whom is settled before their presences come.
inline constexpr std::tuple change_lists{&ChangeLists::people,  &ChangeLists::events,    &ChangeLists::seasons,
                                         &ChangeLists::prompts, &ChangeLists::sentences, &ChangeLists::same_cards,
                                         &ChangeLists::cards,   &ChangeLists::merges,    &ChangeLists::presences};
static_assert(sizeof(ChangeLists) == std::tuple_size_v<decltype(change_lists)> * sizeof(std::vector<Person>),
              "a list of ChangeLists is missing in change_lists");

// What organizers wrote for everybody: few rows. A kiosk keeps them in memory (journal::Lookups::written).
inline constexpr std::tuple written_lists{&ChangeLists::seasons, &ChangeLists::prompts, &ChangeLists::sentences};

inline bool has_written(const ChangeLists& changes) {
    return std::apply([&](auto... lists) { return (!(changes.*lists).empty() || ...); }, written_lists);
}

// Calls visit(pointer to the member) for each list.
template <typename Visit>
void for_each_change_list(Visit&& visit) {
    std::apply([&](auto... lists) { (visit(lists), ...); }, change_lists);
}

// The same where visiting can fail, with what converts to false then: the first failure ends it.
template <typename Visit, typename Lists>
auto try_each_list_of(const Lists& all, Visit&& visit) {
    decltype(visit(std::get<0>(all))) done;
    std::apply([&](auto... lists) { (static_cast<bool>(done = visit(lists)) && ...); }, all);
    return done;
}
template <typename Visit>
auto try_each_change_list(Visit&& visit) {
    return try_each_list_of(change_lists, std::forward<Visit>(visit));
}

inline std::size_t count_of(const ChangeLists& changes) {
    std::size_t count = 0;
    for_each_change_list([&](auto list) { count += (changes.*list).size(); });
    return count;
}

}  // namespace attendance
