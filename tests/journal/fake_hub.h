// The hub's part of a conversation, without network or database: it folds the entries of all kiosks and says what has
// changed since it was last asked.
#pragma once

#include <algorithm>
#include <map>
#include <vector>

#include "attendance/fold.h"
#include "journal/roster.h"

namespace testing {

class FakeHub {
public:
    // An entry as its kiosk wrote it: own targets are device 0 there.
    void take(attendance::Entry entry, std::int64_t device) {
        entry.ref = {device, 1, entry.ref.seq};
        if (entry.target && entry.target->device == 0)
            entry.target = attendance::EntryRef{device, 1, entry.target->seq};
        entries.push_back(std::move(entry));
    }

    journal::RosterUpdate snapshot(std::int64_t covers_seq) {
        m_told = {};
        m_told_cards.clear();
        auto update = news(covers_seq);
        update.is_snapshot = true;
        return update;
    }

    journal::RosterUpdate news(std::int64_t covers_seq) {
        journal::RosterUpdate update;
        update.cursor = "1-" + std::to_string(++m_change);
        update.covers_seq = covers_seq;
        update.acked_seq = covers_seq;
        const attendance::Ledger now = attendance::fold(entries);
        for (const auto& [card, stands_for] : now.same_cards)
            if (const auto told = m_told.same_cards.find(card);
                told == m_told.same_cards.end() || told->second != stands_for)
                update.same_cards.push_back({card, stands_for});
        for (const auto& [card, history] : attendance::card_histories(entries)) {
            const attendance::CardOwner state{card, history.holder(), history.version};
            if (const auto told = m_told_cards.find(card); told != m_told_cards.end() &&
                                                           told->second.person == state.person &&
                                                           told->second.version == state.version)
                continue;
            update.cards.push_back(state);
            m_told_cards[card] = state;
        }
        for (const auto& [person, into] : m_told.merged)
            if (!now.merged.contains(person)) update.merges.push_back({person, {}});
        for (const auto& [person, into] : now.merged)
            if (const auto told = m_told.merged.find(person); told == m_told.merged.end() || told->second != into)
                update.merges.push_back({person, into});
        for (const auto& [key, presence] : m_told.presences)
            if (!now.presences.contains(key)) {
                update.presences.push_back({presence, true});
            }
        for (const auto& [key, presence] : now.presences)
            if (const auto told = m_told.presences.find(key);
                told == m_told.presences.end() || told->second != presence)
                update.presences.push_back({presence, false});
        m_told = now;
        return update;
    }

    std::vector<attendance::Entry> entries;

private:
    attendance::Ledger m_told;
    std::map<attendance::CardId, attendance::CardOwner> m_told_cards;
    std::int64_t m_change = 0;
};

}  // namespace testing
