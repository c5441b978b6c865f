#include "journal/card_acts.h"

namespace journal {
namespace {

using attendance::EntryKind;

Addition change(EntryKind kind, const CardId& card, std::optional<PersonId> person, std::int64_t version,
                const Entry& as) {
    Addition addition;
    addition.entry.kind = kind;
    addition.entry.source = as.source;
    addition.entry.by = as.by;
    addition.entry.card = card;
    addition.entry.person = std::move(person);
    addition.entry.version = version;
    return addition;
}

}  // namespace

std::vector<Addition> give_card(Lookups& journal, const CardId& card, const PersonId& person, const Entry& as) {
    const auto owner = journal.owner_of(card);
    if (owner == person) return {};
    std::int64_t version = journal.bind_version(card);
    std::vector<Addition> additions;
    if (owner) additions.push_back(change(EntryKind::unbind, card, journal.holder_of(card), ++version, as));
    additions.push_back(change(EntryKind::bind, card, person, ++version, as));
    additions.back().entry.detail = as.detail;
    return additions;
}

std::vector<Addition> take_card_off(Lookups& journal, const CardId& card, Mistake mistake, const Entry& as) {
    const auto holder = journal.holder_of(card);
    if (!holder) return {};
    const auto kind = mistake == Mistake::yes ? EntryKind::misbind : EntryKind::unbind;
    return {change(kind, card, holder, journal.bind_version(card) + 1, as)};
}

std::vector<Addition> carry_over(Lookups& journal, const CardId& card, std::span<const CardId> former,
                                 const Entry& as) {
    std::vector<Addition> additions;
    for (const CardId& other : former) {
        if (!journal.needs_rekey(card, other)) continue;
        additions.push_back(change(EntryKind::rekey, card, {}, 0, as));
        additions.back().entry.detail = other.value;
    }
    return additions;
}

}  // namespace journal
