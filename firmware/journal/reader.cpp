#include "journal/reader.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <map>

#include "base/utf8.h"
#include "journal/card_tables.h"
#include "journal/entry_row.h"
#include "journal/folder.h"
#include "journal/guest_list.h"
#include "journal/ledger.h"
#include "journal/lookups.h"
#include "journal/schema.h"
#include "journal/settings.h"
#include "journal/snapshot.h"
#include "journal/texts.h"
#include "journal/voids.h"

namespace journal {
namespace {

// Of all ids of a card the one that stands for it.
#define PETTAN_TAPPED_CARD "ifnull((SELECT stands_for FROM same_card WHERE card = entry.card), entry.card)"

constexpr std::string_view stamp_rows =
    "SELECT " PETTAN_ENTRY_COLUMNS
    R"sql(, anchor.wall_us, anchor.boottime_ns, (SELECT text FROM id WHERE num = )sql" PETTAN_TAPPED_CARD R"sql(),
    ifnull(merged.into_person, )sql" PETTAN_TAPPED_BY R"sql(), presence.stamp IS entry.seq,
    entry.kind = #stamp AND )sql" PETTAN_IS_VOIDED R"sql(
FROM entry
LEFT JOIN anchor ON anchor.boot = entry.boot)sql" PETTAN_TAPPED_BY_JOINS R"sql(
LEFT JOIN presence ON presence.event = entry.event
    AND presence.subject = ifnull(ifnull(merged.into_person, )sql" PETTAN_TAPPED_BY R"sql(), )sql" PETTAN_TAPPED_CARD
    R"sql()
WHERE entry.kind IN (#stamp, #repeat) AND (?1 IS NULL OR entry.event = ?1) ORDER BY entry.seq)sql"_sql;
constexpr int event_column = 7;  // of an entry
constexpr int person_column = entry_columns + 3;

// All but the names.
StampRow read_stamp_row(const Query& query) {
    const EntryRow entry = read_entry_row(query);
    const auto time = corrected_time_of(entry, maybe_anchor(query, entry_columns));
    StampRow row;
    if (!query.is_null(entry_columns + 2)) row.card = CardId{query.text(entry_columns + 2)};
    row.at = time.at;
    row.certainty = time.quality;
    row.seq = entry.seq;
    row.source = entry.source;
    row.status = query.integer(person_column + 2) != 0   ? StampStatus::voided
                 : query.integer(person_column + 1) != 0 ? StampStatus::valid
                                                         : StampStatus::repeat;
    return row;
}

class SqliteReader : public Reader {
public:
    explicit SqliteReader(Database database) : m_database(std::move(database)) {}

    base::Result<void> stamps(const std::optional<EventId>& event,
                              const std::function<base::Result<void>(const StampRow&)>& take) override {
        std::optional<IdNumber> only;
        if (event) {
            TRY(number, number_of(m_database, IdKind::event, event->value));
            if (!number) return {};
            only = number;
        }
        TRY(all_epochs, epochs());
        TRY(device, find_number(m_database, device_setting));
        EventTitles titles;
        People names;
        auto query = m_database.ask(stamp_rows, only);
        for (;;) {
            TRY(found, query.next());
            if (!found) return {};
            StampRow row = read_stamp_row(query);
            row.device = device;
            row.epoch = all_epochs.of(row.seq);
            TRY(of_row, title(titles, query.integer(event_column)));
            row.event = of_row->id;
            row.event_title = of_row->title;
            TRY_VOID(name(names, query.maybe_integer(person_column), row));
            TRY_VOID(take(row));
        }
    }

    base::Result<std::vector<attendance::Person>> people() override { return all_people(m_database); }
    base::Result<std::vector<attendance::Event>> events() override { return all_events(m_database); }
    base::Result<Counts> counts(const EventId& event) override { return count_event(m_database, event); }

    base::Result<std::vector<PersonId>> first_timers(const EventId& event) override {
        return find_first_timers(m_database, event);
    }
    base::Result<std::vector<attendance::WallTime>> arrivals(const EventId& event) override {
        return find_arrivals(m_database, event);
    }
    base::Result<std::vector<attendance::Person>> listed_people(attendance::WallTime since,
                                                                attendance::WallTime before) override {
        return find_listed_people(m_database, since, before);
    }

    base::Result<Feed> feed(std::int64_t after_seq, std::int64_t limit) override {
        // One moment's state for the entries and the rows that they name.
        TRY_VOID(m_database.run("BEGIN"));
        auto result = read_feed(after_seq, limit);
        TRY_VOID(m_database.run("COMMIT"));
        return result;
    }

    base::Result<Epochs> epochs() override {
        std::vector<Epochs::Begin> begins;
        auto query = m_database.ask("SELECT epoch, first_seq FROM epoch ORDER BY epoch");
        for (;;) {
            TRY(row, query.next());
            if (!row) return Epochs(std::move(begins));
            begins.push_back({query.integer(0), query.integer(1)});
        }
    }

    base::Result<std::int64_t> last_seq() override { return last_seq_of(m_database); }
    base::Result<std::vector<std::string>> erased_people() override {
        std::vector<std::string> people;
        auto query = m_database.ask(
            R"(SELECT text FROM id
               WHERE num IN (SELECT person FROM person WHERE erased = 1 UNION SELECT person FROM roster_person
                   WHERE erased = 1))");
        for (;;) {
            TRY(row, query.next());
            if (!row) return people;
            people.push_back(query.text(0));
        }
    }
    base::Result<attendance::WallTime> other_start(const std::string& boot_id) override {
        TRY(latest, m_database.number("SELECT max(wall_us) FROM anchor JOIN id ON id.num = boot WHERE id.text <> ?1",
                                      std::string_view(boot_id)));
        return wall_time(latest.value_or(0));
    }
    base::Result<std::optional<SnapshotProgress>> snapshot() override { return find_snapshot(m_database); }
    base::Result<std::optional<std::string>> setting(const std::string& name) override {
        return find_setting(m_database, name);
    }

    base::Result<void> audit() override {
        TRY_VOID(check_integrity(m_database));
        TRY_VOID(check_texts());
        TRY_VOID(m_database.run("BEGIN"));
        auto result = compare_with_fold();
        TRY_VOID(m_database.run("COMMIT"));
        return result;
    }

    base::Result<void> copy_to(const std::filesystem::path& file, const CopyProgress& progress) override {
        return copy_database(m_database, file, progress);
    }

private:
    // SQLite does not see it when a storage gives back other bytes than it took.
    base::Result<void> check_texts() {
        TRY(people_now, people());
        TRY(events_now, events());
        std::string broken;
        for (const auto& person : people_now)
            if (base::has_replaced_bytes(person.name + person.nickname + person.reading + person.lang))
                broken += " person " + person.id.value;
        for (const auto& event : events_now)
            if (base::has_replaced_bytes(event.title + event.venue)) broken += " event " + event.id.value;
        if (broken.empty()) return {};
        return base::fail(base::ErrorCode::damaged,
                          "texts have bytes that cannot be read any more, enter them again:" + broken);
    }

    struct EventTitle {
        EventId id;
        std::string title;
    };
    using EventTitles = std::map<IdNumber, EventTitle>;

    base::Result<const EventTitle*> title(EventTitles& known, IdNumber event) {
        if (const auto at = known.find(event); at != known.end()) return &at->second;
        TRY(id, id_of(m_database, event));
        TRY(newest, find_event(m_database, event));
        const auto [at, added] =
            known.emplace(event, EventTitle{{std::move(id.text)}, newest ? newest->title : std::string()});
        return &at->second;
    }

    // An erased person keeps the id and has no names.
    struct Named {
        PersonId id;
        attendance::Person texts;
    };
    using People = std::map<IdNumber, Named>;

    base::Result<void> name(People& known, const std::optional<IdNumber>& person, StampRow& row) {
        if (!person) return {};
        auto at = known.find(*person);
        if (at == known.end()) {
            TRY(id, id_of(m_database, *person));
            TRY(newest, find_person(m_database, *person));
            at = known.emplace(*person, Named{{std::move(id.text)}, std::move(newest).value_or(attendance::Person())})
                     .first;
        }
        row.person = at->second.id;
        row.name = at->second.texts.name;
        row.nickname = at->second.texts.nickname;
        row.reading = at->second.texts.reading;
        return {};
    }

    base::Result<Feed> read_feed(std::int64_t after_seq, std::int64_t limit) {
        TRY(all_epochs, epochs());
        Feed feed;
        feed.epoch = all_epochs.of(after_seq + 1);
        auto query = m_database.ask("SELECT " PETTAN_ENTRY_COLUMNS " FROM entry WHERE seq > ?1 ORDER BY seq LIMIT ?2",
                                    after_seq, limit);
        for (;;) {
            TRY(found, query.next());
            if (!found) return feed;
            const EntryRow row = read_entry_row(query);
            if (all_epochs.of(row.seq) != feed.epoch) return feed;
            TRY_VOID(add_to(feed, row));
        }
    }

    base::Result<void> add_to(Feed& feed, const EntryRow& row) {
        TRY(entry, to_entry(m_database, row));
        if (row.kind == attendance::EntryKind::person) {
            TRY(person, find_person(m_database, *row.person, row.version));
            if (person) feed.people.push_back(*std::move(person));
        }
        if (row.kind == attendance::EntryKind::event) {
            TRY(event, find_event(m_database, *row.event, row.version));
            if (event) feed.events.push_back(*std::move(event));
        }
        feed.entries.push_back(std::move(entry));
        return {};
    }

    base::Result<void> compare_with_fold() {
        TRY(ledger, read_ledger(m_database));
        TRY(folded, fold_in_force(m_database));
        if (ledger == folded) return {};
        return base::fail(base::ErrorCode::damaged, "the look-up tables are not what the journal's entries say");
    }

    Database m_database;
};

// Opening is lazy: only a read shows whether the WAL's index can be made.
base::Result<Database> open_and_look(const std::filesystem::path& file, std::string_view uri_options) {
    TRY(database, Database::open(file, OpenMode::read_only, "", uri_options));
    database.set_damage_remedy(damage_remedy);
    sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    TRY(id, database.number("PRAGMA application_id"));
    if (id != application_id)
        return base::fail(base::ErrorCode::failed, fmt::format("{} is not a Pettan journal", file.string()));
    return database;
}

base::Result<Database> open_read_only(const std::filesystem::path& file) {
    auto opened = open_and_look(file, "");
    if (opened || opened.error().code != base::ErrorCode::denied) return opened;
    if (size_of(file.string() + "-wal") == 0) return open_and_look(file, "immutable=1");
    return base::fail(base::ErrorCode::denied,
                      fmt::format("cannot read {}: SQLite must write pettan.db-shm beside it and the folder cannot be "
                                  "written; copy the folder to a place that can and read it there",
                                  file.string()));
}

}  // namespace

std::int64_t Epochs::of(std::int64_t seq) const {
    std::int64_t epoch = 1;
    for (const Begin& begin : m_begins)
        if (begin.first_seq <= seq) epoch = begin.epoch;
    return epoch;
}

std::int64_t Epochs::first_seq(std::int64_t epoch) const {
    for (const Begin& begin : m_begins)
        if (begin.epoch == epoch) return begin.first_seq;
    return 1;
}

base::Result<std::unique_ptr<Reader>> Reader::open(const std::filesystem::path& folder) {
    const auto file = database_file(folder);
    std::error_code error;
    const bool is_there = std::filesystem::exists(file, error);
    if (error)
        return base::fail(base::ErrorCode::denied,
                          fmt::format("cannot look into {} ({}): give this user the right, or choose another with "
                                      "--data",
                                      folder.string(), error.message()));
    if (!is_there)
        return base::fail(base::ErrorCode::not_found,
                          fmt::format("there is no journal in {} yet: start the kiosk once", folder.string()));
    TRY(database, open_read_only(file));
    TRY(version, schema_version(database));
    TRY_VOID(refuse_newer(database, version));
    if (version < newest_schema())
        return base::fail(
            base::ErrorCode::failed,
            fmt::format("{} was written by an older Pettan: start the kiosk once, it brings the file up to date",
                        file.string()));
    return std::unique_ptr<Reader>(std::make_unique<SqliteReader>(std::move(database)));
}

}  // namespace journal
