// Reads the journal from other threads and processes while a kiosk writes, or when none runs: export, lists, the sync
// thread's feed, doctor. Never writes to the database and never checkpoints (journal.h says why).
// SQLite keeps its index of the WAL in pettan.db-shm, so a reader makes that file when it is missing. On a medium that
// cannot be written it reads without (immutable) if the WAL is empty, and says so if it is not.
// Thread: one Reader, one thread. In a process that also holds a Journal, open the Journal first.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "journal/copy.h"
#include "journal/journal.h"

namespace journal {

enum class StampStatus {
    valid,   // the one that counts
    repeat,  // a second tap's audit line, or a live stamp of somebody already stamped at the event
    voided,
};

// One tap as people want to read it: each stamp and each repeat of the journal.
struct StampRow {
    EventId event;
    std::string event_title;
    std::optional<PersonId> person;  // whose it is now: after binds and merges
    std::string name;                // these three empty if not known, or erased
    std::string nickname;
    std::string reading;
    std::optional<CardId> card;
    attendance::WallTime at{};  // corrected
    attendance::ClockQuality certainty = attendance::ClockQuality::unknown;
    std::int64_t device = 0;  // the hub's number for this kiosk; 0 before enrolment
    std::int64_t epoch = 0;
    std::int64_t seq = 0;
    attendance::Source source = attendance::Source::tap;
    StampStatus status = StampStatus::valid;
};

// Which epoch an entry belongs to.
class Epochs {
public:
    struct Begin {
        std::int64_t epoch = 0;
        std::int64_t first_seq = 0;
    };
    explicit Epochs(std::vector<Begin> begins) : m_begins(std::move(begins)) {}
    // The highest epoch whose first entry is not after this one.
    std::int64_t of(std::int64_t seq) const;
    std::int64_t first_seq(std::int64_t epoch) const;  // 1 for one that never began
    std::int64_t highest() const { return m_begins.empty() ? 1 : m_begins.back().epoch; }

private:
    std::vector<Begin> m_begins;  // by epoch
};

// A stretch of the journal as the sync thread sends it. The refs of entries and own targets are device 0, epoch 0.
struct Feed {
    std::int64_t epoch = 0;  // of all these entries: a feed ends where an epoch ends
    std::vector<attendance::Entry> entries;
    std::vector<attendance::Person> people;  // the rows that the person entries name; tombstones where erased since
    std::vector<attendance::Event> events;   // the rows that the event entries name
};

class Reader {
public:
    // Errors: not_found (no kiosk was ever started there), too_new, denied, damaged, failed; the message says what to
    // do.
    static base::Result<std::unique_ptr<Reader>> open(const std::filesystem::path& folder);
    virtual ~Reader() = default;

    // Calls `take` for each row in the order of the journal, all from one moment's state; stops at its first error.
    virtual base::Result<void> stamps(const std::optional<EventId>& event,
                                      const std::function<base::Result<void>(const StampRow&)>& take) = 0;

    // Newest versions; people by id (those merged away and the erased among them), events by start.
    virtual base::Result<std::vector<attendance::Person>> people() = 0;
    virtual base::Result<std::vector<attendance::Event>> events() = 0;
    virtual base::Result<Counts> counts(const EventId& event) = 0;
    // Those who came to it and to none before.
    virtual base::Result<std::vector<PersonId>> first_timers(const EventId& event) = 0;
    virtual base::Result<std::vector<attendance::WallTime>> arrivals(const EventId& event) = 0;
    // Whom guest lists brought that were imported within this time (guest_list.h).
    virtual base::Result<std::vector<attendance::Person>> listed_people(attendance::WallTime since,
                                                                        attendance::WallTime before) = 0;

    // Up to `limit` entries after `after_seq`.
    virtual base::Result<Feed> feed(std::int64_t after_seq, std::int64_t limit) = 0;
    virtual base::Result<Epochs> epochs() = 0;
    virtual base::Result<std::int64_t> last_seq() = 0;
    virtual base::Result<std::optional<std::string>> setting(const std::string& name) = 0;
    virtual base::Result<std::optional<SnapshotProgress>> snapshot() = 0;  // that is on its way

    virtual base::Result<std::vector<std::string>> erased_people() = 0;  // their ids
    // The latest time that another start of this machine than this one knew while its clock was synchronised; 1970:
    // none.
    virtual base::Result<attendance::WallTime> other_start(const std::string& boot_id) = 0;

    // Looks through the whole file (SQLite's integrity_check) and folds all entries to compare them with the tables.
    // `damaged` says what was found first. Takes seconds for a big journal: for doctor and quiet hours.
    virtual base::Result<void> audit() = 0;

    // copy.h; backup.h adds the checks around it.
    virtual base::Result<void> copy_to(const std::filesystem::path& file, const CopyProgress& progress) = 0;
};

}  // namespace journal
