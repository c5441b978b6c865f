#include "client/roster.h"

namespace client {

journal::RosterUpdate to_roster(client::Update update) {
    wire::Changes& from = update.changes;
    journal::RosterUpdate to;
    to.is_snapshot = update.kind != UpdateKind::changes;
    to.begins_snapshot = update.kind == UpdateKind::snapshot_begins;
    to.is_complete = !from.more;
    to.cursor = std::move(from.cursor);
    to.covers_seq = from.acked_seq;
    to.card_keys = std::move(from.card_keys);
    to.card_keys_mark = std::move(from.card_keys_mark);
    to.people = std::move(from.people);
    for (auto& carried : from.carried)
        to.same_cards.push_back({std::move(carried.card), std::move(carried.into)});
    for (auto& card : from.cards)
        to.cards.push_back({std::move(card.card), std::move(card.person), card.version});
    for (auto& merge : from.merges)
        to.merges.push_back({std::move(merge.person), std::move(merge.into)});
    to.events = std::move(from.events);
    for (auto& season : from.seasons)
        to.seasons.push_back({std::move(season.id), std::move(season.season), season.removed});
    for (auto& prompt : from.prompts)
        to.prompts.push_back({std::move(prompt.id), std::move(prompt.lang), std::move(prompt.text), prompt.removed});
    for (auto& presence : from.presences)
        to.presences.push_back({std::move(presence.presence), presence.removed});
    return to;
}

}  // namespace client
