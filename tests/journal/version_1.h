// A file of schema 1 as released, with a little in it. It is never changed: what it holds is in somebody's kiosk.
#pragma once

namespace testing {

inline constexpr const char* version_1_file = R"sql(
BEGIN TRANSACTION;
CREATE TABLE id (
    num  INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,        -- ids.h
    text TEXT NOT NULL,
    UNIQUE (text, kind)
) STRICT;
INSERT INTO id VALUES(1,4,'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb');
INSERT INTO id VALUES(2,3,'event1');
INSERT INTO id VALUES(3,1,'person1');
INSERT INTO id VALUES(4,2,'card1');
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
INSERT INTO entry VALUES(1,8,1,1800000000000000,60000000000,1,1,2,NULL,NULL,NULL,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO entry VALUES(2,7,1,1800000000000000,60000000000,1,1,NULL,NULL,3,NULL,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO entry VALUES(3,1,1,1800000000000000,60000000000,1,1,2,4,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO entry VALUES(4,6,1,1800000000000000,60000000000,1,1,NULL,4,3,NULL,1,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO person VALUES(3,1,'髙橋 さくら','','たかはし','ja',0);
CREATE TABLE event (
    event     INTEGER NOT NULL REFERENCES id,
    version   INTEGER NOT NULL,
    title     TEXT NOT NULL,
    venue     TEXT NOT NULL,
    starts_us INTEGER NOT NULL,
    ends_us   INTEGER NOT NULL,
    UNIQUE (event, version)
) STRICT;
INSERT INTO event VALUES(2,1,'第1回','',1800000000000000,1800010800000000);
CREATE TABLE setting (
    name  TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT;
INSERT INTO setting VALUES('schema','1');
INSERT INTO setting VALUES('card_key','0707070707070707070707070707070707070707070707070707070707070707');
INSERT INTO setting VALUES('token','abc');
CREATE TABLE epoch (              -- an entry's epoch is the highest whose first_seq is not above its seq
    epoch     INTEGER PRIMARY KEY,
    first_seq INTEGER NOT NULL
) STRICT;
INSERT INTO epoch VALUES(1,1);
CREATE TABLE owner (              -- before merges
    card    INTEGER PRIMARY KEY,
    person  INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO owner VALUES(4,3,1);
CREATE TABLE merged (             -- only people that were merged away
    person      INTEGER PRIMARY KEY,
    into_person INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
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
INSERT INTO presence VALUES(2,3,3);
CREATE TABLE contested (          -- presences that may change stamps when this boot's anchor moves
    boot    INTEGER NOT NULL,
    event   INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    PRIMARY KEY (boot, event, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX stamp_of_person ON entry (person, event) WHERE kind = 1 AND person IS NOT NULL;
CREATE INDEX stamp_of_card   ON entry (card, event)   WHERE kind = 1 AND person IS NULL;
CREATE INDEX void_of_stamp   ON entry (target)        WHERE kind = 4 AND target_device IS NULL;
CREATE INDEX unvoid_of_void  ON entry (target)        WHERE kind = 5 AND target_device IS NULL;
CREATE INDEX merge_entry     ON entry (kind)          WHERE kind IN (10, 11);
CREATE INDEX open_entry      ON entry (kind)          WHERE kind = 13;
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
CREATE INDEX card_of_owner ON owner (person);
CREATE INDEX merged_into ON merged (into_person);
CREATE INDEX presence_of_subject ON presence (subject);
COMMIT;
PRAGMA user_version = 1;
PRAGMA application_id = 1348826228;
)sql";

}  // namespace testing
