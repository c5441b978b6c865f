#include "store/schema.h"

#include <fmt/core.h>
#include <sodium.h>

#include <array>

#include "base/random_id.h"
#include "sql/catalogue.h"
#include "sql/dialect.h"
#include "store/transaction.h"
#include "store/voids.h"

namespace store {
namespace {

// hub and counter have one row each. counter.change_no numbers everything that goes down to kiosks; whoever writes
// holds its row until commit (transaction.h). Tables with change_no are what the change stream reads.
// An entry's target_* stand for EntryRef. Partial indexes repeat the exact condition that the queries use: SQLite
// matches them word by word.
constexpr attendance::KindSql version_1{R"sql(
CREATE TABLE hub (
    one            INTEGER PRIMARY KEY,
    schema_version INTEGER NOT NULL,
    hub_id         TEXT NOT NULL,
    card_key       TEXT NOT NULL,
    tls_key        TEXT NOT NULL,
    tls_cert       TEXT NOT NULL,
    next_device    INTEGER NOT NULL
);
CREATE TABLE counter (
    one        INTEGER PRIMARY KEY,
    generation INTEGER NOT NULL,
    change_no  INTEGER NOT NULL
);
CREATE TABLE device (
    device          INTEGER PRIMARY KEY,
    name            TEXT NOT NULL,
    token_hash      TEXT NOT NULL UNIQUE,
    enrolled_us     INTEGER NOT NULL,
    revoked_us      INTEGER,
    contact_us      INTEGER,
    clock_offset_us INTEGER,
    version         TEXT,
    pending         INTEGER,
    clock           INTEGER,
    reader          TEXT,
    store           TEXT,
    disk_free_mb    INTEGER,
    forks           INTEGER NOT NULL
);
CREATE TABLE epoch (
    device    INTEGER NOT NULL,
    epoch     INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    acked_seq INTEGER NOT NULL,
    PRIMARY KEY (device, epoch)
){clustered};
CREATE TABLE enrol_code (
    code_hash  TEXT PRIMARY KEY,
    expires_us INTEGER NOT NULL,
    used_us    INTEGER
){clustered};
CREATE TABLE entry (
    device        INTEGER NOT NULL,
    epoch         INTEGER NOT NULL,
    seq           INTEGER NOT NULL,
    kind          INTEGER NOT NULL,
    wall_us       INTEGER NOT NULL,
    boottime_ns   INTEGER NOT NULL,
    boot_id       TEXT NOT NULL,
    quality       INTEGER NOT NULL,
    source        INTEGER NOT NULL,
    event         TEXT,
    card          TEXT,
    person        TEXT,
    other_person  TEXT,
    version       INTEGER NOT NULL,
    target_device INTEGER,
    target_epoch  INTEGER,
    target_seq    INTEGER,
    detail        TEXT,
    by_whom       TEXT,
    PRIMARY KEY (device, epoch, seq)
){clustered};
CREATE INDEX stamp_of_person ON entry (person) WHERE kind = #stamp AND person IS NOT NULL;
CREATE INDEX stamp_of_card ON entry (card) WHERE kind = #stamp AND person IS NULL;
CREATE INDEX unsure_stamp ON entry (device, boot_id) WHERE kind = #stamp AND quality <> 2;
CREATE INDEX void_of_stamp ON entry (target_device, target_epoch, target_seq) WHERE kind = #void;
CREATE INDEX unvoid_of_void ON entry (target_device, target_epoch, target_seq) WHERE kind = #unvoid;
CREATE INDEX merge_entry ON entry (kind) WHERE kind = #merge;
CREATE INDEX unmerge_entry ON entry (kind) WHERE kind = #unmerge;
CREATE TABLE quarantine (
    device      INTEGER NOT NULL,
    epoch       INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    raw         TEXT NOT NULL,
    why         TEXT NOT NULL,
    received_us INTEGER NOT NULL,
    PRIMARY KEY (device, epoch, seq)
){clustered};
CREATE TABLE anchor (
    device      INTEGER NOT NULL,
    boot_id     TEXT NOT NULL,
    wall_us     INTEGER NOT NULL,
    boottime_ns INTEGER NOT NULL,
    PRIMARY KEY (device, boot_id)
){clustered};
CREATE TABLE card (
    card        TEXT PRIMARY KEY,
    person      TEXT NOT NULL,
    version     INTEGER NOT NULL,
    bind_device INTEGER NOT NULL,
    bind_epoch  INTEGER NOT NULL,
    bind_seq    INTEGER NOT NULL,
    owner       TEXT NOT NULL,
    change_no   INTEGER NOT NULL
){clustered};
CREATE INDEX card_of_person ON card (person);
CREATE INDEX card_of_owner ON card (owner);
CREATE INDEX card_change ON card (change_no);
CREATE TABLE merged (
    person      TEXT PRIMARY KEY,
    into_person TEXT,
    change_no   INTEGER NOT NULL
){clustered};
CREATE INDEX merged_into ON merged (into_person);
CREATE INDEX merged_change ON merged (change_no);
CREATE TABLE presence (
    event        TEXT NOT NULL,
    subject_kind INTEGER NOT NULL,
    subject      TEXT NOT NULL,
    device       INTEGER NOT NULL,
    epoch        INTEGER NOT NULL,
    seq          INTEGER NOT NULL,
    at_us        INTEGER NOT NULL,
    quality      INTEGER NOT NULL,
    source       INTEGER NOT NULL,
    removed      INTEGER NOT NULL,
    change_no    INTEGER NOT NULL,
    PRIMARY KEY (event, subject_kind, subject)
){clustered};
CREATE INDEX presence_of_subject ON presence (subject_kind, subject);
CREATE INDEX presence_change ON presence (change_no);
CREATE TABLE person (
    id        TEXT PRIMARY KEY,
    version   INTEGER NOT NULL,
    name      TEXT NOT NULL,
    nickname  TEXT NOT NULL,
    reading   TEXT NOT NULL,
    lang      TEXT NOT NULL,
    erased    INTEGER NOT NULL,
    change_no INTEGER NOT NULL
){clustered};
CREATE INDEX person_change ON person (change_no);
CREATE TABLE person_version (
    id       TEXT NOT NULL,
    version  INTEGER NOT NULL,
    name     TEXT NOT NULL,
    nickname TEXT NOT NULL,
    reading  TEXT NOT NULL,
    lang     TEXT NOT NULL,
    device   INTEGER NOT NULL,
    at_us    INTEGER NOT NULL,
    quality  INTEGER NOT NULL,
    PRIMARY KEY (id, version)
){clustered};
CREATE TABLE event (
    id        TEXT PRIMARY KEY,
    version   INTEGER NOT NULL,
    title     TEXT NOT NULL,
    venue     TEXT NOT NULL,
    starts_us INTEGER NOT NULL,
    ends_us   INTEGER NOT NULL,
    change_no INTEGER NOT NULL
){clustered};
CREATE INDEX event_change ON event (change_no);
CREATE TABLE event_version (
    id        TEXT NOT NULL,
    version   INTEGER NOT NULL,
    title     TEXT NOT NULL,
    venue     TEXT NOT NULL,
    starts_us INTEGER NOT NULL,
    ends_us   INTEGER NOT NULL,
    device    INTEGER NOT NULL,
    at_us     INTEGER NOT NULL,
    quality   INTEGER NOT NULL,
    PRIMARY KEY (id, version)
){clustered};
CREATE TABLE conflict (
    device   INTEGER NOT NULL,
    epoch    INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    field    TEXT NOT NULL,
    item     TEXT NOT NULL,
    id       TEXT NOT NULL,
    kept     TEXT NOT NULL,
    lost     TEXT NOT NULL,
    state    INTEGER NOT NULL,
    noted_us INTEGER NOT NULL,
    PRIMARY KEY (device, epoch, seq, field)
){clustered};
CREATE TABLE season (
    id        TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    first_us  INTEGER NOT NULL,
    end_us    INTEGER NOT NULL,
    squares   INTEGER NOT NULL,
    removed   INTEGER NOT NULL,
    change_no INTEGER NOT NULL
){clustered};
CREATE INDEX season_change ON season (change_no);
CREATE TABLE prompt (
    id        TEXT PRIMARY KEY,
    lang      TEXT NOT NULL,
    words     TEXT NOT NULL,
    removed   INTEGER NOT NULL,
    change_no INTEGER NOT NULL
){clustered};
CREATE INDEX prompt_change ON prompt (change_no);
CREATE TABLE account (
    name          TEXT PRIMARY KEY,
    role          TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_us    INTEGER NOT NULL
){clustered};
)sql"};

// What the pages need (web). Guest lists and keys hold ids of people, never names; service_key and personal_link go
// when a person is erased.
constexpr attendance::KindSql version_2{R"sql(
CREATE INDEX attendance_of_event ON entry (event) WHERE kind <= #repeat;
CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    account    TEXT NOT NULL,
    expires_us INTEGER NOT NULL
){clustered};
CREATE TABLE form_done (
    form  TEXT PRIMARY KEY,
    place TEXT NOT NULL,
    at_us INTEGER NOT NULL
){clustered};
CREATE TABLE guest (
    event  TEXT NOT NULL,
    person TEXT NOT NULL,
    ticket TEXT NOT NULL,
    state  INTEGER NOT NULL,
    PRIMARY KEY (event, person)
){clustered};
CREATE INDEX guest_of_person ON guest (person);
CREATE TABLE service_key (
    service_key TEXT PRIMARY KEY,
    person      TEXT NOT NULL
){clustered};
CREATE INDEX service_key_of_person ON service_key (person);
CREATE TABLE column_mapping (
    header_hash TEXT PRIMARY KEY,
    fields      TEXT NOT NULL
){clustered};
CREATE TABLE personal_link (
    link_hash  TEXT PRIMARY KEY,
    person     TEXT NOT NULL,
    created_us INTEGER NOT NULL
){clustered};
CREATE INDEX personal_link_of_person ON personal_link (person);
CREATE TABLE retention (
    event    TEXT PRIMARY KEY,
    until_us INTEGER NOT NULL
){clustered};
CREATE TABLE api_token (
    token_hash TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    by_whom    TEXT NOT NULL,
    created_us INTEGER NOT NULL
){clustered};
)sql"};

// What people say of themselves for organizers: kiosks do not need it.
constexpr std::string_view version_3 = R"sql(
CREATE TABLE interest (
    person TEXT PRIMARY KEY,
    words  TEXT NOT NULL
){clustered};
)sql";

// What keeps the hub safe. setting: words about the whole hub (settings.h). upkeep: how long hubs have run here, and
// which of them does the upkeep (office/retention.h). retention_due: whose names will go, since when that can be read.
// wrong_guess and known_browser: who may try passwords and codes how often (guesses.h). link_maker: by whom a secret
// link was made, and whether it may do all that its person may.
constexpr std::string_view version_4 = R"sql(
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
){clustered};
CREATE TABLE upkeep (
    one    INTEGER PRIMARY KEY,
    holder TEXT NOT NULL,
    ran_s  INTEGER NOT NULL,
    turn   INTEGER NOT NULL
);
INSERT INTO upkeep (one, holder, ran_s, turn) VALUES (1, '', 0, 0);
CREATE TABLE retention_due (
    person       TEXT PRIMARY KEY,
    listed_us    INTEGER NOT NULL,
    listed_ran_s INTEGER NOT NULL,
    stopped      INTEGER NOT NULL
){clustered};
CREATE TABLE wrong_guess (
    what     TEXT PRIMARY KEY,
    wrong    INTEGER NOT NULL,
    since_us INTEGER NOT NULL
){clustered};
CREATE TABLE known_browser (
    token_hash TEXT PRIMARY KEY,
    account    TEXT NOT NULL,
    expires_us INTEGER NOT NULL
){clustered};
CREATE TABLE link_maker (
    link_hash TEXT PRIMARY KEY,
    by_whom   TEXT NOT NULL,
    rights    INTEGER NOT NULL
){clustered};
)sql";

// How far the synchronised entries of a boot lie apart (attendance::BootSpan); a boot without a line is not known to
// contradict itself.
constexpr attendance::KindSql version_5{R"sql(
CREATE TABLE boot_span (
    device     INTEGER NOT NULL,
    boot_id    TEXT NOT NULL,
    lowest_us  INTEGER NOT NULL,
    highest_us INTEGER NOT NULL,
    PRIMARY KEY (device, boot_id)
){clustered};
CREATE INDEX stamp_of_boot ON entry (device, boot_id) WHERE kind = #stamp;
INSERT INTO boot_span SELECT device, boot_id, min(wall_us - boottime_ns / 1000), max(wall_us - boottime_ns / 1000)
    FROM entry WHERE quality = 2 GROUP BY device, boot_id;
)sql"};

// When somebody came first, and how often, is found by the index alone; event pages ask it of everybody they show.
constexpr std::string_view version_6 = R"sql(
DROP INDEX presence_of_subject;
CREATE INDEX presence_in_time ON presence (subject_kind, subject, removed, at_us, event);
CREATE INDEX event_in_time ON event (starts_us);
CREATE INDEX conflict_unsettled ON conflict (state, noted_us) WHERE state < 2;
)sql";

// What the codes of kiosks are stretched to, for their proofs.
constexpr std::string_view version_7 = R"sql(
CREATE TABLE enrol_proof (
    code_hash TEXT PRIMARY KEY,
    stretched TEXT NOT NULL
){clustered};
)sql";

// Whose a card was (attendance/card_history.h): its stamps of versions from `since` on and below `until` that name
// nobody are the person's, before merges; the largest number: holds it now. Without a gap from 0 on. A card that is
// nobody's has an empty person and owner. And: what people typed of themselves at a kiosk was the name that they chose
// to be shown; it stands as such from now on.
constexpr attendance::KindSql version_8{R"sql(
CREATE TABLE tenure (
    card      TEXT NOT NULL,
    until     INTEGER NOT NULL,
    since     INTEGER NOT NULL,
    person    TEXT NOT NULL,
    PRIMARY KEY (card, until)
){clustered};
CREATE INDEX tenure_of_person ON tenure (person);
INSERT INTO tenure (card, until, since, person) SELECT card, 9223372036854775807, 0, person FROM card;
CREATE TABLE mistake (
    card      TEXT NOT NULL,
    until     INTEGER NOT NULL,
    since     INTEGER NOT NULL,
    PRIMARY KEY (card, until)
){clustered};
UPDATE counter SET change_no = change_no + 1 WHERE EXISTS (SELECT 1 FROM person);
UPDATE person SET nickname = (SELECT first.name FROM person_version AS first WHERE first.id = person.id AND first.version =
        1), change_no = (SELECT change_no FROM counter)
    WHERE nickname = '' AND erased = 0 AND id IN
        (SELECT entry.person FROM entry JOIN person_version AS first ON first.id = entry.person AND first.version = 1
            WHERE entry.kind = #person AND entry.source = 5 AND entry.version = 1);
CREATE INDEX change_of_card ON entry (card) WHERE kind IN (#bind, #unbind, #misbind);
CREATE INDEX stamp_of_bound_card ON entry (card) WHERE kind = #stamp AND person IS NOT NULL AND card IS NOT NULL;
)sql"};

// Guest lists: what they are compared with (office/guest_names.h), and those that wait for decisions
// (office/guest_uploads.h). A service's key stands under its service and column.
constexpr std::string_view version_9 = R"sql(
UPDATE service_key SET service_key = 'connpass:ユーザー名=' || substr(service_key, 10) WHERE service_key LIKE 'connpass:%';
CREATE TABLE guest_secret (
    one    INTEGER PRIMARY KEY,
    secret TEXT NOT NULL
);
CREATE TABLE guest_mail (
    mail_hash TEXT PRIMARY KEY,
    person    TEXT NOT NULL
){clustered};
CREATE INDEX guest_mail_of_person ON guest_mail (person);
CREATE TABLE person_fold (
    fold   TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (fold, person)
){clustered};
CREATE INDEX person_fold_of_person ON person_fold (person);
CREATE TABLE person_fold_mark (
    one        INTEGER PRIMARY KEY,
    generation INTEGER NOT NULL,
    change_no  INTEGER NOT NULL
);
CREATE TABLE guest_upload (
    id         TEXT PRIMARY KEY,
    account    TEXT NOT NULL,
    file_name  TEXT NOT NULL,
    encoding   TEXT NOT NULL,
    list       TEXT NOT NULL,
    header_row INTEGER NOT NULL,
    fields     TEXT NOT NULL,
    words      TEXT NOT NULL,
    event      TEXT NOT NULL,
    touched_us INTEGER NOT NULL,
    done       INTEGER NOT NULL,
    of_all     INTEGER NOT NULL
);
CREATE TABLE guest_decision (
    upload   TEXT NOT NULL,
    line     INTEGER NOT NULL,
    choice   TEXT NOT NULL,
    name     TEXT NOT NULL,
    nickname TEXT NOT NULL,
    reading  TEXT NOT NULL,
    PRIMARY KEY (upload, line)
){clustered};
)sql";

// Events that were taken out (office/event_removal.h).
constexpr std::string_view version_10 = R"sql(
CREATE TABLE event_gone (
    event   TEXT PRIMARY KEY,
    at_us   INTEGER NOT NULL,
    ends_us INTEGER NOT NULL
){clustered};
)sql";

// What a token may read (office/sessions.h); one without a row is of before and reads everything.
constexpr std::string_view version_11 = R"sql(
CREATE TABLE api_scope (
    token_hash TEXT PRIMARY KEY,
    scope      TEXT NOT NULL
){clustered};
)sql";

// What an import did, so that it can be undone as a whole (office/import_undo.h). Ids only.
constexpr std::string_view version_12 = R"sql(
CREATE TABLE import_done (
    id        TEXT PRIMARY KEY,
    event     TEXT NOT NULL,
    by_whom   TEXT NOT NULL,
    at_us     INTEGER NOT NULL,
    undone_us INTEGER
){clustered};
CREATE TABLE import_row (
    import  TEXT NOT NULL,
    person  TEXT NOT NULL,
    version INTEGER NOT NULL,
    state   INTEGER NOT NULL,
    made    INTEGER NOT NULL,
    PRIMARY KEY (import, person)
){clustered};
)sql";

// Ids of one card, made with several card keys (attendance/fold.h): which of them stands for the others. And the keys
// that organizers replaced; the newest stands in `hub`.
constexpr std::string_view version_13 = R"sql(
CREATE TABLE same_card (
    card       TEXT PRIMARY KEY,
    stands_for TEXT NOT NULL,
    change_no  INTEGER NOT NULL
){clustered};
CREATE INDEX same_card_of ON same_card (stands_for);
CREATE INDEX same_card_change ON same_card (change_no);
CREATE TABLE older_card_key (
    number      INTEGER PRIMARY KEY,
    card_key    TEXT NOT NULL,
    replaced_us INTEGER NOT NULL
);
)sql";

// What was done by somebody's hand: found for a person's page and for the list of what was done, however many taps
// there are.
constexpr attendance::KindSql version_14{R"sql(
CREATE INDEX act_on_person ON entry (person)       WHERE by_whom IS NOT NULL AND person IS NOT NULL;
CREATE INDEX act_on_other  ON entry (other_person) WHERE by_whom IS NOT NULL AND other_person IS NOT NULL;
CREATE INDEX staff_act     ON entry (epoch, seq)     WHERE kind = #staff;
)sql"};

// The organizers' deck (attendance/deck.h). `words`: its texts, by `lines_of` (sentence_rows.h).
constexpr std::string_view version_15 = R"sql(
CREATE TABLE sentence (
    id         TEXT PRIMARY KEY,
    event      TEXT NOT NULL,
    conditions TEXT NOT NULL,
    weight     INTEGER NOT NULL,
    first_day  TEXT NOT NULL,
    last_day   TEXT NOT NULL,
    words      TEXT NOT NULL,
    removed    INTEGER NOT NULL,
    change_no  INTEGER NOT NULL
){clustered};
CREATE INDEX sentence_change ON sentence (change_no);
)sql";

// From each version to the next.
constexpr std::array migrations{version_2.view(), version_3,        version_4,         version_5.view(), version_6,
                                version_7,        version_8.view(), version_9,         version_10,       version_11,
                                version_12,       version_13,       version_14.view(), version_15};

// PostgreSQL keeps samples of every column for its planner, in a catalogue that an erasure does not reach: none of
// these.
constexpr std::array<std::pair<std::string_view, std::string_view>, 17> unsampled{{{"person", "name"},
                                                                                   {"person", "nickname"},
                                                                                   {"person", "reading"},
                                                                                   {"person_version", "name"},
                                                                                   {"person_version", "nickname"},
                                                                                   {"person_version", "reading"},
                                                                                   {"conflict", "kept"},
                                                                                   {"conflict", "lost"},
                                                                                   {"quarantine", "raw"},
                                                                                   {"service_key", "service_key"},
                                                                                   {"personal_link", "link_hash"},
                                                                                   {"interest", "words"},
                                                                                   {"link_maker", "link_hash"},
                                                                                   {"guest_upload", "list"},
                                                                                   {"guest_decision", "name"},
                                                                                   {"guest_decision", "nickname"},
                                                                                   {"guest_decision", "reading"}}};

base::Result<std::int64_t> schema_of(sql::Database& database) {
    // PostgreSQL complains where the table is not there.
    TRY(columns, sql::columns_of(database, "hub"));
    std::int64_t version = 0;
    if (!columns.empty())
        TRY_VOID(database.run("SELECT schema_version FROM hub", {},
                              [&](const sql::RowView& row) { version = row.integer(0); }));
    return version;
}

base::Result<void> create(sql::Database& database) {
    TRY(transaction, sql::Transaction::begin(database, sql::Access::write));
    TRY(version, schema_of(database));
    if (version != 0) return {};
    TRY_VOID(database.script(sql::schema_for(database.engine(), version_1.view())));
    TRY_VOID(database.run("INSERT INTO hub VALUES (1, $1, $2, '', '', '', $3)",
                          {std::int64_t{1}, base::random_id(), own_device + 1}));
    TRY_VOID(database.run("INSERT INTO counter VALUES (1, 1, 0)"));
    TRY_VOID(database.run(
        "INSERT INTO device (device, name, token_hash, enrolled_us, forks) VALUES ($1, 'hub', 'none', 0, 0)",
        {own_device}));
    return transaction.commit();
}

base::Result<void> migrate_to(std::int64_t version, std::string_view sql, sql::Database& database) {
    TRY(transaction, WriteTransaction::begin(database));
    TRY(before, schema_of(database));
    if (before != version - 1) return {};  // another hub was quicker
    TRY_VOID(database.script(sql::schema_for(database.engine(), sql)));
    TRY_VOID(database.run("UPDATE hub SET schema_version = $1 WHERE one = 1", {version}));
    return transaction.commit();
}

// A relative of PostgreSQL that does not know the statement keeps no such samples, or does as it likes.
void stop_sampling(sql::Database& database) {
    if (database.engine() != sql::Engine::postgresql) return;
    for (const auto& [table, column] : unsampled)
        static_cast<void>(
            database.script(fmt::format("ALTER TABLE {} ALTER COLUMN {} SET STATISTICS 0", table, column)));
}

}  // namespace

std::span<const std::string_view> all_migrations() {
    return migrations;
}

std::int64_t newest_schema() {
    return static_cast<std::int64_t>(migrations.size()) + 1;
}

std::span<const std::string_view> tables_of_a_running_hub() {
    static constexpr std::array<std::string_view, 10> names{
        "session",     "form_done",   "upkeep",           "wrong_guess",  "known_browser",
        "enrol_proof", "person_fold", "person_fold_mark", "guest_upload", "guest_decision"};
    return names;
}

std::span<const std::string_view> tables_about_people() {
    static constexpr std::array<std::string_view, 12> names{
        "person",   "person_version", "conflict",    "quarantine",   "service_key",    "personal_link",
        "interest", "link_maker",     "person_fold", "guest_upload", "guest_decision", "guest_mail"};
    return names;
}

base::Result<void> migrate(sql::Database& database) {
    TRY(version, schema_of(database));
    if (version == 0) {
        // Two hubs may start on an empty PostgreSQL at once: the slower one fails and finds the tables there.
        const auto created = create(database);
        TRY(after, schema_of(database));
        if (after == 0) return created;
        version = after;
    }
    if (version > newest_schema())
        return base::fail(
            base::ErrorCode::too_new,
            fmt::format("{} was written by a newer pettan-hub (schema {}, this one knows {}): install that one",
                        database.where(), version, newest_schema()));
    if (version == newest_schema()) return {};
    for (; version < newest_schema(); ++version)
        TRY_VOID(migrate_to(version + 1, migrations[static_cast<std::size_t>(version - 1)], database));
    stop_sampling(database);
    return {};
}

}  // namespace store
