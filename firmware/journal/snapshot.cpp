#include "journal/snapshot.h"

#include <vector>

#include "base/log.h"
#include "journal/entry_row.h"
#include "journal/generation.h"
#include "journal/journal.h"
#include "journal/merges.h"
#include "journal/roster_tables.h"
#include "journal/settings.h"
#include "journal/tables.h"
#include "journal/texts.h"

namespace journal {
namespace {

using attendance::EntryKind;

// How much one step does: some milliseconds on a small computer.
constexpr std::int64_t cards_of_step = 64;
constexpr std::int64_t presences_of_step = 64;
constexpr std::int64_t entries_of_step = 64;  // that change something
constexpr std::int64_t entries_looked_at = 2048;
constexpr std::int64_t rows_cleared = 256;

// One row, made with the next generation and dropped with what is left of the last one.
constexpr const char* state_table = R"sql(
CREATE TABLE snapshot_state (
    phase      INTEGER NOT NULL,
    cursor     TEXT NOT NULL,
    covers_seq INTEGER NOT NULL,
    is_merged  INTEGER NOT NULL,  -- 1: the merges are in
    card       INTEGER NOT NULL,  -- these four: how far the building has come
    seq        INTEGER NOT NULL,
    event      INTEGER NOT NULL,
    subject    INTEGER NOT NULL,
    traces     INTEGER NOT NULL
) STRICT;
INSERT INTO snapshot_state VALUES (1, '', 0, 0, 0, 0, 0, 0, 0);
)sql";

struct State {
    SnapshotPhase phase = SnapshotPhase::none;
    bool is_merged = false;
    std::int64_t covers_seq = 0, card = 0, seq = 0, event = 0, subject = 0;
};

base::Result<bool> has_state(Database& database) {
    TRY(some, database.number("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'snapshot_state')"));
    return some.value_or(0) != 0;
}

base::Result<State> read_state(Database& database) {
    State state;
    TRY(some, has_state(database));
    if (!some) return state;
    auto query = database.ask("SELECT phase, is_merged, covers_seq, card, seq, event, subject FROM snapshot_state");
    TRY(row, query.next());
    if (!row) return state;
    Columns columns(query);
    state.phase = columns.as<SnapshotPhase>();
    state.is_merged = columns.flag();
    state.covers_seq = columns.integer();
    state.card = columns.integer();
    state.seq = columns.integer();
    state.event = columns.integer();
    state.subject = columns.integer();
    return state;
}

base::Result<void> put_phase(Database& database, SnapshotPhase phase) {
    return database.run("UPDATE snapshot_state SET phase = ?1", static_cast<std::int64_t>(phase));
}

base::Result<void> begin(Database& database) {
    TRY_VOID(make_next_generation(database));
    return database.run_script(state_table);
}

// Where names that were overwritten may have left bytes behind (texts.h, leave_no_traces).
constexpr std::int64_t no_traces = 0;
constexpr std::int64_t in_own_names = 1;  // and in the roster's names that are taken out whole, once it is in
constexpr std::int64_t in_all_names = 2;

// Where it left traces.
base::Result<std::int64_t> gather(Database& database, const RosterUpdate& part) {
    std::int64_t traces = no_traces;
    // The present generation forgets at once whom the hub names as erased.
    for (const auto& person : part.people) {
        if (!person.erased) continue;
        TRY(had_texts, erase_person(database, person.id));
        if (had_texts) traces = in_own_names;
    }
    TRY_VOID(join_cards(database, part));
    const Rewritten next(database, on_next);
    TRY(had_texts, gather_roster(database, part));
    return had_texts ? in_all_names : traces;
}

// --- The steps of building, all on the next generation ---------------------------------------------------------------

base::Result<void> settle_what_is_covered(Database& database, const State& state) {
    TRY_VOID(database.run("UPDATE snapshot_state SET is_merged = 1"));
    const Rewritten next(database, on_next);
    TRY(covered, seq_covered_by(database, state.covers_seq));
    TRY_VOID(database.run("UPDATE roster_state SET covered_seq = ?1", covered));
    return merge_people(database);
}

base::Result<std::vector<IdNumber>> cards_behind(Database& database, IdNumber card) {
    std::vector<IdNumber> cards;
    auto query =
        database.ask("SELECT card FROM roster_card WHERE card > ?1 ORDER BY card LIMIT ?2", card, cards_of_step);
    for (;;) {
        TRY(row, query.next());
        if (!row) return cards;
        cards.push_back(query.integer(0));
    }
}

// False: all are in.
base::Result<bool> take_cards(Database& database, const State& state) {
    std::vector<IdNumber> cards;
    {
        const Rewritten next(database, on_next);
        TRY(behind, cards_behind(database, state.card));
        if (behind.empty()) return false;
        for (const IdNumber card : behind)
            TRY_VOID(settle_card(database, card));
        cards = std::move(behind);
    }
    TRY_VOID(database.run("UPDATE snapshot_state SET card = ?1", cards.back()));
    return true;
}

bool is_settled_at_the_hub(const EntryRow& row, std::int64_t covered) {
    using enum EntryKind;
    return row.seq <= covered && (row.kind == stamp || row.kind == voided || row.kind == merge || row.kind == unmerge);
}

base::Result<std::vector<EntryRow>> entries_behind(Database& database, std::int64_t seq) {
    std::vector<EntryRow> rows;
    auto query = database.ask("SELECT " PETTAN_ENTRY_COLUMNS " FROM entry WHERE seq > ?1 ORDER BY seq LIMIT ?2", seq,
                              entries_looked_at);
    for (;;) {
        TRY(row, query.next());
        if (!row) return rows;
        rows.push_back(read_entry_row(query));
    }
}

// As they were applied when they were written. False: all are in.
base::Result<bool> take_entries(Database& database, const State& state) {
    TRY(rows, entries_behind(database, state.seq));
    if (rows.empty()) return false;
    std::int64_t seq = state.seq;
    {
        const Rewritten next(database, on_next);
        TRY(covered, covered_seq(database));
        std::int64_t changing = 0;
        for (EntryRow& row : rows) {
            if (changing == entries_of_step) break;
            seq = row.seq;
            // What became of it is in the hub's word; it still knows what time it was.
            if (is_settled_at_the_hub(row, covered))
                row.kind = EntryKind::clock;
            else
                ++changing;
            TRY_VOID(apply(database, row));
        }
    }
    TRY_VOID(database.run("UPDATE snapshot_state SET seq = ?1", seq));
    return true;
}

struct RosterPlace {
    std::int64_t event, subject;
};
base::Result<std::vector<RosterPlace>> places_behind(Database& database, const State& state) {
    std::vector<RosterPlace> places;
    auto query = database.ask(
        "SELECT event, subject FROM roster_presence WHERE (event, subject) > (?1, ?2) ORDER BY event, subject LIMIT ?3",
        state.event, state.subject, presences_of_step);
    for (;;) {
        TRY(row, query.next());
        if (!row) return places;
        places.push_back({query.integer(0), query.integer(1)});
    }
}

// False: all are in.
base::Result<bool> take_presences(Database& database, const State& state) {
    std::vector<RosterPlace> places;
    {
        const Rewritten next(database, on_next);
        TRY(behind, places_behind(database, state));
        if (behind.empty()) return false;
        for (const RosterPlace& place : behind) {
            TRY(subject, subject_standing_for(database, place.subject));
            TRY_VOID(settle(database, place.event, subject));
        }
        places = std::move(behind);
    }
    TRY_VOID(
        database.run("UPDATE snapshot_state SET event = ?1, subject = ?2", places.back().event, places.back().subject));
    return true;
}

base::Result<SnapshotStep> build(Database& database, const State& state) {
    if (!state.is_merged) {
        TRY_VOID(settle_what_is_covered(database, state));
        return SnapshotStep::more_to_do;
    }
    TRY(cards, take_cards(database, state));
    if (cards) return SnapshotStep::more_to_do;
    // Before the presences for what they say of people, cards and clocks; behind them for what was written meanwhile.
    TRY(entries, take_entries(database, state));
    if (entries) return SnapshotStep::more_to_do;
    TRY(presences, take_presences(database, state));
    if (presences) return SnapshotStep::more_to_do;
    TRY(cursor, database.text("SELECT cursor FROM snapshot_state"));
    TRY_VOID(switch_generations(database));
    TRY_VOID(put_setting(database, roster_cursor_setting, cursor.value_or("")));
    TRY_VOID(put_phase(database, SnapshotPhase::clearing));
    return SnapshotStep::switched;
}

base::Result<SnapshotStep> clear(Database& database) {
    TRY(more, clear_other_generations(database, rows_cleared));
    if (more) return SnapshotStep::more_to_do;
    TRY(cleared, clear_traces_of_snapshot(database));
    static_cast<void>(cleared);
    TRY_VOID(database.run_script("DROP TABLE snapshot_state"));
    return SnapshotStep::more_to_do;
}

}  // namespace

base::Result<SnapshotPhase> snapshot_phase(Database& database) {
    TRY(state, read_state(database));
    return state.phase;
}

base::Result<std::optional<SnapshotProgress>> find_snapshot(Database& database) {
    TRY(some, has_state(database));
    if (!some) return std::optional<SnapshotProgress>();
    auto query = database.ask("SELECT cursor, phase FROM snapshot_state WHERE phase IN (1, 2) AND cursor <> ''");
    TRY(row, query.next());
    if (!row) return std::optional<SnapshotProgress>();
    return std::optional(
        SnapshotProgress{query.text(0), static_cast<SnapshotPhase>(query.integer(1)) == SnapshotPhase::building});
}

base::Result<bool> take_part(Database& database, const RosterUpdate& part) {
    TRY(phase, snapshot_phase(database));
    if (part.begins_snapshot) {
        if (phase == SnapshotPhase::none) {
            TRY_VOID(begin(database));
        } else {
            TRY_VOID(give_up_snapshot(database));
            return false;
        }
    } else if (phase != SnapshotPhase::gathering) {
        base::log::warning("roster: a part of a snapshot that was given up is passed over");
        return true;
    }
    TRY(traces, gather(database, part));
    TRY_VOID(database.run("UPDATE snapshot_state SET traces = max(traces, ?1)", traces));
    if (!part.cursor.empty()) TRY_VOID(database.run("UPDATE snapshot_state SET cursor = ?1", part.cursor));
    if (part.is_complete) {
        TRY_VOID(database.run("UPDATE snapshot_state SET covers_seq = ?1", part.covers_seq));
        TRY_VOID(put_phase(database, SnapshotPhase::building));
    }
    return true;
}

base::Result<SnapshotStep> snapshot_step(Database& database) {
    TRY(state, read_state(database));
    switch (state.phase) {
        case SnapshotPhase::none:
        case SnapshotPhase::gathering:
            return SnapshotStep::nothing_to_do;
        case SnapshotPhase::building:
            return build(database, state);
        case SnapshotPhase::clearing:
            return clear(database);
    }
    return SnapshotStep::nothing_to_do;
}

base::Result<void> give_up_snapshot(Database& database) {
    TRY(some, has_state(database));
    return some ? put_phase(database, SnapshotPhase::clearing) : base::Result<void>();
}

base::Result<void> drop_snapshot(Database& database) {
    TRY(transaction, Transaction::begin(database));
    TRY_VOID(give_up_snapshot(database));
    for (;;) {
        TRY(phase, snapshot_phase(database));
        if (phase == SnapshotPhase::none) return transaction.commit();
        TRY(step, snapshot_step(database));
        static_cast<void>(step);
    }
}

base::Result<void> erase_in_snapshot(Database& database, const attendance::PersonId& person) {
    TRY(some, has_next_generation(database));
    if (!some) return {};
    const Rewritten next(database, on_next);
    const auto had_texts = erase_person(database, person);
    return had_texts ? base::Result<void>() : base::Result<void>(base::fail(had_texts.error()));
}

base::Result<bool> clear_traces_of_snapshot(Database& database) {
    TRY(some, has_state(database));
    if (!some) return false;
    TRY(traces, database.number("SELECT traces FROM snapshot_state"));
    if (traces.value_or(0) == no_traces) return false;
    TRY_VOID(leave_no_traces(database, traces == in_own_names ? NamesOf::own : NamesOf::all));
    TRY_VOID(database.run("UPDATE snapshot_state SET traces = ?1", no_traces));
    return true;
}

}  // namespace journal
