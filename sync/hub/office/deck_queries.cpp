#include "office/deck_queries.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "attendance/visits.h"
#include "base/random_id.h"
#include "office/event_queries.h"
#include "office/guest_queries.h"
#include "office/person_queries.h"
#include "store/sentence_rows.h"

namespace office {

using attendance::DeckSentence;

base::Result<Deck> deck(store::Store& store) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    TRY(sentences, store::read_sentences(store.database()));
    Deck deck;
    for (DeckSentence& sentence : sentences)
        (sentence.removed ? deck.removed : deck.said).push_back(std::move(sentence));
    return deck;
}

base::Result<std::optional<DeckSentence>> find_sentence(store::Store& store, const std::string& id) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    return store::read_sentence(store.database(), id);
}

std::string new_sentence_id(attendance::WallTime now) {
    constexpr std::size_t random_part = 6;  // two that are written in one moment
    return fmt::format("s{:014x}{}", store::to_us(now), base::random_id().substr(0, random_part));
}

base::Result<std::vector<ExpectedGuest>> expected_guests(store::Store& store, const attendance::Event& event,
                                                         attendance::WallTime now, std::size_t limit) {
    std::vector<ExpectedGuest> guests;
    std::set<std::string> known;
    const attendance::WallTime at = std::clamp(now, event.starts, std::max(event.starts, event.ends));
    const auto add = [&](const attendance::Person& person) -> base::Result<void> {
        if (guests.size() == limit || !known.insert(person.id.value).second) return {};
        TRY(lines, visits_of(store, person.id));
        ExpectedGuest guest{person, {}, false};
        for (VisitLine& line : lines) {
            guest.is_there |= line.visit.event == event.id;
            guest.visits.push_back(std::move(line.visit));
        }
        if (!guest.is_there)
            guest.visits.push_back({event.id, event.title, at, attendance::ClockQuality::synchronised, event.starts});
        guest.visits = attendance::up_to(std::move(guest.visits), event.id, at);
        guests.push_back(std::move(guest));
        return {};
    };
    TRY(listed, guest_list(store, event.id, limit));
    for (const ListedGuest& guest : listed)
        TRY_VOID(add(guest.person));
    TRY(came, arrivals(store, event.id, event.starts, limit));
    for (auto arrival = came.rbegin(); arrival != came.rend(); ++arrival)
        if (!arrival->person.id.empty()) TRY_VOID(add(arrival->person));
    return guests;
}

}  // namespace office
