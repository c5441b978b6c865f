// The kiosk's durable memory: an append-only journal with look-up tables folded from it, in one SQLite file.
//
// Promise: when append() returns a seq, the entry survived fsync (WAL, synchronous=FULL) and is never lost or changed;
// triggers forbid UPDATE and DELETE on the journal. Numbers are gapless: 1, 2, 3, …
// Thread: a Journal belongs to one thread, the only writer; it also checkpoints (SQLite before 3.51.3 has a WAL-reset
// bug with several). Other threads and processes read through journal/reader.h with a connection of their own. Source
// of the settings: sqlite.org/wal.html, sqlite.org/pragma.html, sqlite.org/lang_createtrigger.html.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attendance/card_uid.h"
#include "attendance/entry.h"
#include "attendance/fold.h"
#include "attendance/opening.h"
#include "attendance/person.h"
#include "attendance/stamp_card.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "journal/roster.h"
#include "journal/staff_lookups.h"

namespace journal {

using attendance::CardId;
using attendance::Entry;
using attendance::EventId;
using attendance::PersonId;
using attendance::Subject;

// What to add: the entry (ref and moment are filled in by append) and, for person, event and erase entries, the row
// that it names. They are committed together or not at all.
struct Addition {
    Entry entry;
    std::optional<attendance::Person> person;
    std::optional<attendance::Event> event;
};

// What became of the file at opening; staff are told when it is not `healthy`.
enum class Condition {
    healthy,
    created,   // first start
    salvaged,  // the old file was damaged: set aside beside it, what could be read was carried over, a new epoch begun
};

struct OpenReport {
    Condition condition = Condition::healthy;
    std::string set_aside;  // path of the damaged file, when salvaged
    std::int64_t entries_salvaged = 0;
    std::int64_t entries_lost = 0;    // each leaves an entry of kind staff with the detail "lost" in its place
    bool card_key_lost = false;       // the cards must be bound anew
    bool ballast_was_needed = false;  // the disk is full: there was no other room for the start
};

struct OpenOptions {
    std::filesystem::path folder;  // DIR; the file is DIR/pettan.db, the lock DIR/lock
    std::string vfs{};             // empty: SQLite's default; tests put one that loses unsynced writes
    bool synchronous_full = true;  // false only in the test that proves that the power-cut test can fail
};

struct Counts {
    std::int64_t arrived = 0;       // presences at the event, people and unknown cards
    std::int64_t first_timers = 0;  // of those, people whose first presence of all it is
    std::int64_t unknown_cards = 0;
};

enum class Tended {
    done,
    more,      // call again
    switched,  // the same; and what the hub says is another since: look everything up again
};

// Name of the setting that holds the highest seq that the hub has acknowledged, as digits. Written by the sync work; a
// new epoch begins after it.
inline constexpr std::string_view acked_seq_setting = "acked_seq";

// Name of the setting that holds the hub's number for this kiosk, as digits; absent before enrolment.
inline constexpr std::string_view device_setting = "device";

// Name of the setting that holds the cursor of what came down from the hub last (roster.h); absent or empty: nothing.
inline constexpr std::string_view roster_cursor_setting = "hub_cursor";

// Name of the setting that holds the hub's mark of the card keys that it gave last; absent or empty: none.
inline constexpr std::string_view card_keys_mark_setting = "card_keys_mark";

// Whether the key that is replaced is kept, for cards that are known under ids of its making.
enum class FormerKey { dropped, kept };

// What can be looked up; nothing here writes. Each is one indexed query or two. One that cannot be read answers as if
// nothing were known, and says so in the log: a tap is then stamped under its card id and sorted out later.
class Lookups {
public:
    virtual ~Lookups() = default;

    virtual std::optional<PersonId> owner_of(const CardId& card) = 0;  // after merges
    virtual std::optional<attendance::Presence> presence(const EventId& event, const Subject& subject) = 0;
    virtual std::vector<attendance::Visit> visits(const Subject& subject) = 0;  // oldest first
    virtual std::optional<attendance::Person> person(const PersonId& id) = 0;   // newest version, after merges
    virtual std::optional<attendance::Event> event(const EventId& id) = 0;
    virtual std::vector<attendance::Event> events() = 0;  // newest version of each, by start
    // What organizers wrote at the hub: attendance::written_lists, whole; the other lists are empty. Seasons by their
    // first day, the others by id.
    virtual attendance::ChangeLists written() = 0;
    virtual std::optional<attendance::Opening> opening() = 0;   // what the last `open` entry says, lapsed or not
    virtual std::int64_t bind_version(const CardId& card) = 0;  // of the card's newest change, 0 if none
    virtual std::optional<PersonId> holder_of(const CardId& card) = 0;  // before merges: whom a misbind names
    // Whether something is known of the other id, and not that both are one card's.
    virtual bool needs_rekey(const CardId& card, const CardId& other) = 0;
    virtual Counts counts(const EventId& event) = 0;         // looks at each person's visits
    virtual std::int64_t arrived(const EventId& event) = 0;  // of the counts, the cheap one

    // For the staff's screens.
    virtual PeoplePage people_after(std::int64_t after, std::int64_t limit) = 0;  // from 0
    virtual std::vector<MergedPerson> merged_into(const PersonId& person) = 0;
    // People, not unknown cards, who were at an event, in no order that means anything; before merges.
    virtual std::vector<PersonId> people_at(const EventId& event, std::int64_t limit) = 0;
    virtual std::vector<OwnedCard> cards_of(const PersonId& person) = 0;
    virtual std::vector<TapRecord> last_taps(std::int64_t limit) = 0;  // newest first; of the last 20,000 entries
    virtual std::vector<attendance::WallTime> arrivals(const EventId& event) = 0;
    // Whom guest lists brought that were imported within this time (guest_list.h). Looks at all entries.
    virtual std::vector<attendance::Person> listed_people(attendance::WallTime since, attendance::WallTime before) = 0;

    // Small named values that are state of this kiosk, not history: device number, token, acked seq, last event shown.
    virtual std::optional<std::string> setting(const std::string& name) = 0;

    virtual std::int64_t last_seq() const = 0;
};

class Journal : public Lookups {
public:
    // Takes DIR/lock (busy if another kiosk holds it), creates or migrates the file, verifies it, salvages a damaged
    // one. A full disk does not keep it from starting as long as there is a ballast (ballast.h). Errors: busy, too_new,
    // denied, full, failed; the message says what to do.
    static base::Result<std::unique_ptr<Journal>> open(const OpenOptions& options, const base::Clock& clock);

    virtual const OpenReport& open_report() const = 0;

    // Appends and commits; all additions in one transaction. The result is the seq of the last one. `full` means
    // "cannot record" (no space: SQLITE_FULL, or an I/O error while writing); the journal stays usable and the next
    // call tries again.
    virtual base::Result<std::int64_t> append(std::span<const Addition> additions) = 0;
    base::Result<std::int64_t> append(const Addition& addition) { return append(std::span(&addition, 1)); }

    // The card id of a tag's number, by this journal's key (BLAKE2b keyed hash, libsodium crypto_generichash, 16
    // bytes). Any thread.
    virtual CardId card_id(const attendance::CardUid& uid) const = 0;

    // Takes in what came down from the hub, with its cursor, in one transaction. A part of a snapshot (roster.h) is
    // only gathered; behind the last one tend() makes the whole of it and switches over at once, and until then
    // everything stays as it was. False: not taken, an earlier snapshot is still to be taken out: tend(), and again.
    virtual base::Result<bool> take(const RosterUpdate& update) = 0;
    // take() and tend() until all of it is in: time that grows with the journal and with what a snapshot holds.
    base::Result<void> apply(const RosterUpdate& update);
    // What came of a snapshot so far is another hub's.
    virtual base::Result<void> give_up_snapshot() = 0;

    // See setting().
    virtual base::Result<void> set_setting(const std::string& name, const std::string& value) = 0;

    // The key of card_id(): the first kiosk gives it to the hub at enrolment, the others take the hub's. 32 bytes.
    virtual base::ByteView card_key() const = 0;
    virtual base::Result<void> replace_card_key(base::ByteView key, FormerKey former = FormerKey::dropped) = 0;
    // What card_id() said under the keys before: those that organizers replaced, newest first, then the one before the
    // enrolment as long as that is kept. Any thread.
    virtual std::vector<CardId> former_card_ids(const attendance::CardUid& uid) const = 0;
    virtual base::Result<void> drop_former_card_key() = 0;

    // The epoch of entries that are still to be sent; a fork reported by the hub begins a new one, with a number that
    // is at least the one it names.
    virtual std::int64_t epoch() = 0;
    virtual base::Result<std::int64_t> begin_epoch(std::int64_t at_least = 0) = 0;

    // What is never waited for inside an append, a small step at a time: a snapshot is built (see take()), an erased
    // name is cut out of the WAL as soon as no reader is in the way. To be called about once a second, and again at
    // once while there is more to do. Waits for nobody.
    virtual base::Result<Tended> tend() = 0;
};

}  // namespace journal
