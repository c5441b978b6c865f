#include "journal/journal.h"

#include <algorithm>
#include <mutex>

#include "base/log.h"
#include "journal/ballast.h"
#include "journal/card_key.h"
#include "journal/folder.h"
#include "journal/guest_list.h"
#include "journal/lookups.h"
#include "journal/moment.h"
#include "journal/opening.h"
#include "journal/roster_tables.h"
#include "journal/settings.h"
#include "journal/snapshot.h"
#include "journal/tables.h"
#include "journal/texts.h"

namespace journal {
namespace {

base::Unexpected bad_input(std::string_view problem) {
    return base::fail(base::ErrorCode::bad_input, std::string(problem));
}

std::string_view problem_of(const Addition& addition) {
    const Entry& entry = addition.entry;
    if (const auto problem = attendance::problem_of(entry); !problem.empty()) return problem;
    if (entry.kind == attendance::EntryKind::person) {
        const auto& person = addition.person;
        if (!person || person->id != *entry.person || person->version != entry.version)
            return "a person entry comes with the row that it names";
    }
    if (entry.kind == attendance::EntryKind::event) {
        const auto& event = addition.event;
        if (!event || event->id != *entry.event || event->version != entry.version)
            return "an event entry comes with the row that it names";
    }
    return "";
}

// A snapshot of which no part has come for so long may not go on for days.
constexpr auto snapshot_rests = std::chrono::seconds(60);

base::Result<std::string> edit_mark_of(Database& database, const Addition& addition) {
    if (addition.entry.kind == attendance::EntryKind::person) return edit_mark(database, *addition.person);
    if (addition.entry.kind == attendance::EntryKind::event) return edit_mark(database, *addition.event);
    return addition.entry.detail;
}

base::Result<void> put_texts(Database& database, const Addition& addition) {
    if (addition.entry.kind == attendance::EntryKind::person) return put_person(database, *addition.person);
    if (addition.entry.kind == attendance::EntryKind::event) return put_event(database, *addition.event);
    if (addition.entry.kind == attendance::EntryKind::erase) {
        TRY(had_texts, erase_person(database, *addition.entry.person));
        TRY_VOID(erase_in_snapshot(database, *addition.entry.person));
        if (had_texts) return leave_no_traces(database);
    }
    return {};
}

base::Result<void> add(Database& database, const Addition& addition, const base::ClockReading& now, std::int64_t seq) {
    if (const auto problem = problem_of(addition); !problem.empty()) return bad_input(problem);
    Entry entry = addition.entry;
    entry.ref = {0, 0, seq};
    entry.at = moment_of(now);
    if (entry.detail.empty()) {
        TRY(mark, edit_mark_of(database, addition));
        entry.detail = std::move(mark);
    }
    TRY(row, to_row(database, entry));
    TRY_VOID(insert_row(database, row));
    TRY_VOID(put_texts(database, addition));
    return apply(database, row);
}

base::Result<void> put_hub_keys(Database& database, const CardKeys& keys, const std::string& mark) {
    TRY_VOID(put_card_keys(database, keys));
    return put_setting(database, card_keys_mark_setting, mark);
}

class SqliteJournal : public Journal, public ListMemory {
public:
    SqliteJournal(FolderLock lock, Opened opened, std::filesystem::path folder, const base::Clock& clock,
                  std::int64_t last)
        : m_lock(std::move(lock)),
          m_database(std::move(opened.database)),
          m_keys(std::move(opened.keys)),
          m_former_key(std::move(opened.former_key)),
          m_report(std::move(opened.report)),
          m_folder(std::move(folder)),
          m_clock(clock),
          m_last_seq(last) {}

    const OpenReport& open_report() const override { return m_report; }

    base::Result<std::int64_t> append(std::span<const Addition> additions) override {
        return watched(append_all(additions));
    }

    CardId card_id(const attendance::CardUid& uid) const override {
        const std::lock_guard lock(m_key_mutex);
        return m_keys.newest.card_id(uid);
    }

    std::optional<PersonId> owner_of(const CardId& card) override { return answer(find_owner(m_database, card)); }
    std::optional<attendance::Presence> presence(const EventId& event, const Subject& subject) override {
        return answer(find_presence(m_database, event, subject));
    }
    std::vector<attendance::Visit> visits(const Subject& subject) override {
        return answer(find_visits(m_database, subject));
    }
    std::optional<attendance::Person> person(const PersonId& id) override {
        return answer(find_person_after_merges(m_database, id));
    }
    std::optional<attendance::Event> event(const EventId& id) override {
        return answer(find_event_by_id(m_database, id));
    }
    std::vector<attendance::Event> events() override { return answer(all_events(m_database)); }
    std::optional<attendance::Opening> opening() override {
        return answer(find_opening(m_database, m_clock.read().boot_id));
    }
    attendance::ChangeLists written() override { return answer(read_written(m_database)); }
    std::int64_t bind_version(const CardId& card) override { return answer(find_bind_version(m_database, card)); }
    bool needs_rekey(const CardId& card, const CardId& other) override {
        return answer(journal::needs_rekey(m_database, card, other));
    }
    std::optional<PersonId> holder_of(const CardId& card) override { return answer(find_holder(m_database, card)); }
    Counts counts(const EventId& event) override { return answer(count_event(m_database, event)); }

    std::vector<PersonId> people_at(const EventId& event, std::int64_t limit) override {
        return answer(find_people_at(m_database, event, limit));
    }
    std::int64_t arrived(const EventId& event) override { return answer(count_arrived(m_database, event)); }

    base::Result<bool> take(const RosterUpdate& update) override { return watched(take_all(update)); }
    base::Result<void> give_up_snapshot() override {
        TRY(transaction, Transaction::begin(m_database));
        TRY_VOID(watched(journal::give_up_snapshot(m_database)));
        return watched(transaction.commit());
    }

    PeoplePage people_after(std::int64_t after, std::int64_t limit) override {
        return answer(find_people_after(m_database, after, limit));
    }
    std::vector<MergedPerson> merged_into(const PersonId& person) override {
        return answer(find_merged_into(m_database, person));
    }
    std::vector<OwnedCard> cards_of(const PersonId& person) override {
        return answer(find_cards_of(m_database, person));
    }
    std::vector<TapRecord> last_taps(std::int64_t limit) override { return answer(find_last_taps(m_database, limit)); }
    std::vector<attendance::WallTime> arrivals(const EventId& event) override {
        return answer(find_arrivals(m_database, event));
    }
    std::vector<attendance::Person> listed_people(attendance::WallTime since, attendance::WallTime before) override {
        return answer(find_listed_people(m_database, since, before));
    }
    std::vector<ListedKey> listed_keys() override { return answer(all_listed_keys(m_database)); }
    base::Result<void> note_list(const ListNews& news) override {
        TRY(transaction, Transaction::begin(m_database));
        TRY_VOID(watched(put_list_news(m_database, news)));
        return watched(transaction.commit());
    }

    std::optional<std::string> setting(const std::string& name) override {
        return answer(find_setting(m_database, name));
    }
    base::Result<void> set_setting(const std::string& name, const std::string& value) override {
        if (is_reserved_setting(name)) return bad_input("this setting belongs to the journal");
        return watched(put_setting(m_database, name, value));
    }

    base::ByteView card_key() const override { return m_keys.newest.bytes(); }
    base::Result<void> replace_card_key(base::ByteView bytes, FormerKey former) override {
        auto key = CardKey::from_bytes(bytes);
        if (!key) return bad_input("a card key has 32 bytes");
        const auto kept = former == FormerKey::kept ? std::optional(m_keys.newest) : std::nullopt;
        const CardKeys keys{*std::move(key), {}};
        TRY(transaction, Transaction::begin(m_database));
        TRY_VOID(watched(put_setting(m_database, former_card_key_setting, kept ? kept->hex() : "")));
        TRY_VOID(watched(put_setting(m_database, card_keys_mark_setting, "")));
        TRY_VOID(watched(put_card_keys(m_database, keys)));
        TRY_VOID(watched(transaction.commit()));
        {
            const std::lock_guard lock(m_key_mutex);
            m_keys = keys;
            m_former_key = kept;
        }
        return write_key_file(m_folder, keys);
    }
    std::vector<CardId> former_card_ids(const attendance::CardUid& uid) const override {
        const std::lock_guard lock(m_key_mutex);
        auto ids = m_keys.older_ids(uid);
        if (m_former_key) ids.push_back(m_former_key->card_id(uid));
        return ids;
    }
    base::Result<void> drop_former_card_key() override {
        TRY_VOID(watched(put_setting(m_database, former_card_key_setting, "")));
        const std::lock_guard lock(m_key_mutex);
        m_former_key.reset();
        return {};
    }

    std::int64_t epoch() override { return answer(current_epoch(m_database)); }
    base::Result<std::int64_t> begin_epoch(std::int64_t at_least) override {
        TRY(transaction, Transaction::begin(m_database));
        TRY_VOID(watched(put_new_epoch(m_database, at_least - 1)));
        TRY_VOID(watched(transaction.commit()));
        return current_epoch(m_database);
    }

    std::int64_t last_seq() const override { return m_last_seq; }

    // An erased name stands in the WAL until it is cut. A reader in the middle of its work delays that, and nobody
    // waits for it: tried again with each tend(), and at the next start.
    void forget_erased() {
        if (!m_wal_holds_erased || m_database.in_transaction()) return;
        const NoWaiting at_once(m_database);
        const auto busy = m_database.number("PRAGMA wal_checkpoint(TRUNCATE)");
        m_wal_holds_erased = !busy || busy->value_or(1) != 0;
    }

    base::Result<Tended> tend() override {
        auto tended = watched(tend_snapshot());
        forget_erased();
        return tended;
    }

private:
    base::Result<std::int64_t> append_all(std::span<const Addition> additions) {
        const base::ClockReading now = m_clock.read();
        std::int64_t seq = m_last_seq;
        TRY(transaction, Transaction::begin(m_database));
        for (const Addition& addition : additions)
            TRY_VOID(add(m_database, addition, now, ++seq));
        TRY_VOID(transaction.commit());
        m_last_seq = seq;
        const bool erased = std::ranges::any_of(
            additions, [](const auto& addition) { return addition.entry.kind == attendance::EntryKind::erase; });
        if (erased) wal_holds_erased();
        return seq;
    }

    base::Result<bool> take_all(const RosterUpdate& update) {
        TRY(transaction, Transaction::begin(m_database));
        if (update.acked_seq) TRY_VOID(put_setting(m_database, acked_seq_setting, std::to_string(*update.acked_seq)));
        bool taken = true, erased = false;
        const auto keys = hub_keys(update);
        if (update.is_snapshot) {
            TRY(part_is_in, take_part(m_database, update));
            taken = part_is_in;
            m_snapshot_moved = m_clock.monotonic();
        } else {
            TRY(overwritten, apply_roster(m_database, update));
            erased = overwritten;
            if (keys) TRY_VOID(put_hub_keys(m_database, *keys, update.card_keys_mark));
            for (const auto& person : update.people)
                if (person.erased) TRY_VOID(erase_in_snapshot(m_database, person.id));
        }
        TRY_VOID(transaction.commit());
        if (erased) wal_holds_erased();
        if (keys) use(*keys);
        return taken;
    }

    // The hub's, and behind them the own ones that it does not know: it may have been restored from an older backup.
    std::optional<CardKeys> hub_keys(const RosterUpdate& update) const {
        if (update.is_snapshot || update.card_keys.empty()) return std::nullopt;
        auto newest = CardKey::from_hex(update.card_keys.front());
        if (!newest) return std::nullopt;
        CardKeys keys{*std::move(newest), {}};
        const auto add = [&](const CardKey& key) {
            if (key != keys.newest && std::ranges::find(keys.older, key) == keys.older.end()) keys.older.push_back(key);
        };
        for (const std::string& hex : update.card_keys)
            if (const auto key = CardKey::from_hex(hex)) add(*key);
        add(m_keys.newest);
        std::ranges::for_each(m_keys.older, add);
        return keys;
    }

    void use(const CardKeys& keys) {
        {
            const std::lock_guard lock(m_key_mutex);
            m_keys = keys;
        }
        // The next start writes the copy that could not be written now.
        if (const auto written = write_key_file(m_folder, keys); !written)
            base::log::warning("journal: {}", written.error().message);
    }

    base::Result<Tended> tend_snapshot() {
        TRY(phase, snapshot_phase(m_database));
        if (phase == SnapshotPhase::none) return Tended::done;
        if (phase == SnapshotPhase::gathering && m_clock.monotonic() - m_snapshot_moved < snapshot_rests)
            return Tended::done;
        TRY(transaction, Transaction::begin(m_database));
        if (phase == SnapshotPhase::gathering) {
            // It has stopped coming: whom it named as erased must not wait for the rest of it.
            TRY(cleared, clear_traces_of_snapshot(m_database));
            m_wal_holds_erased |= cleared;
            TRY_VOID(transaction.commit());
            m_snapshot_moved = m_clock.monotonic();
            return Tended::done;
        }
        TRY(step, snapshot_step(m_database));
        TRY(phase_after, snapshot_phase(m_database));
        TRY_VOID(transaction.commit());
        m_wal_holds_erased |= phase_after == SnapshotPhase::none;
        return step == SnapshotStep::switched ? Tended::switched : Tended::more;
    }

    void wal_holds_erased() {
        m_wal_holds_erased = true;
        forget_erased();
    }

    template <typename T>
    base::Result<T> watched(base::Result<T> result) {
        if (!result && result.error().code == base::ErrorCode::damaged) distrust(m_folder);
        return result;
    }

    // A look-up that fails answers "nothing known": the tap is then stamped under its card and sorted out later.
    template <typename T>
    T answer(base::Result<T> result) {
        if (result) return std::move(result).value();
        base::log::error("journal: {}", result.error().message);
        static_cast<void>(watched(std::move(result)));
        return T();
    }

    FolderLock m_lock;
    Database m_database;
    CardKeys m_keys;
    std::optional<CardKey> m_former_key;
    mutable std::mutex m_key_mutex;  // the reader's thread asks for card ids
    OpenReport m_report;
    std::filesystem::path m_folder;
    const base::Clock& m_clock;
    std::int64_t m_last_seq;
    base::MonotonicTime m_snapshot_moved{};
    bool m_wal_holds_erased = true;  // as long as nobody looked: the last life may have ended just then
};

}  // namespace

ListMemory& list_memory(Journal& journal) {
    return dynamic_cast<SqliteJournal&>(journal);
}

namespace {

base::Result<Opened> open_with_ballast(const OpenOptions& options, base::WallTime now) {
    auto opened = open_database(options, now);
    const bool is_full = !opened && opened.error().code == base::ErrorCode::full;
    if (!is_full || !give_up_ballast(options.folder)) return opened;
    base::log::error("journal: {}; starting with the room that was kept for this", opened.error().message);
    opened = open_database(options, now);
    if (opened) opened->report.ballast_was_needed = true;
    return opened;
}

}  // namespace

base::Result<void> Journal::apply(const RosterUpdate& update) {
    const auto finish = [this]() -> base::Result<void> {
        for (;;) {
            TRY(tended, tend());
            if (tended == Tended::done) return {};
        }
    };
    for (;;) {
        TRY_VOID(finish());
        TRY(taken, take(update));
        if (taken) return finish();
    }
}

base::Result<std::unique_ptr<Journal>> Journal::open(const OpenOptions& options, const base::Clock& clock) {
    TRY_VOID(prepare_folder(options.folder));
    TRY(lock, FolderLock::take(options.folder));
    TRY(opened, open_with_ballast(options, clock.read().wall));
    TRY(last, last_seq_of(opened.database));
    // Its room would else be the WAL's before it is the journal's.
    if (opened.report.ballast_was_needed) TRY_VOID(opened.database.run("PRAGMA wal_autocheckpoint = 100"));
    lay_ballast(options.folder, opened.report.ballast_was_needed ? BallastWas::needed : BallastWas::not_needed);
    auto journal = std::make_unique<SqliteJournal>(std::move(lock), std::move(opened), options.folder, clock, last);
    journal->forget_erased();
    return std::unique_ptr<Journal>(std::move(journal));
}

}  // namespace journal
