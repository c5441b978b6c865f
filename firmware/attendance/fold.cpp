#include "attendance/fold.h"

#include <algorithm>
#include <tuple>

namespace attendance {
namespace {

using Entries = std::map<EntryRef, const Entry*>;

Entries without_duplicates(std::span<const Entry> entries) {
    Entries unique;
    for (const Entry& entry : entries)
        unique.emplace(entry.ref, &entry);
    return unique;
}

// Targets of all entries of `kind`, but for those entries that are in `except`.
std::set<EntryRef> targets_of(const Entries& entries, EntryKind kind, const std::set<EntryRef>& except) {
    std::set<EntryRef> targets;
    for (const auto& [ref, entry] : entries)
        if (entry->kind == kind && entry->target && !except.contains(ref)) targets.insert(*entry->target);
    return targets;
}

std::map<BootKey, BootAnchor> anchors_of(const Entries& entries) {
    std::map<BootKey, BootAnchor> anchors;
    for (const auto& [ref, entry] : entries) {
        if (entry->at.quality != ClockQuality::synchronised) continue;
        const BootAnchor candidate{entry->at.wall, entry->at.boottime};
        const auto [at, is_new] = anchors.try_emplace({ref.device, entry->at.boot_id}, candidate);
        if (!is_new) at->second = better_anchor(at->second, candidate);
    }
    return anchors;
}

// Person -> the person merged into, by the highest merge of each person: a forest but for mistakes.
std::map<PersonId, PersonId> merge_steps(const Entries& entries) {
    const std::set<EntryRef> undone = targets_of(entries, EntryKind::unmerge, {});
    std::map<PersonId, std::pair<std::tuple<std::int64_t, EntryRef>, PersonId>> best;
    for (const auto& [ref, entry] : entries) {
        if (entry->kind != EntryKind::merge || !entry->person || !entry->other_person || undone.contains(ref)) continue;
        const std::tuple rank{entry->version, ref};
        const auto [at, is_new] = best.try_emplace(*entry->person, rank, *entry->other_person);
        if (!is_new && at->second.first < rank) at->second = {rank, *entry->other_person};
    }
    std::map<PersonId, PersonId> steps;
    for (const auto& [person, step] : best)
        steps.emplace(person, step.second);
    return steps;
}

// Follows the steps to the end. In a ring (two kiosks merged A into B and B into A) the smallest id stands for all.
PersonId standing_for(const std::map<PersonId, PersonId>& steps, const PersonId& person) {
    std::vector<PersonId> path{person};
    for (auto step = steps.find(person); step != steps.end(); step = steps.find(path.back())) {
        const auto ring = std::ranges::find(path, step->second);
        if (ring != path.end()) return *std::min_element(ring, path.end());
        path.push_back(step->second);
    }
    return path.back();
}

std::map<PersonId, PersonId> merged_people(const Entries& entries) {
    const auto steps = merge_steps(entries);
    std::map<PersonId, PersonId> merged;
    for (const auto& [person, into] : steps) {
        PersonId end = standing_for(steps, person);
        if (end != person) merged.emplace(person, std::move(end));
    }
    return merged;
}

PersonId resolve(const std::map<PersonId, PersonId>& merged, const PersonId& person) {
    const auto at = merged.find(person);
    return at == merged.end() ? person : at->second;
}

using SameCards = std::map<CardId, CardId>;

CardId card_standing_for(const SameCards& same, CardId card) {
    for (auto at = same.find(card); at != same.end(); at = same.find(card))
        card = at->second;
    return card;
}

SameCards same_cards_of(const Entries& entries) {
    SameCards same;
    for (const auto& [ref, entry] : entries) {
        if (entry->kind != EntryKind::rekey || !entry->card) continue;
        const CardId a = card_standing_for(same, *entry->card);
        const CardId b = card_standing_for(same, CardId{entry->detail});
        if (a != b) same.emplace(std::max(a, b), std::min(a, b));
    }
    for (auto& [card, stands_for] : same)
        stands_for = card_standing_for(same, stands_for);
    return same;
}

using Histories = std::map<CardId, CardHistory<PersonId>>;

Histories histories_of(const Entries& entries, const SameCards& same) {
    std::map<CardId, std::vector<CardChange<PersonId>>> changes;
    for (const auto& [ref, entry] : entries)
        if (changes_card(entry->kind) && entry->card)
            changes[card_standing_for(same, *entry->card)].push_back({entry->kind, entry->version, ref, entry->person});
    Histories histories;
    for (auto& [card, of_card] : changes)
        histories.emplace(card, card_history(std::move(of_card)));
    for (const auto& [card, stands_for] : same)
        if (const auto history = histories.find(stands_for); history != histories.end())
            histories.emplace(card, history->second);
    return histories;
}

void put_cards(const Histories& histories, Ledger& ledger) {
    for (const auto& [card, history] : histories) {
        if (const auto holder = history.holder()) ledger.owners.emplace(card, resolve(ledger.merged, *holder));
        if (!history.tenures.empty()) ledger.tenures.emplace(card, history.tenures);
        if (!history.mistakes.empty()) ledger.mistakes.emplace(card, history.mistakes);
    }
}

std::optional<Subject> subject_of(const Entry& stamp, const Ledger& ledger, const Histories& histories) {
    if (!stamp.card) return stamp.person ? std::optional<Subject>(resolve(ledger.merged, *stamp.person)) : std::nullopt;
    const auto history = histories.find(*stamp.card);
    const bool is_known = history != histories.end();
    if (stamp.person && !(is_known && history->second.was_mistaken_at(stamp.version)))
        return resolve(ledger.merged, *stamp.person);
    const auto holder = is_known ? history->second.holder_at(stamp.version) : std::nullopt;
    if (holder) return resolve(ledger.merged, *holder);
    return card_standing_for(ledger.same_cards, *stamp.card);
}

std::optional<BootAnchor> anchor_of(const Ledger& ledger, const Entry& entry) {
    const auto at = ledger.anchors.find({entry.ref.device, entry.at.boot_id});
    if (at == ledger.anchors.end()) return std::nullopt;
    return at->second;
}

}  // namespace

bool Ledger::operator==(const Ledger& other) const {
    return same_cards == other.same_cards && owners == other.owners && tenures == other.tenures &&
           mistakes == other.mistakes && merged == other.merged && presences == other.presences &&
           void_stamps == other.void_stamps && anchors == other.anchors;
}

BootAnchor better_anchor(const BootAnchor& a, const BootAnchor& b) {
    return std::tie(a.boottime, a.wall) < std::tie(b.boottime, b.wall) ? b : a;
}

CorrectedTime corrected_time(const Moment& moment, const std::optional<BootAnchor>& anchor) {
    if (!anchor) return {moment.wall, moment.quality};
    const WallTime by_anchor = corrected(moment, *anchor);
    const bool agrees = std::chrono::abs(by_anchor - moment.wall) <= synchronised_within;
    if (moment.quality == ClockQuality::synchronised && agrees) return {moment.wall, moment.quality};
    return {by_anchor, ClockQuality::synchronised};
}

bool counts_before(const Presence& a, const Presence& b) {
    return std::tie(a.at, a.stamp) < std::tie(b.at, b.stamp);
}

std::map<CardId, CardHistory<PersonId>> card_histories(std::span<const Entry> entries) {
    const Entries unique = without_duplicates(entries);
    return histories_of(unique, same_cards_of(unique));
}

Ledger fold(std::span<const Entry> all) {
    const Entries entries = without_duplicates(all);
    Ledger ledger;
    ledger.anchors = anchors_of(entries);
    ledger.merged = merged_people(entries);
    ledger.same_cards = same_cards_of(entries);
    const Histories histories = histories_of(entries, ledger.same_cards);
    put_cards(histories, ledger);
    const auto voided = targets_of(entries, EntryKind::voided, targets_of(entries, EntryKind::unvoid, {}));

    for (const auto& [ref, entry] : entries) {
        if (entry->kind != EntryKind::stamp || !entry->event) continue;
        if (voided.contains(ref)) {
            ledger.void_stamps.insert(ref);
            continue;
        }
        const auto subject = subject_of(*entry, ledger, histories);
        if (!subject) continue;
        const CorrectedTime time = corrected_time(entry->at, anchor_of(ledger, *entry));
        const Presence presence{*entry->event, *subject, ref, time.at, time.quality, entry->source};
        const auto [at, is_new] = ledger.presences.try_emplace({*entry->event, *subject}, presence);
        if (!is_new && counts_before(presence, at->second)) at->second = presence;
    }
    return ledger;
}

}  // namespace attendance
