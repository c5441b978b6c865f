// Whose a card was, by its versions. Every change of a card (bind, unbind, misbind) has a version above all that its
// writer knew of, and every stamp has the version that its kiosk knew: so no clock is asked which came first.
//   a bind gives the card a holder; stamps that nobody has yet follow it
//   an unbind ends that from its version on: what was stamped before stays, the next holder inherits none of it
//   a misbind says that the newest bind to its person below its own version never was: what was stamped meanwhile, also
//   what names the person because of it, is the card's again
// Pure. `Person` is an id as the caller keeps it: PersonId, or the kiosk's number for one.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <tuple>
#include <vector>

#include "attendance/entry.h"

namespace attendance {

inline constexpr std::int64_t lasts = std::numeric_limits<std::int64_t>::max();

struct Versions {
    std::int64_t since = 0;
    std::int64_t until = lasts;  // not included
    bool contain(std::int64_t version) const { return since <= version && version < until; }
    bool operator==(const Versions&) const = default;
};

// Stamps of the card that name nobody, of these versions, are the person's.
template <typename Person>
struct Tenure {
    Person person;
    Versions versions;  // until == lasts: holds it now
    bool operator==(const Tenure&) const = default;
};

template <typename Person>
struct CardChange {
    EntryKind kind = EntryKind::bind;
    std::int64_t version = 0;
    EntryRef ref;
    std::optional<Person> person;  // of bind and misbind
};

template <typename Person>
struct CardHistory {
    std::int64_t version = 0;             // the highest of all changes
    std::vector<Tenure<Person>> tenures;  // by version, without a gap from 0 on; people before merges
    std::vector<Versions> mistakes;       // apart; stamps of these versions are not the person's whom they name
    bool operator==(const CardHistory&) const = default;

    std::optional<Person> holder() const {
        if (tenures.empty() || tenures.back().versions.until != lasts) return std::nullopt;
        return tenures.back().person;
    }
    // Whose a stamp of this version is that names nobody; nobody's: the card's.
    std::optional<Person> holder_at(std::int64_t at) const {
        for (const auto& tenure : tenures)
            if (at < tenure.versions.until) return tenure.person;
        return std::nullopt;
    }
    bool was_mistaken_at(std::int64_t at) const {
        return std::ranges::any_of(mistakes, [&](const Versions& versions) { return versions.contain(at); });
    }
};

// Of one card, in any order, without duplicates.
template <typename Person>
CardHistory<Person> card_history(std::vector<CardChange<Person>> changes) {
    using Change = CardChange<Person>;
    std::ranges::sort(changes, [](const Change& a, const Change& b) {
        return std::tie(a.version, a.ref) < std::tie(b.version, b.ref);
    });
    CardHistory<Person> history;
    std::vector<bool> never_was(changes.size());
    std::vector<Versions> mistaken;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        if (changes[i].kind != EntryKind::misbind) continue;
        for (std::size_t j = i; j-- > 0;) {
            const Change& bind = changes[j];
            if (bind.kind != EntryKind::bind || bind.person != changes[i].person || bind.version >= changes[i].version)
                continue;
            never_was[j] = true;
            mistaken.push_back({bind.version, changes[i].version});
            break;
        }
    }
    std::ranges::sort(mistaken, {}, &Versions::since);
    for (const Versions& versions : mistaken) {
        if (history.mistakes.empty() || history.mistakes.back().until < versions.since)
            history.mistakes.push_back(versions);
        else
            history.mistakes.back().until = std::max(history.mistakes.back().until, versions.until);
    }
    const Change* holder = nullptr;  // its bind
    std::int64_t since = 0;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const Change& change = changes[i];
        history.version = change.version;
        if (change.kind == EntryKind::bind && change.person && !never_was[i]) holder = &change;
        if (change.kind != EntryKind::unbind || holder == nullptr) continue;
        if (since < change.version) history.tenures.push_back({*holder->person, {since, change.version}});
        since = change.version;
        holder = nullptr;
    }
    if (holder != nullptr) history.tenures.push_back({*holder->person, {since, lasts}});
    return history;
}

}  // namespace attendance
