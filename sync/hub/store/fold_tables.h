// attendance::fold kept up to date in tables, entry by entry: anchor, merged, same_card, card, tenure, mistake,
// presence. Card, tenure and mistake stand under every id of a card, presences under the one that stands for it. The
// rules stand in attendance/fold.h; a property test holds the two together. New stamps, nearly all there is, cost one
// upsert each; whatever may move stamps that are there already (a void, a bind, a merge, a clock set later) folds the
// subjects that it touches anew.
#pragma once

#include <map>
#include <set>
#include <span>
#include <vector>

#include "attendance/entry.h"
#include "attendance/fold.h"
#include "sql/database.h"
#include "store/transaction.h"

namespace store {

// For one transaction; the entries are in the table `entry` already.
class FoldTables {
public:
    FoldTables(sql::Database& database, WriteTransaction& transaction)
        : m_database(database), m_transaction(transaction) {}

    base::Result<void> apply(std::span<const attendance::Entry> entries);

private:
    using Entries = std::span<const attendance::Entry>;
    using Stamps = std::vector<attendance::Entry>;
    using Tenures = std::vector<attendance::Tenure<attendance::PersonId>>;
    using Histories = std::map<attendance::CardId, attendance::CardHistory<attendance::PersonId>>;
    using StandsFor = std::map<attendance::PersonId, attendance::PersonId>;
    using SameCards = std::map<attendance::CardId, attendance::CardId>;  // id -> which stands for it, itself too

    base::Result<void> note_anchors(Entries entries);
    base::Result<void> note_merges(Entries entries);
    // All ids of the cards that were joined.
    base::Result<std::set<attendance::CardId>> note_same_cards(Entries entries);
    base::Result<void> note_cards(Entries entries, std::set<attendance::CardId> news);
    base::Result<void> note_corrections(Entries entries);
    base::Result<void> place_stamps(Entries entries);
    base::Result<void> fold_dirty_anew();

    // Of these ids; and of all ids of their cards.
    base::Result<SameCards> cards_standing_for(const std::set<attendance::CardId>& ids);
    base::Result<SameCards> ids_of_cards(const std::set<attendance::CardId>& ids);
    base::Result<Histories> histories_in_tables(std::span<const attendance::CardId> cards);
    base::Result<void> put_histories(const Histories& after, Histories& before);
    base::Result<StandsFor> standing_for(const std::set<attendance::PersonId>& people);
    base::Result<void> set_owners(std::span<const attendance::CardId> cards);
    base::Result<Stamps> stamps_of_dirty(std::map<attendance::EntryRef, attendance::Subject>& subjects);
    base::Result<void> write_difference(
        const std::map<std::pair<attendance::EventId, attendance::Subject>, attendance::Presence>& wanted);
    // The subjects of stamps, as the tables know owners and merges now.
    base::Result<std::vector<attendance::Subject>> subjects_of(std::span<const attendance::Entry* const> stamps);
    base::Result<void> load_anchors(std::span<const attendance::Entry* const> stamps);
    attendance::Presence presence_of(const attendance::Entry& stamp, attendance::Subject subject) const;
    void mark(const attendance::Subject& subject) { m_dirty.insert(subject); }

    sql::Database& m_database;
    WriteTransaction& m_transaction;
    std::map<attendance::BootKey, attendance::BootAnchor> m_anchors;  // those that were needed so far
    std::vector<attendance::Entry> m_touched;  // stamps that are there already and may count differently now
    std::set<attendance::Subject> m_dirty;
};

}  // namespace store
