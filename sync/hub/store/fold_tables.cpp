#include "store/fold_tables.h"

#include <algorithm>

#include "store/entry_columns.h"
#include "store/voids.h"

namespace store {
namespace {

using attendance::BootAnchor;
using attendance::BootKey;
using attendance::BootSpan;
using attendance::CardId;
using attendance::ClockQuality;
using attendance::Entry;
using attendance::EntryKind;
using attendance::EntryRef;
using attendance::EventId;
using attendance::PersonId;
using attendance::Presence;
using attendance::Subject;
using enum sql::CellType;

enum SubjectKind : std::int64_t { person_subject = 0, card_subject = 1 };

std::int64_t kind_of(const Subject& subject) {
    return static_cast<std::int64_t>(subject.index());
}
static_assert(std::is_same_v<std::variant_alternative_t<person_subject, Subject>, PersonId>);
static_assert(std::is_same_v<std::variant_alternative_t<card_subject, Subject>, CardId>);

const std::string& id_of(const Subject& subject) {
    return std::visit([](const auto& id) -> const std::string& { return id.value; }, subject);
}
Subject subject_from(std::int64_t kind, std::string_view id) {
    if (kind == person_subject) return PersonId{std::string(id)};
    return CardId{std::string(id)};
}

const sql::BatchSql find_anchors{
    R"(SELECT anchor.device, anchor.boot_id, anchor.wall_us, anchor.boottime_ns
       FROM {batch}
       JOIN anchor ON anchor.device = batch.device AND anchor.boot_id = batch.boot)",
    {{"device", integer}, {"boot", text}}};
const sql::BatchSql put_anchors{
    R"(INSERT INTO anchor (device, boot_id, wall_us, boottime_ns) SELECT * FROM {batch}
       WHERE true
       ON CONFLICT (device, boot_id) DO UPDATE SET wall_us = excluded.wall_us, boottime_ns = excluded.boottime_ns)",
    {{"device", integer}, {"boot", text}, {"wall", integer}, {"boottime", integer}}};
const sql::BatchSql find_spans{
    R"(SELECT boot_span.device, boot_span.boot_id, boot_span.lowest_us, boot_span.highest_us
       FROM {batch}
       JOIN boot_span ON boot_span.device = batch.device AND boot_span.boot_id = batch.boot)",
    {{"device", integer}, {"boot", text}}};
const sql::BatchSql put_spans{
    R"(INSERT INTO boot_span (device, boot_id, lowest_us, highest_us) SELECT * FROM {batch}
       WHERE true
       ON CONFLICT (device, boot_id) DO UPDATE SET lowest_us = excluded.lowest_us, highest_us = excluded.highest_us)",
    {{"device", integer}, {"boot", text}, {"lowest", integer}, {"highest", integer}}};
const sql::BatchSql unsure_stamps{"SELECT " PETTAN_HUB_ENTRY_COLUMNS
                                  R"( FROM {batch}
                                     JOIN entry ON entry.device = batch.device AND entry.boot_id = batch.boot
                                         AND entry.kind = #stamp AND entry.quality <> 2)"_sql,
                                  {{"device", integer}, {"boot", text}}};
const sql::BatchSql stamps_of_boot{
    "SELECT " PETTAN_HUB_ENTRY_COLUMNS
    " FROM {batch} JOIN entry ON entry.device = batch.device AND entry.boot_id = batch.boot AND entry.kind = #stamp"_sql,
    {{"device", integer}, {"boot", text}}};

const sql::BatchSql put_merged{
    R"(INSERT INTO merged (person, into_person, change_no) SELECT * FROM {batch}
       WHERE true
       ON CONFLICT (person) DO UPDATE SET into_person = excluded.into_person, change_no = excluded.change_no)",
    {{"person", text}, {"into_person", text}, {"change_no", integer}}};
const sql::BatchSql cards_of_people{"SELECT card.card FROM {batch} JOIN card ON card.person = batch.person",
                                    {{"person", text}}};

const sql::BatchSql same_cards_by_id{
    "SELECT same_card.card, same_card.stands_for FROM {batch} JOIN same_card ON same_card.card = batch.card",
    {{"card", text}}};
const sql::BatchSql same_cards_stood_for{
    "SELECT same_card.card, same_card.stands_for FROM {batch} JOIN same_card ON same_card.stands_for = batch.card",
    {{"card", text}}};
const sql::BatchSql put_same_cards{
    R"(INSERT INTO same_card (card, stands_for, change_no) SELECT * FROM {batch}
       WHERE true
       ON CONFLICT (card) DO UPDATE SET stands_for = excluded.stands_for, change_no = excluded.change_no)",
    {{"card", text}, {"stands_for", text}, {"change_no", integer}}};

const sql::BatchSql changes_of_cards{
    R"(SELECT entry.card, entry.kind, entry.version, entry.device, entry.epoch, entry.seq, entry.person
       FROM {batch}
       JOIN entry ON entry.card = batch.card AND entry.kind IN (#any_card_change))"_sql,
    {{"card", text}}};
const sql::BatchSql tenures_of_cards{
    R"(SELECT tenure.card, tenure.since, tenure.until, tenure.person
       FROM {batch}
       JOIN tenure ON tenure.card = batch.card)",
    {{"card", text}}};
const sql::BatchSql mistakes_of_cards{
    "SELECT mistake.card, mistake.since, mistake.until FROM {batch} JOIN mistake ON mistake.card = batch.card",
    {{"card", text}}};
const sql::BatchSql drop_tenures{"DELETE FROM tenure WHERE card IN (SELECT card FROM {batch})", {{"card", text}}};
const sql::BatchSql drop_mistakes{"DELETE FROM mistake WHERE card IN (SELECT card FROM {batch})", {{"card", text}}};
const sql::BatchSql put_tenures{"INSERT INTO tenure (card, until, since, person) SELECT * FROM {batch}",
                                {{"card", text}, {"until", integer}, {"since", integer}, {"person", text}}};
const sql::BatchSql put_mistakes{"INSERT INTO mistake (card, until, since) SELECT * FROM {batch}",
                                 {{"card", text}, {"until", integer}, {"since", integer}}};
const sql::BatchSql put_cards{
    R"(INSERT INTO card (card, person, version, bind_device, bind_epoch, bind_seq, owner, change_no) SELECT card,
           person, version, device, epoch, seq, '', 0
       FROM {batch}
       WHERE true
       ON CONFLICT (card) DO UPDATE SET person = excluded.person, version = excluded.version,
           bind_device = excluded.bind_device, bind_epoch = excluded.bind_epoch, bind_seq = excluded.bind_seq)",
    {{"card", text},
     {"person", text},
     {"version", integer},
     {"device", integer},
     {"epoch", integer},
     {"seq", integer}}};
const sql::BatchSql stamps_of_bound_cards{"SELECT " PETTAN_HUB_ENTRY_COLUMNS
                                          R"( FROM {batch}
                                             JOIN entry ON entry.card = batch.card AND entry.kind = #stamp
                                                 AND entry.person IS NOT NULL AND entry.card IS NOT NULL)"_sql,
                                          {{"card", text}}};
const sql::BatchSql owners_as_they_should_be{
    R"(SELECT card.card, card.owner, COALESCE(merged.into_person, card.person)
       FROM {batch}
       JOIN card ON card.card = batch.card
       LEFT JOIN merged ON merged.person = card.person)",
    {{"card", text}}};
const sql::BatchSql set_owner{
    R"(UPDATE card SET owner = batch.owner, change_no = batch.change_no FROM {batch} WHERE card.card = batch.card)",
    {{"card", text}, {"owner", text}, {"change_no", integer}}};

const sql::BatchSql stamps_by_ref{"SELECT " PETTAN_HUB_ENTRY_COLUMNS
                                  R"( FROM {batch}
                                     JOIN entry ON entry.device = batch.device AND entry.epoch = batch.epoch
                                         AND entry.seq = batch.seq AND entry.kind = #stamp)"_sql,
                                  {{"device", integer}, {"epoch", integer}, {"seq", integer}}};
const sql::BatchSql stamps_by_void{"SELECT " PETTAN_HUB_ENTRY_COLUMNS
                                   R"( FROM {batch}
                                      JOIN entry AS correction ON correction.device = batch.device
                                          AND correction.epoch = batch.epoch AND correction.seq = batch.seq
                                          AND correction.kind = #void
                                      JOIN entry ON entry.device = correction.target_device
                                          AND entry.epoch = correction.target_epoch
                                          AND entry.seq = correction.target_seq AND entry.kind = #stamp)"_sql,
                                   {{"device", integer}, {"epoch", integer}, {"seq", integer}}};

// Stamps of a stretch of one epoch that a live void names: a batch asks once, however many stamps it brings.
const sql::BatchSql voided_in_range{
    R"(SELECT v.target_device, v.target_epoch, v.target_seq FROM {batch}
       JOIN entry AS v ON v.kind = #void AND v.target_device = batch.device AND v.target_epoch = batch.epoch
           AND v.target_seq >= batch.first_seq AND v.target_seq <= batch.last_seq
       WHERE )" PETTAN_HUB_VOID_STANDS,
    {{"device", integer}, {"epoch", integer}, {"first_seq", integer}, {"last_seq", integer}}};

const sql::BatchSql merged_of_people{
    R"(SELECT merged.person, merged.into_person FROM {batch}
       JOIN merged ON merged.person = batch.person
       WHERE merged.into_person IS NOT NULL)",
    {{"person", text}}};

const sql::BatchSql place{
    R"(INSERT INTO presence (event, subject_kind, subject, device, epoch, seq, at_us, quality, source, removed,
           change_no) SELECT event, subject_kind, subject, device, epoch, seq, at_us, quality, source, 0, change_no
       FROM {batch}
       WHERE true
       ON CONFLICT (event, subject_kind, subject) DO UPDATE SET device = excluded.device, epoch = excluded.epoch,
           seq = excluded.seq, at_us = excluded.at_us, quality = excluded.quality, source = excluded.source,
           removed = 0, change_no = excluded.change_no
       WHERE presence.removed = 1 OR (excluded.at_us, excluded.device, excluded.epoch,
           excluded.seq) < (presence.at_us, presence.device, presence.epoch, presence.seq))",
    {{"event", text},
     {"subject_kind", integer},
     {"subject", text},
     {"device", integer},
     {"epoch", integer},
     {"seq", integer},
     {"at_us", integer},
     {"quality", integer},
     {"source", integer},
     {"change_no", integer}}};
const sql::BatchSql replace{
    R"(INSERT INTO presence (event, subject_kind, subject, device, epoch, seq, at_us, quality, source, removed,
           change_no) SELECT event, subject_kind, subject, device, epoch, seq, at_us, quality, source, removed,
           change_no
       FROM {batch}
       WHERE true
       ON CONFLICT (event, subject_kind, subject) DO UPDATE SET device = excluded.device, epoch = excluded.epoch,
           seq = excluded.seq, at_us = excluded.at_us, quality = excluded.quality, source = excluded.source,
           removed = excluded.removed, change_no = excluded.change_no)",
    {{"event", text},
     {"subject_kind", integer},
     {"subject", text},
     {"device", integer},
     {"epoch", integer},
     {"seq", integer},
     {"at_us", integer},
     {"quality", integer},
     {"source", integer},
     {"removed", integer},
     {"change_no", integer}}};

// Those that name the person, but because of a mistaken bind.
const sql::BatchSql stamps_of_people{"SELECT batch.subject, " PETTAN_HUB_ENTRY_COLUMNS
                                     R"( FROM {batch}
                                        JOIN entry ON entry.person = batch.person AND entry.kind = #stamp
                                        WHERE NOT EXISTS (SELECT 1 FROM mistake WHERE mistake.card = entry.card
                                            AND mistake.since <= entry.version AND entry.version < mistake.until))"_sql,
                                     {{"subject", text}, {"person", text}}};
const sql::BatchSql people_merged_into{
    R"(SELECT merged.into_person, merged.person FROM {batch} JOIN merged ON merged.into_person = batch.person)",
    {{"person", text}}};
// Those of the cards that somebody had or has, of the versions that are theirs: they name nobody, or by mistake.
const sql::BatchSql stamps_of_tenures{"SELECT batch.subject, " PETTAN_HUB_ENTRY_COLUMNS
                                      R"( FROM {batch}
                                         JOIN tenure ON tenure.person = batch.person
                                         JOIN entry ON entry.card = tenure.card AND entry.kind = #stamp
                                             AND entry.person IS NULL AND tenure.since <= entry.version
                                             AND entry.version < tenure.until)"_sql,
                                      {{"subject", text}, {"person", text}}};
const sql::BatchSql mistaken_stamps_of_tenures{"SELECT batch.subject, " PETTAN_HUB_ENTRY_COLUMNS
                                               R"( FROM {batch}
                                                  JOIN tenure ON tenure.person = batch.person
                                                  JOIN mistake ON mistake.card = tenure.card
                                                  JOIN entry ON entry.card = mistake.card AND entry.kind = #stamp
                                                      AND entry.person IS NOT NULL AND entry.card IS NOT NULL
                                                      AND tenure.since <= entry.version
                                                      AND entry.version < tenure.until
                                                      AND mistake.since <= entry.version
                                                      AND entry.version < mistake.until)"_sql,
                                               {{"subject", text}, {"person", text}}};
// Those of a card itself, of each of its ids: behind all its tenures.
const sql::BatchSql stamps_of_free_cards{"SELECT batch.subject, " PETTAN_HUB_ENTRY_COLUMNS
                                         R"( FROM {batch}
                                            JOIN entry ON entry.card = batch.card AND entry.kind = #stamp
                                                AND entry.person IS NULL
                                            WHERE NOT EXISTS (SELECT 1 FROM tenure WHERE tenure.card = batch.card
                                                AND tenure.until > entry.version))"_sql,
                                         {{"subject", text}, {"card", text}}};
const sql::BatchSql mistaken_stamps_of_free_cards{"SELECT batch.subject, " PETTAN_HUB_ENTRY_COLUMNS
                                                  R"( FROM {batch}
                                                     JOIN mistake ON mistake.card = batch.card
                                                     JOIN entry ON entry.card = mistake.card AND entry.kind = #stamp
                                                         AND entry.person IS NOT NULL AND entry.card IS NOT NULL
                                                         AND mistake.since <= entry.version
                                                         AND entry.version < mistake.until
                                                     WHERE NOT EXISTS (SELECT 1 FROM tenure
                                                         WHERE tenure.card = batch.card
                                                         AND tenure.until > entry.version))"_sql,
                                                  {{"subject", text}, {"card", text}}};
const sql::BatchSql presences_of_subjects{
    R"(SELECT presence.event, presence.subject_kind, presence.subject, presence.device, presence.epoch, presence.seq,
           presence.at_us, presence.quality, presence.source
       FROM {batch}
       JOIN presence ON presence.subject_kind = batch.subject_kind AND presence.subject = batch.subject
       WHERE presence.removed = 0)",
    {{"subject_kind", integer}, {"subject", text}}};

using Presences = std::map<std::pair<EventId, Subject>, Presence>;

void keep_better(Presences& presences, Presence presence) {
    const auto key = std::pair(presence.event, presence.subject);
    const auto [at, is_new] = presences.try_emplace(key, presence);
    if (!is_new && counts_before(presence, at->second)) at->second = std::move(presence);
}

PersonId resolve(const std::map<PersonId, PersonId>& stands_for, const PersonId& person) {
    const auto at = stands_for.find(person);
    return at == stands_for.end() ? person : at->second;
}

// As attendance::fold has it. The stamp names a person or a card.
Subject subject_of(const Entry& stamp, const std::map<CardId, attendance::CardHistory<PersonId>>& histories,
                   const std::map<PersonId, PersonId>& stands_for, const std::map<CardId, CardId>& same_cards) {
    const auto history = stamp.card ? histories.find(*stamp.card) : histories.end();
    const bool is_known = history != histories.end();
    const bool is_mistaken = is_known && history->second.was_mistaken_at(stamp.version);
    if (stamp.person && !is_mistaken) return resolve(stands_for, *stamp.person);
    const auto holder = is_known ? history->second.holder_at(stamp.version) : std::nullopt;
    if (holder) return resolve(stands_for, *holder);
    return same_cards.at(*stamp.card);
}

std::vector<const Entry*> pointers_to(std::span<const Entry> entries) {
    std::vector<const Entry*> pointers;
    pointers.reserve(entries.size());
    for (const Entry& entry : entries)
        pointers.push_back(&entry);
    return pointers;
}

// The stretches of seqs that these stamps cover, one an epoch: voids are asked for once a stretch.
base::Result<std::set<EntryRef>> live_voids(sql::Database& database, std::span<const Entry* const> stamps) {
    std::map<std::pair<std::int64_t, std::int64_t>, std::pair<std::int64_t, std::int64_t>> ranges;
    for (const Entry* stamp : stamps) {
        const EntryRef& ref = stamp->ref;
        const auto [at, is_new] = ranges.try_emplace({ref.device, ref.epoch}, ref.seq, ref.seq);
        at->second = {std::min(at->second.first, ref.seq), std::max(at->second.second, ref.seq)};
    }
    sql::Batch batch(voided_in_range);
    for (const auto& [life, range] : ranges)
        batch.add({life.first, life.second, range.first, range.second});
    std::set<EntryRef> voided;
    TRY_VOID(batch.run(database, [&](const sql::RowView& row) {
        voided.insert({row.integer(0), row.integer(1), row.integer(2)});
    }));
    return voided;
}

}  // namespace

base::Result<void> FoldTables::apply(Entries entries) {
    TRY_VOID(note_anchors(entries));
    TRY_VOID(note_merges(entries));
    TRY(joined, note_same_cards(entries));
    TRY_VOID(note_cards(entries, std::move(joined)));
    TRY_VOID(note_corrections(entries));
    const std::vector<const Entry*> touched = pointers_to(m_touched);
    TRY(subjects, subjects_of(touched));
    for (const Subject& subject : subjects)
        mark(subject);
    TRY_VOID(place_stamps(entries));
    return fold_dirty_anew();
}

base::Result<void> FoldTables::note_anchors(Entries entries) {
    struct News {
        BootAnchor newest;
        BootSpan span;
        bool span_is_new = true;
    };
    std::map<BootKey, News> news;
    for (const Entry& entry : entries) {
        if (entry.at.quality != ClockQuality::synchronised) continue;
        const BootAnchor candidate{entry.at.wall, entry.at.boottime};
        const auto span = BootSpan::of(candidate);
        const auto [at, is_new] = news.try_emplace({entry.ref.device, entry.at.boot_id}, News{candidate, span});
        if (!is_new) at->second = {better_anchor(at->second.newest, candidate), at->second.span.joined(span)};
    }
    sql::Batch find(find_anchors);
    sql::Batch find_span(find_spans);
    for (const auto& [boot, clock] : news) {
        find.add({boot.first, std::string_view(boot.second)});
        find_span.add({boot.first, std::string_view(boot.second)});
    }
    TRY_VOID(find.run(m_database, [&](const sql::RowView& row) {
        m_anchors[{row.integer(0), std::string(row.text(1))}] = {from_us(row.integer(2)),
                                                                 std::chrono::nanoseconds(row.integer(3))};
    }));
    TRY_VOID(find_span.run(m_database, [&](const sql::RowView& row) {
        const BootSpan known{std::chrono::microseconds(row.integer(2)), std::chrono::microseconds(row.integer(3))};
        News& boot = news.at({row.integer(0), std::string(row.text(1))});
        boot.span = boot.span.joined(known);
        boot.span_is_new = boot.span != known;
    }));
    sql::Batch put(put_anchors);
    sql::Batch put_span(put_spans);
    sql::Batch unsure(unsure_stamps);
    sql::Batch all(stamps_of_boot);
    for (const auto& [boot, clock] : news) {
        const std::string_view boot_id = boot.second;
        if (clock.span_is_new)
            put_span.add({boot.first, boot_id, std::int64_t{clock.span.lowest.count()},
                          std::int64_t{clock.span.highest.count()}});
        const auto known = m_anchors.find(boot);
        const BootAnchor better = known == m_anchors.end() ? clock.newest : better_anchor(known->second, clock.newest);
        if (known != m_anchors.end() && better == known->second) continue;
        m_anchors[boot] = better;
        put.add({boot.first, boot_id, to_us(better.wall), std::int64_t{better.boottime.count()}});
        (clock.span.may_contradict() ? all : unsure).add({boot.first, boot_id});
    }
    TRY_VOID(put.run(m_database));
    TRY_VOID(put_span.run(m_database));
    const sql::RowSink touch = [&](const sql::RowView& row) { m_touched.push_back(read_entry(row)); };
    TRY_VOID(unsure.run(m_database, touch));
    return all.run(m_database, touch);
}

base::Result<void> FoldTables::note_merges(Entries entries) {
    const bool any = std::ranges::any_of(
        entries, [](const Entry& e) { return e.kind == EntryKind::merge || e.kind == EntryKind::unmerge; });
    if (!any) return {};
    // All merges there ever were: a few hundred, and folding them is the domain's own rule.
    std::vector<Entry> merges;
    const sql::RowSink collect = [&](const sql::RowView& row) { merges.push_back(read_entry(row)); };
    TRY_VOID(m_database.run("SELECT " PETTAN_HUB_ENTRY_COLUMNS " FROM entry WHERE kind = #merge"_sql, {}, collect));
    TRY_VOID(m_database.run("SELECT " PETTAN_HUB_ENTRY_COLUMNS " FROM entry WHERE kind = #unmerge"_sql, {}, collect));
    std::map<PersonId, PersonId> wanted = attendance::fold(merges).merged;

    std::map<PersonId, PersonId> before;
    TRY_VOID(m_database.run("SELECT person, into_person FROM merged WHERE into_person IS NOT NULL", {},
                            [&](const sql::RowView& row) {
                                before.emplace(PersonId{std::string(row.text(0))}, PersonId{std::string(row.text(1))});
                            }));
    std::set<PersonId> people;
    for (const auto& [person, into] : wanted)
        people.insert(person);
    for (const auto& [person, into] : before)
        people.insert(person);

    sql::Batch put(put_merged);
    sql::Batch cards(cards_of_people);
    for (const PersonId& person : people) {
        const auto was = before.find(person);
        const auto is = wanted.find(person);
        const PersonId& old_stand = was == before.end() ? person : was->second;
        const PersonId& new_stand = is == wanted.end() ? person : is->second;
        if (old_stand == new_stand) continue;
        const sql::Cell into = is == wanted.end() ? sql::Cell{} : sql::Cell{std::string_view(is->second.value)};
        put.add({std::string_view(person.value), into, m_transaction.next_change()});
        cards.add({std::string_view(person.value)});
        mark(old_stand);
        mark(new_stand);
    }
    TRY_VOID(put.run(m_database));
    std::vector<CardId> moved;
    TRY_VOID(cards.run(m_database, [&](const sql::RowView& row) { moved.push_back({std::string(row.text(0))}); }));
    return set_owners(moved);
}

base::Result<FoldTables::SameCards> FoldTables::cards_standing_for(const std::set<CardId>& ids) {
    SameCards same;
    sql::Batch find(same_cards_by_id);
    for (const CardId& id : ids) {
        find.add({std::string_view(id.value)});
        same.emplace(id, id);
    }
    TRY_VOID(find.run(m_database, [&](const sql::RowView& row) {
        same[CardId{std::string(row.text(0))}] = CardId{std::string(row.text(1))};
    }));
    return same;
}

base::Result<FoldTables::SameCards> FoldTables::ids_of_cards(const std::set<CardId>& ids) {
    TRY(same, cards_standing_for(ids));
    std::set<CardId> standing;
    for (const auto& [id, stands_for] : same)
        standing.insert(stands_for);
    sql::Batch find(same_cards_stood_for);
    for (const CardId& stands_for : standing) {
        find.add({std::string_view(stands_for.value)});
        same.emplace(stands_for, stands_for);
    }
    TRY_VOID(find.run(m_database, [&](const sql::RowView& row) {
        same.emplace(CardId{std::string(row.text(0))}, CardId{std::string(row.text(1))});
    }));
    return same;
}

base::Result<std::set<CardId>> FoldTables::note_same_cards(Entries entries) {
    std::set<CardId> named;
    for (const Entry& entry : entries) {
        if (entry.kind != EntryKind::rekey || !entry.card) continue;
        named.insert(*entry.card);
        named.insert(CardId{entry.detail});
    }
    std::set<CardId> joined;
    if (named.empty()) return joined;
    TRY(before, ids_of_cards(named));
    SameCards steps = before;
    const auto end_of = [&](CardId id) {
        for (const CardId* next = &steps.at(id); *next != id; next = &steps.at(id))
            id = *next;
        return id;
    };
    for (const Entry& entry : entries) {
        if (entry.kind != EntryKind::rekey || !entry.card) continue;
        const CardId a = end_of(*entry.card);
        const CardId b = end_of(CardId{entry.detail});
        steps[std::max(a, b)] = std::min(a, b);
    }
    sql::Batch put(put_same_cards);
    std::set<CardId> stand_for_more;
    for (const auto& [id, stood_for] : before) {
        const CardId& stands_for = before.find(end_of(id))->first;  // lives until the batch has run
        if (stands_for == stood_for) continue;
        put.add({std::string_view(id.value), std::string_view(stands_for.value), m_transaction.next_change()});
        stand_for_more.insert(stands_for);
    }
    for (const auto& [id, stood_for] : before) {
        if (!stand_for_more.contains(end_of(id))) continue;
        joined.insert(id);
        mark(id);
    }
    TRY_VOID(put.run(m_database));
    return joined;
}

// Cards of which there is news, folded anew: their changes are few.
base::Result<void> FoldTables::note_cards(Entries entries, std::set<CardId> news) {
    for (const Entry& entry : entries)
        if (attendance::changes_card(entry.kind) && entry.card) news.insert(*entry.card);
    if (news.empty()) return {};
    TRY(same, ids_of_cards(news));
    std::map<CardId, std::vector<attendance::CardChange<PersonId>>> changes;  // of that which stands for a card
    sql::Batch find(changes_of_cards);
    for (const auto& [id, stands_for] : same)
        find.add({std::string_view(id.value)});
    TRY_VOID(find.run(m_database, [&](const sql::RowView& row) {
        sql::Columns columns(row);
        const CardId card{columns.text()};
        attendance::CardChange<PersonId> change{columns.as<EntryKind>(),
                                                columns.integer(),
                                                {columns.integer(), columns.integer(), columns.integer()},
                                                std::nullopt};
        if (auto person = columns.maybe_text()) change.person = PersonId{*std::move(person)};
        changes[same.at(card)].push_back(std::move(change));
    }));
    std::map<CardId, attendance::CardHistory<PersonId>> of_standing;
    for (auto& [stands_for, of_card] : changes)
        of_standing.emplace(stands_for, attendance::card_history(std::move(of_card)));
    Histories after;
    std::vector<CardId> cards;
    for (const auto& [id, stands_for] : same) {
        const auto history = of_standing.find(stands_for);
        if (history == of_standing.end()) continue;  // never anybody's
        after.emplace(id, history->second);
        cards.push_back(id);
    }
    TRY(before, histories_in_tables(cards));
    TRY_VOID(put_histories(after, before));
    return set_owners(cards);
}

base::Result<void> FoldTables::put_histories(const Histories& after, Histories& before) {
    sql::Batch cards(put_cards);
    sql::Batch no_tenures(drop_tenures);
    sql::Batch no_mistakes(drop_mistakes);
    sql::Batch tenures(put_tenures);
    sql::Batch mistakes(put_mistakes);
    sql::Batch bound(stamps_of_bound_cards);
    std::set<PersonId> people;  // whose stamps may move
    for (const auto& [card, history] : after) {
        const std::string_view id = card.value;
        const Tenures& now = history.tenures;
        const bool is_held = !now.empty() && now.back().versions.until == attendance::lasts;
        cards.add({id, is_held ? std::string_view(now.back().person.value) : std::string_view(), history.version,
                   std::int64_t{0}, std::int64_t{0}, std::int64_t{0}});
        const auto& was = before[card];
        if (was.tenures == now && was.mistakes == history.mistakes) continue;
        mark(card);
        for (const Tenures* all : {&was.tenures, &now})
            for (const auto& tenure : *all)
                people.insert(tenure.person);
        no_tenures.add({id});
        no_mistakes.add({id});
        for (const auto& tenure : now)
            tenures.add({id, tenure.versions.until, tenure.versions.since, std::string_view(tenure.person.value)});
        for (const auto& versions : history.mistakes)
            mistakes.add({id, versions.until, versions.since});
        if (was.mistakes != history.mistakes) bound.add({id});
    }
    TRY_VOID(cards.run(m_database));
    TRY_VOID(no_tenures.run(m_database));
    TRY_VOID(no_mistakes.run(m_database));
    TRY_VOID(tenures.run(m_database));
    TRY_VOID(mistakes.run(m_database));
    TRY_VOID(bound.run(m_database, [&](const sql::RowView& row) { people.insert(*read_entry(row).person); }));
    TRY(stands_for, standing_for(people));
    for (const PersonId& person : people)
        mark(resolve(stands_for, person));
    return {};
}

// Without their versions, which nobody asks for here.
base::Result<FoldTables::Histories> FoldTables::histories_in_tables(std::span<const CardId> cards) {
    Histories histories;
    sql::Batch tenures(tenures_of_cards);
    sql::Batch mistakes(mistakes_of_cards);
    for (const CardId& card : cards) {
        tenures.add({std::string_view(card.value)});
        mistakes.add({std::string_view(card.value)});
    }
    TRY_VOID(tenures.run(m_database, [&](const sql::RowView& row) {
        histories[CardId{std::string(row.text(0))}].tenures.push_back(
            {PersonId{std::string(row.text(3))}, {row.integer(1), row.integer(2)}});
    }));
    TRY_VOID(mistakes.run(m_database, [&](const sql::RowView& row) {
        histories[CardId{std::string(row.text(0))}].mistakes.push_back({row.integer(1), row.integer(2)});
    }));
    for (auto& [card, history] : histories) {
        std::ranges::sort(history.tenures, {}, [](const auto& tenure) { return tenure.versions.until; });
        std::ranges::sort(history.mistakes, {}, &attendance::Versions::until);
    }
    return histories;
}

// Only those who were merged away.
base::Result<FoldTables::StandsFor> FoldTables::standing_for(const std::set<PersonId>& people) {
    std::map<PersonId, PersonId> stands;
    sql::Batch batch(merged_of_people);
    for (const PersonId& person : people)
        batch.add({std::string_view(person.value)});
    TRY_VOID(batch.run(m_database, [&](const sql::RowView& row) {
        stands.emplace(PersonId{std::string(row.text(0))}, PersonId{std::string(row.text(1))});
    }));
    return stands;
}

// Brings `owner` (after merges) up to date. An empty owner is that of a card which is nobody's.
base::Result<void> FoldTables::set_owners(std::span<const CardId> cards) {
    sql::Batch find(owners_as_they_should_be);
    for (const CardId& card : cards)
        find.add({std::string_view(card.value)});
    struct Change {
        std::string card, before, after;
    };
    std::vector<Change> changes;
    TRY_VOID(find.run(m_database, [&](const sql::RowView& row) {
        changes.push_back({std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2))});
    }));
    sql::Batch set(set_owner);
    for (const Change& change : changes) {
        // Kiosks hear of it even where the owner stayed: the bind's version has grown.
        set.add({std::string_view(change.card), std::string_view(change.after), m_transaction.next_change()});
        if (change.before == change.after) continue;
        for (const std::string& owner : {change.before, change.after}) {
            if (owner.empty())
                mark(CardId{change.card});
            else
                mark(PersonId{owner});
        }
    }
    return set.run(m_database);
}

base::Result<void> FoldTables::note_corrections(Entries entries) {
    sql::Batch stamps(stamps_by_ref);
    sql::Batch voids(stamps_by_void);
    for (const Entry& entry : entries) {
        if (!entry.target) continue;
        const EntryRef& target = *entry.target;
        if (entry.kind == EntryKind::voided) stamps.add({target.device, target.epoch, target.seq});
        if (entry.kind == EntryKind::unvoid) voids.add({target.device, target.epoch, target.seq});
    }
    const sql::RowSink collect = [&](const sql::RowView& row) { m_touched.push_back(read_entry(row)); };
    TRY_VOID(stamps.run(m_database, collect));
    return voids.run(m_database, collect);
}

base::Result<void> FoldTables::place_stamps(Entries entries) {
    std::vector<const Entry*> stamps;
    for (const Entry& entry : entries)
        if (entry.kind == EntryKind::stamp && entry.event && (entry.person || entry.card)) stamps.push_back(&entry);
    TRY(voided, live_voids(m_database, stamps));
    std::erase_if(stamps, [&](const Entry* stamp) { return voided.contains(stamp->ref); });
    TRY(subjects, subjects_of(stamps));
    TRY_VOID(load_anchors(stamps));

    Presences best;
    for (std::size_t i = 0; i < stamps.size(); ++i)
        if (!m_dirty.contains(subjects[i])) keep_better(best, presence_of(*stamps[i], subjects[i]));
    sql::Batch put(place);
    for (const auto& [key, p] : best)
        put.add({std::string_view(p.event.value), kind_of(p.subject), std::string_view(id_of(p.subject)),
                 p.stamp.device, p.stamp.epoch, p.stamp.seq, to_us(p.at), static_cast<std::int64_t>(p.quality),
                 static_cast<std::int64_t>(p.source), m_transaction.next_change()});
    return put.run(m_database);
}

base::Result<std::vector<Subject>> FoldTables::subjects_of(std::span<const Entry* const> stamps) {
    std::set<CardId> of_stamps;
    std::set<PersonId> people;
    for (const Entry* stamp : stamps) {
        if (stamp->card) of_stamps.insert(*stamp->card);
        if (stamp->person) people.insert(*stamp->person);
    }
    TRY(histories, histories_in_tables(std::vector(of_stamps.begin(), of_stamps.end())));
    for (const auto& [card, history] : histories)
        for (const auto& tenure : history.tenures)
            people.insert(tenure.person);
    TRY(stands_for, standing_for(people));
    TRY(same, cards_standing_for(of_stamps));

    std::vector<Subject> subjects;
    subjects.reserve(stamps.size());
    for (const Entry* stamp : stamps)
        subjects.push_back(subject_of(*stamp, histories, stands_for, same));
    return subjects;
}

base::Result<void> FoldTables::load_anchors(std::span<const Entry* const> stamps) {
    std::set<BootKey> wanted;
    for (const Entry* stamp : stamps)
        wanted.insert({stamp->ref.device, stamp->at.boot_id});
    sql::Batch find(find_anchors);
    for (const BootKey& boot : wanted)
        if (!m_anchors.contains(boot)) find.add({boot.first, std::string_view(boot.second)});
    return find.run(m_database, [&](const sql::RowView& row) {
        m_anchors[{row.integer(0), std::string(row.text(1))}] = {from_us(row.integer(2)),
                                                                 std::chrono::nanoseconds(row.integer(3))};
    });
}

Presence FoldTables::presence_of(const Entry& stamp, Subject subject) const {
    const auto anchor = m_anchors.find({stamp.ref.device, stamp.at.boot_id});
    const auto time =
        corrected_time(stamp.at, anchor == m_anchors.end() ? std::nullopt : std::optional<BootAnchor>(anchor->second));
    return {*stamp.event, std::move(subject), stamp.ref, time.at, time.quality, stamp.source};
}

base::Result<void> FoldTables::fold_dirty_anew() {
    if (m_dirty.empty()) return {};
    std::map<EntryRef, Subject> subjects;
    TRY(stamps, stamps_of_dirty(subjects));
    const std::vector<const Entry*> pointers = pointers_to(stamps);
    TRY(voided, live_voids(m_database, pointers));
    TRY_VOID(load_anchors(pointers));
    Presences wanted;
    for (const Entry& stamp : stamps)
        if (!voided.contains(stamp.ref)) keep_better(wanted, presence_of(stamp, subjects.at(stamp.ref)));
    return write_difference(wanted);
}

base::Result<FoldTables::Stamps> FoldTables::stamps_of_dirty(std::map<EntryRef, Subject>& subjects) {
    // Somebody who was merged away has no stamps any more: they are of the person who stands for them.
    std::set<std::string> people;
    std::set<CardId> dirty_cards;
    for (const Subject& subject : m_dirty) {
        if (const auto* person = std::get_if<PersonId>(&subject))
            people.insert(person->value);
        else
            dirty_cards.insert(std::get<CardId>(subject));
    }
    // So has an id of a card for which another stands.
    TRY(same, ids_of_cards(dirty_cards));
    sql::Batch cards(stamps_of_free_cards);
    sql::Batch mistaken_cards(mistaken_stamps_of_free_cards);
    for (const auto& [id, stands_for] : same) {
        if (!dirty_cards.contains(stands_for)) continue;
        cards.add({std::string_view(stands_for.value), std::string_view(id.value)});
        mistaken_cards.add({std::string_view(stands_for.value), std::string_view(id.value)});
    }
    sql::Batch away(merged_of_people);
    for (const std::string& person : people)
        away.add({std::string_view(person)});
    std::set<std::string> merged_away;
    TRY_VOID(away.run(m_database, [&](const sql::RowView& row) { merged_away.insert(std::string(row.text(0))); }));
    std::erase_if(people, [&](const std::string& person) { return merged_away.contains(person); });

    sql::Batch members(people_merged_into);
    std::vector<std::pair<std::string, std::string>> standing;  // who stands, for whom
    for (const std::string& person : people) {
        members.add({std::string_view(person)});
        standing.emplace_back(person, person);
    }
    TRY_VOID(
        members.run(m_database, [&](const sql::RowView& row) { standing.emplace_back(row.text(0), row.text(1)); }));
    sql::Batch named(stamps_of_people);
    sql::Batch owned(stamps_of_tenures);
    sql::Batch mistaken(mistaken_stamps_of_tenures);
    for (const auto& [subject, person] : standing)
        for (sql::Batch* batch : {&named, &owned, &mistaken})
            batch->add({std::string_view(subject), std::string_view(person)});

    Stamps stamps;
    const auto collect = [&](SubjectKind kind) {
        return [&stamps, &subjects, kind](const sql::RowView& row) {
            stamps.push_back(read_entry(row, 1));
            subjects.emplace(stamps.back().ref, subject_from(kind, row.text(0)));
        };
    };
    TRY_VOID(named.run(m_database, collect(person_subject)));
    TRY_VOID(owned.run(m_database, collect(person_subject)));
    TRY_VOID(mistaken.run(m_database, collect(person_subject)));
    TRY_VOID(cards.run(m_database, collect(card_subject)));
    TRY_VOID(mistaken_cards.run(m_database, collect(card_subject)));
    return stamps;
}

base::Result<void> FoldTables::write_difference(const Presences& wanted) {
    sql::Batch find(presences_of_subjects);
    for (const Subject& subject : m_dirty)
        find.add({kind_of(subject), std::string_view(id_of(subject))});
    Presences before;
    TRY_VOID(find.run(m_database, [&](const sql::RowView& row) {
        sql::Columns columns(row, 3);
        Presence p{EventId{std::string(row.text(0))},
                   subject_from(row.integer(1), row.text(2)),
                   {columns.integer(), columns.integer(), columns.integer()},
                   columns.time(),
                   columns.as<ClockQuality>(),
                   columns.as<attendance::Source>()};
        before.emplace(std::pair(p.event, p.subject), std::move(p));
    }));
    sql::Batch put(replace);
    const auto add = [&](const Presence& p, std::int64_t removed) {
        put.add({std::string_view(p.event.value), kind_of(p.subject), std::string_view(id_of(p.subject)),
                 p.stamp.device, p.stamp.epoch, p.stamp.seq, to_us(p.at), static_cast<std::int64_t>(p.quality),
                 static_cast<std::int64_t>(p.source), removed, m_transaction.next_change()});
    };
    for (const auto& [key, presence] : wanted) {
        const auto was = before.find(key);
        if (was == before.end() || was->second != presence) add(presence, 0);
    }
    for (const auto& [key, presence] : before)
        if (!wanted.contains(key)) add(presence, 1);
    return put.run(m_database);
}

}  // namespace store
