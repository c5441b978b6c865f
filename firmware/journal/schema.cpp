#include "journal/schema.h"
#include "journal/snapshot.h"
#include "journal/tables.h"
#include "journal/voids.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <vector>

namespace journal {
namespace {

// Four sorts of tables.
//   Kept: id, entry, person, event, setting, epoch. They cannot be derived. All are rowid tables, and a row of one can
//   be distinguished from a row of another by its shape, so that salvage.h can read leaf pages when the tree above them
//   is gone.
//   Derived from the entries (tables.h): tenure, mistake, merged, anchor, presence, contested; same_card from entries
//   and hub. All are WITHOUT ROWID.
//   From guest lists (guest_list.h): listed_key, off_list, on_list.
//   From the hub (roster.h): roster_…, season, prompt, sentence…. None has the shape of a kept one: salvage leaves them where they
//   are, and the hub sends them again.
// Ids stand once, in `id`; everything else holds their numbers: a stamp is some 100 bytes with all its indexes.
constexpr attendance::KindSql version_1{R"sql(
CREATE TABLE id (
    num  INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,        -- ids.h
    text TEXT NOT NULL,
    UNIQUE (text, kind)
) STRICT;
CREATE TABLE entry (
    seq           INTEGER PRIMARY KEY,
    kind          INTEGER NOT NULL,
    boot          INTEGER NOT NULL REFERENCES id,
    wall_us       INTEGER NOT NULL,
    boottime_ns   INTEGER NOT NULL,
    quality       INTEGER NOT NULL,
    source        INTEGER NOT NULL,
    event         INTEGER REFERENCES id,
    card          INTEGER REFERENCES id,
    person        INTEGER REFERENCES id,
    other_person  INTEGER REFERENCES id,
    version       INTEGER NOT NULL,
    target        INTEGER,        -- seq of the entry that this one speaks of
    target_device INTEGER,        -- NULL: an entry of this journal
    target_epoch  INTEGER,
    detail        TEXT,
    by            TEXT
) STRICT;
CREATE INDEX stamp_of_person ON entry (person, event) WHERE kind = #stamp AND person IS NOT NULL;
CREATE INDEX stamp_of_card   ON entry (card, event)   WHERE kind = #stamp AND person IS NULL;
CREATE INDEX void_of_stamp   ON entry (target)        WHERE kind = #void AND target_device IS NULL;
CREATE INDEX unvoid_of_void  ON entry (target)        WHERE kind = #unvoid AND target_device IS NULL;
CREATE INDEX merge_entry     ON entry (kind)          WHERE kind IN (#merge, #unmerge);
CREATE INDEX open_entry      ON entry (kind)          WHERE kind = #open;

CREATE TRIGGER entry_has_no_gap BEFORE INSERT ON entry
    WHEN NEW.seq IS NOT (SELECT ifnull(max(seq), 0) + 1 FROM entry)
    BEGIN SELECT RAISE(ABORT, 'the journal has no gap'); END;
CREATE TRIGGER entry_never_changes BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER entry_never_leaves BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
CREATE TRIGGER id_never_changes BEFORE UPDATE ON id
    BEGIN SELECT RAISE(ABORT, 'an id never changes'); END;
CREATE TRIGGER id_never_leaves BEFORE DELETE ON id
    BEGIN SELECT RAISE(ABORT, 'an id never changes'); END;

CREATE TABLE person (             -- the only place of names
    person   INTEGER NOT NULL REFERENCES id,
    version  INTEGER NOT NULL,
    name     TEXT NOT NULL,
    nickname TEXT NOT NULL,
    reading  TEXT NOT NULL,
    lang     TEXT NOT NULL,
    erased   INTEGER NOT NULL,
    UNIQUE (person, version)
) STRICT;
CREATE TABLE event (
    event     INTEGER NOT NULL REFERENCES id,
    version   INTEGER NOT NULL,
    title     TEXT NOT NULL,
    venue     TEXT NOT NULL,
    starts_us INTEGER NOT NULL,
    ends_us   INTEGER NOT NULL,
    UNIQUE (event, version)
) STRICT;
CREATE TABLE setting (
    name  TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT;
CREATE TABLE epoch (              -- an entry's epoch is the highest whose first_seq is not above its seq
    epoch     INTEGER PRIMARY KEY,
    first_seq INTEGER NOT NULL
) STRICT;
INSERT INTO epoch VALUES (1, 1);

CREATE TABLE owner (              -- before merges
    card    INTEGER PRIMARY KEY,
    person  INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX card_of_owner ON owner (person);
CREATE TABLE merged (             -- only people that were merged away
    person      INTEGER PRIMARY KEY,
    into_person INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_into ON merged (into_person);
CREATE TABLE anchor (             -- of boots whose clock was synchronised
    boot        INTEGER PRIMARY KEY,
    wall_us     INTEGER NOT NULL,
    boottime_ns INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE presence (           -- subject: number of a person, or of a card that nobody has claimed
    event   INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    stamp   INTEGER NOT NULL,     -- seq of the one that counts; its time is derived from the anchor when asked for
    PRIMARY KEY (event, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX presence_of_subject ON presence (subject);
CREATE TABLE contested (          -- presences that may change stamps when this boot's anchor moves
    boot    INTEGER NOT NULL,
    event   INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    PRIMARY KEY (boot, event, subject)
) STRICT, WITHOUT ROWID;
)sql"};

constexpr attendance::KindSql version_2{R"sql(
CREATE TABLE roster_state (covered_seq INTEGER NOT NULL) STRICT;  -- one row
INSERT INTO roster_state VALUES (0);
CREATE TABLE roster_person (
    person   INTEGER PRIMARY KEY REFERENCES id,
    version  INTEGER NOT NULL,
    name     TEXT NOT NULL,
    nickname TEXT NOT NULL,
    reading  TEXT NOT NULL,
    lang     TEXT NOT NULL,
    erased   INTEGER NOT NULL
) STRICT;
CREATE TABLE roster_event (
    event     INTEGER PRIMARY KEY REFERENCES id,
    version   INTEGER NOT NULL,
    title     TEXT NOT NULL,
    venue     TEXT NOT NULL,
    starts_us INTEGER NOT NULL,
    ends_us   INTEGER NOT NULL
) STRICT;
CREATE TABLE roster_card (        -- before merges
    card    INTEGER PRIMARY KEY,
    person  INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE roster_merge (
    person      INTEGER PRIMARY KEY,
    into_person INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE roster_presence (
    event   INTEGER NOT NULL,
    subject INTEGER NOT NULL,     -- as the hub sees it
    device  INTEGER NOT NULL,     -- the stamp that counts
    epoch   INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    at_us   INTEGER NOT NULL,
    quality INTEGER NOT NULL,
    source  INTEGER NOT NULL,
    PRIMARY KEY (event, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX roster_presence_of_subject ON roster_presence (subject);
CREATE INDEX roster_presence_of_stamp ON roster_presence (seq);
CREATE TABLE season (
    id       TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    first_us INTEGER NOT NULL,
    end_us   INTEGER NOT NULL,
    squares  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE prompt (
    id   TEXT PRIMARY KEY,
    lang TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The hub's presences; own: seq of the entry of this journal that is meant, else 0.
CREATE VIEW roster_stamp AS SELECT r.event, r.subject, CASE
        WHEN r.seq <= (SELECT covered_seq FROM roster_state)
            AND r.device = (SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'device')
            AND r.epoch = (SELECT max(e.epoch) FROM epoch AS e WHERE e.first_seq <= r.seq)
        THEN r.seq ELSE 0 END AS own, r.device, r.epoch, r.seq, r.at_us, r.quality, r.source
    FROM roster_presence AS r;

-- In `presence`, a stamp 0 is one that was recorded elsewhere: the roster's, of this subject as the hub sees it.
ALTER TABLE presence ADD COLUMN elsewhere INTEGER;
CREATE INDEX void_elsewhere ON entry (target) WHERE kind = #void AND target_device IS NOT NULL;
CREATE INDEX bind_of_card ON entry (card) WHERE kind = #bind;
CREATE INDEX import_of_person ON entry (person) WHERE kind = #person AND source = 4;
)sql"};

constexpr const char* version_3 = R"sql(
ALTER TABLE anchor ADD COLUMN lowest_us INTEGER NOT NULL DEFAULT 0;   -- attendance::BootSpan of the boot's
ALTER TABLE anchor ADD COLUMN highest_us INTEGER NOT NULL DEFAULT 0;  -- synchronised entries
-- 0: only a contradiction among synchronised entries may change this one's stamp
ALTER TABLE contested ADD COLUMN unsure INTEGER NOT NULL DEFAULT 1;
)sql";

constexpr attendance::KindSql version_4{R"sql(
-- Whose a card was (attendance/card_history.h): its stamps of versions from `since` on and below `until` that name
-- nobody are the person's, before merges; the largest number: holds it now. Without a gap from 0 on.
CREATE TABLE tenure (
    card   INTEGER NOT NULL,
    until  INTEGER NOT NULL,
    since  INTEGER NOT NULL,
    person INTEGER NOT NULL,
    PRIMARY KEY (card, until)
) STRICT, WITHOUT ROWID;
CREATE INDEX tenure_of_person ON tenure (person);
INSERT INTO tenure SELECT card, 9223372036854775807, 0, person FROM owner;
DROP TABLE owner;
CREATE VIEW owner AS SELECT card, person FROM tenure WHERE until = 9223372036854775807;
CREATE TABLE mistake (            -- stamps of these versions are not the person's whom they name
    card  INTEGER NOT NULL,
    until INTEGER NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (card, until)
) STRICT, WITHOUT ROWID;
CREATE TABLE roster_card_of_4 (   -- before merges; without a person: nobody's
    card    INTEGER PRIMARY KEY,
    person  INTEGER,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO roster_card_of_4 SELECT card, person, version FROM roster_card;
DROP TABLE roster_card;
ALTER TABLE roster_card_of_4 RENAME TO roster_card;
DROP INDEX bind_of_card;
-- What people typed of themselves at the screen was the name they chose to be shown; it stands as such from now on.
UPDATE person SET nickname = (SELECT first.name FROM person AS first WHERE first.person = person.person AND
        first.version = 1)
    WHERE nickname = '' AND erased = 0 AND person IN
        (SELECT entry.person FROM entry JOIN person AS first ON first.person = entry.person AND first.version = 1
            WHERE entry.kind = #person AND entry.source = 5 AND entry.version = 1 AND first.erased = 0);
UPDATE roster_person SET nickname = (SELECT first.name FROM person AS first WHERE first.person = roster_person.person AND
        first.version = 1)
    WHERE nickname = '' AND erased = 0 AND person IN
        (SELECT entry.person FROM entry JOIN person AS first ON first.person = entry.person AND first.version = 1
            WHERE entry.kind = #person AND entry.source = 5 AND entry.version = 1 AND first.erased = 0);
CREATE INDEX change_of_card ON entry (card) WHERE kind IN (#bind, #unbind, #misbind);
CREATE INDEX stamp_of_bound_card ON entry (card, event) WHERE kind = #stamp AND person IS NOT NULL AND card IS NOT NULL;
)sql"};

// None of these has the shape of a kept table.
constexpr const char* version_5 = R"sql(
CREATE TABLE listed_key (
    service TEXT NOT NULL,
    hash    TEXT NOT NULL,
    person  INTEGER NOT NULL REFERENCES id,
    PRIMARY KEY (service, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_key_of_person ON listed_key (person);
CREATE TABLE off_list (
    person INTEGER PRIMARY KEY REFERENCES id
) STRICT, WITHOUT ROWID;
)sql";

// Which id of a card stands for its others (same_cards.h). WITHOUT ROWID, as what is derived.
constexpr const char* version_6 = R"sql(
CREATE TABLE same_card (
    card       INTEGER PRIMARY KEY,
    stands_for INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX same_card_of ON same_card (stands_for);
)sql";

// A boot has a row for each guest who tapped twice; nearly none of them is unsure, and each tap asks for those that
// are.
constexpr const char* version_7 = R"sql(
CREATE INDEX contested_unsure ON contested (boot) WHERE unsure = 1;
)sql";

// When a guest list named somebody last. WITHOUT ROWID, as none of these has the shape of a kept table.
constexpr const char* version_8 = R"sql(
CREATE TABLE on_list (
    person    INTEGER PRIMARY KEY,
    listed_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// With the event first, tonight's stamps lie side by side: a tap writes to the page that the tap before it wrote, not to
// a page for each guest and each card. With the card in it, a card's stamps are found without a look at each entry.
// contested_unsure, by whichever name it has in this generation (generation.h), was never used: of an index and a
// primary key that both know the boot only, SQLite takes the key.
constexpr attendance::KindSql version_9{R"sql(
DROP INDEX stamp_of_person;
DROP INDEX stamp_of_bound_card;
CREATE INDEX stamp_of_event ON entry (event, person, card) WHERE kind = #stamp AND person IS NOT NULL;
DROP INDEX IF EXISTS contested_unsure;
DROP INDEX IF EXISTS next_contested_unsure;
CREATE INDEX unsure_of_boot ON contested (unsure, boot) WHERE unsure = 1;
)sql"};

// The organizers' deck (attendance/deck.h). WITHOUT ROWID, as what comes from the hub.
constexpr const char* version_10 = R"sql(
CREATE TABLE sentence (
    id         TEXT PRIMARY KEY,
    event      TEXT NOT NULL,     -- empty: every event
    conditions TEXT NOT NULL,
    weight     INTEGER NOT NULL,
    first_day  TEXT NOT NULL,     -- 2026-12-24, or empty
    last_day   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE sentence_text (
    id   TEXT NOT NULL,
    lang TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (id, lang)
) STRICT, WITHOUT ROWID;
)sql";

constexpr std::array all_migrations{version_1.c_str(), version_2.c_str(), version_3, version_4.c_str(), version_5,
                                    version_6,         version_7,         version_8, version_9.c_str(), version_10};

base::Unexpected damaged(const Database& database, std::string_view finding) {
    return base::fail(base::ErrorCode::damaged, fmt::format("{} is damaged ({})", database.file().string(), finding));
}

base::Result<void> check(Database& database, std::string_view pragma) {
    TRY(answer, database.text(pragma));
    std::string finding = answer.value_or("no answer");
    if (finding == "ok") return {};
    std::ranges::replace(finding, '\n', ' ');
    return damaged(database, finding);
}

}  // namespace

std::span<const char* const> migrations() {
    return all_migrations;
}

std::int64_t newest_schema() {
    return static_cast<std::int64_t>(all_migrations.size());
}

base::Result<std::int64_t> schema_version(Database& database) {
    TRY(header, database.number("PRAGMA user_version"));
    if (header.value_or(0) == 0) return std::int64_t{0};
    TRY(setting, database.number("SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'schema'"));
    if (header != setting)
        return base::fail(base::ErrorCode::damaged,
                          fmt::format("{}: the header speaks of schema {} and the settings of {}",
                                      database.file().string(), *header, setting.value_or(0)));
    return *header;
}

base::Result<void> refuse_newer(const Database& database, std::int64_t version, std::int64_t newest) {
    if (version <= newest) return {};
    return base::fail(base::ErrorCode::too_new,
                      fmt::format("{} was written by a newer Pettan (schema {}, this one knows {}): update this kiosk",
                                  database.file().string(), version, newest));
}

base::Result<void> check_integrity(Database& database) {
    return check(database, "PRAGMA integrity_check(1)");
}

base::Result<void> quick_check(Database& database) {
    return check(database, "PRAGMA quick_check(1)");
}

base::Result<void> migrate(Database& database, std::span<const char* const> steps) {
    TRY(version, schema_version(database));
    const auto newest = static_cast<std::int64_t>(steps.size());
    TRY_VOID(refuse_newer(database, version, newest));
    if (version == newest) return {};
    TRY(transaction, Transaction::begin(database));
    for (const char* step : steps.subspan(static_cast<std::size_t>(version)))
        TRY_VOID(database.run_script(step));
    // The half of a snapshot has the tables of before.
    if (version > 0) TRY_VOID(give_up_snapshot(database));
    // What is folded from the entries may be folded by other rules now.
    if (version > 0 && newest == newest_schema()) TRY_VOID(rebuild_tables(database));
    TRY_VOID(database.run_script(
        fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", application_id, newest)));
    TRY_VOID(
        database.run("INSERT INTO setting (name, value) VALUES ('schema', ?1) "
                     "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                     std::to_string(newest)));
    return transaction.commit();
}

base::Result<void> set_up_writer(Database& database, bool synchronous_full) {
    // secure_delete: overwritten names leave no bytes in free pages. recursive_triggers: INSERT OR REPLACE fires the
    // delete trigger too. A checkpoint follows every 1,000 pages of the WAL, by this connection.
    return database.run_script(fmt::format(
        "PRAGMA page_size = {}; PRAGMA journal_mode = WAL; PRAGMA synchronous = {}; PRAGMA foreign_keys = ON; "
        "PRAGMA recursive_triggers = ON; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 1000; "
        "PRAGMA journal_size_limit = 8388608; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;",
        page_bytes, synchronous_full ? "FULL" : "OFF"));
}

}  // namespace journal
