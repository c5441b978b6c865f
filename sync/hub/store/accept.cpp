// Store::accept and append_own: entries into the tables.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/check.h"
#include "base/secrets.h"
#include "store/admission.h"
#include "store/entry_columns.h"
#include "store/fold_tables.h"
#include "store/schema.h"
#include "store/store.h"
#include "wire/bad_row.h"

namespace store {
namespace {

using attendance::Entry;
using attendance::EntryKind;
using attendance::EntryRef;
using wire::BadRow;
using wire::EntriesReply;
using wire::EntriesRequest;
using wire::ErrorBody;
using wire::ErrorWord;
using enum sql::CellType;

const sql::BatchSql find_callers{
    R"(SELECT device.token_hash, device.device, device.revoked_us FROM {batch}
       JOIN device ON device.token_hash = batch.token_hash)",
    {{"token_hash", text}}};
const sql::BatchSql find_epochs{
    R"(SELECT epoch.device, epoch.epoch, epoch.first_seq, epoch.acked_seq
       FROM {batch}
       JOIN epoch ON epoch.device = batch.device)",
    {{"device", integer}}};
const sql::BatchSql put_epochs{
    R"(INSERT INTO epoch (device, epoch, first_seq, acked_seq) SELECT * FROM {batch}
       WHERE true
       ON CONFLICT (device, epoch) DO UPDATE SET acked_seq = excluded.acked_seq)",
    {{"device", integer}, {"epoch", integer}, {"first_seq", integer}, {"acked_seq", integer}}};
const sql::BatchSql put_quarantine{
    "INSERT INTO quarantine (device, epoch, seq, raw, why, received_us) SELECT * FROM {batch}",
    {{"device", integer},
     {"epoch", integer},
     {"seq", integer},
     {"raw", text},
     {"why", text},
     {"received_us", integer}}};
const sql::BatchSql note_contact{
    R"(UPDATE device SET contact_us = batch.contact_us, clock_offset_us = batch.clock_offset_us,
           version = COALESCE(batch.version, device.version), pending = COALESCE(batch.pending, device.pending),
           clock = COALESCE(batch.clock, device.clock), reader = COALESCE(batch.reader, device.reader),
           store = COALESCE(batch.store, device.store), disk_free_mb = COALESCE(batch.disk_free_mb,
           device.disk_free_mb), forks = device.forks + batch.fork
       FROM {batch}
       WHERE device.device = batch.device)",
    {{"device", integer},
     {"contact_us", integer},
     {"clock_offset_us", integer},
     {"version", text},
     {"pending", integer},
     {"clock", integer},
     {"reader", text},
     {"store", text},
     {"disk_free_mb", integer},
     {"fork", integer}}};

ErrorBody token_error(TokenState state) {
    ErrorBody error;
    error.word = state == TokenState::revoked ? ErrorWord::revoked : ErrorWord::unauthorized;
    error.message = state == TokenState::revoked ? "this device was revoked" : "this token was given to nobody";
    error.todo = "stop sending, keep the entries, and enrol again with a new code: pettan-hub enrol-code";
    return error;
}

// One request on its way into the tables.
struct PendingBatch {
    const EntriesRequest* request = nullptr;
    std::int64_t device = 0;
    std::vector<Entry> entries;           // those that are new, refs complete
    std::vector<const BadRow*> bad_rows;  // those that are new
    Outcome outcome;
    bool refused() const { return outcome.index() == 1; }
    bool forked() const { return refused() && std::get<ErrorBody>(outcome).word == ErrorWord::fork; }
};

// The entry as the hub keeps it: with its full ref, and with its own target's.
Entry completed(Entry entry, std::int64_t device, std::int64_t epoch, const Epochs& epochs) {
    entry.ref.device = device;
    entry.ref.epoch = epoch;
    if (entry.target && entry.target->device == 0)
        entry.target = EntryRef{device, epoch_of(epochs, epoch, entry.target->seq), entry.target->seq};
    return entry;
}

// Which of the new entries an edit belongs to: the one of its version. A kiosk that has overwritten older texts sends
// only the newest, under a version that may be that of no entry here; they go with the last entry of the same id.
class EditedEntries {
public:
    EditedEntries(const PendingBatch& one, EntryKind kind, std::string (*id_of)(const Entry&)) {
        for (const wire::Row& row : one.request->rows) {
            const auto* entry = std::get_if<Entry>(&row);
            if (entry != nullptr && entry->kind == kind) m_by_version[{id_of(*entry), entry->version}] = nullptr;
        }
        for (const Entry& entry : one.entries) {
            if (entry.kind != kind) continue;
            m_by_version[{id_of(entry), entry.version}] = &entry;
            m_last[id_of(entry)] = &entry;
        }
    }
    // Null: its entry is held already, and so is the edit.
    const Entry* entry_of(const std::string& id, std::int64_t version) const {
        const auto exact = m_by_version.find({id, version});
        if (exact != m_by_version.end()) return exact->second;
        const auto last = m_last.find(id);
        return last == m_last.end() ? nullptr : last->second;
    }

private:
    std::map<std::pair<std::string, std::int64_t>, const Entry*> m_by_version;
    std::map<std::string, const Entry*> m_last;
};

class Acceptance {
public:
    Acceptance(sql::Database& database, WriteTransaction& transaction, WallTime now)
        : m_database(database), m_transaction(transaction), m_now(now) {}

    base::Result<void> load_epochs(std::span<const PendingBatch> pending) {
        sql::Batch batch(find_epochs);
        for (const PendingBatch& one : pending)
            if (!one.refused()) batch.add({one.device});
        return batch.run(m_database, [&](const sql::RowView& row) {
            m_epochs[row.integer(0)][row.integer(1)] = {row.integer(2), row.integer(3)};
        });
    }

    // Decides; afterwards the batch is refused or holds what is new in it.
    base::Result<void> examine(PendingBatch& one) {
        const EntriesRequest& request = *one.request;
        Epochs& epochs = m_epochs[one.device];
        const auto decision = admit(request, epochs);
        if (const auto* refusal = std::get_if<ErrorBody>(&decision)) {
            one.outcome = *refusal;
            return {};
        }
        const Admission& admission = std::get<Admission>(decision);
        Epochs after = epochs;
        EpochState& state = after[request.epoch];
        if (admission.is_new_epoch) state = {request.epoch_first_seq, request.epoch_first_seq - 1};
        if (admission.known_rows > 0) {
            TRY(same, known_rows_are_the_same(one, admission.known_rows, after));
            if (!same) {
                one.outcome = fork_error(epochs, request.epoch);
                return {};
            }
        }
        EntriesReply reply;
        for (std::size_t i = 0; i < request.rows.size(); ++i) {
            const bool is_new = i >= admission.known_rows;
            if (const auto* bad = std::get_if<BadRow>(&request.rows[i])) {
                reply.rejected.push_back({bad->seq, bad->why});
                if (is_new) one.bad_rows.push_back(bad);
            } else if (is_new) {
                one.entries.push_back(completed(std::get<Entry>(request.rows[i]), one.device, request.epoch, after));
            }
        }
        state.acked_seq =
            std::max(state.acked_seq, request.first_seq + static_cast<std::int64_t>(request.rows.size()) - 1);
        reply.acked_through = state.acked_seq;
        reply.server_ms = to_us(m_now) / 1000;
        one.outcome = std::move(reply);
        epochs = std::move(after);
        return {};
    }

    // A row that was held in quarantine until it could be read: its number is acknowledged already.
    void take_as_new(PendingBatch& one) {
        const EntriesRequest& request = *one.request;
        const Epochs& epochs = m_epochs[one.device];
        for (const wire::Row& row : request.rows)
            one.entries.push_back(completed(std::get<Entry>(row), one.device, request.epoch, epochs));
    }

    base::Result<void> store(std::span<const PendingBatch> pending) {
        sql::Batch entries(insert_entries_sql);
        sql::Batch quarantine(put_quarantine);
        sql::Batch epochs(put_epochs);
        std::vector<Entry> all;
        std::set<std::pair<std::int64_t, std::int64_t>> stored;
        for (const PendingBatch& one : pending) {
            if (one.refused()) continue;
            const std::int64_t epoch = one.request->epoch;
            for (const Entry& entry : one.entries)
                add_entry(entries, entry);
            for (const BadRow* bad : one.bad_rows)
                quarantine.add({one.device, epoch, bad->seq, std::string_view(bad->raw), std::string_view(bad->why),
                                to_us(m_now)});
            // Of a quarantined row's epoch nothing is new, and several may come at once.
            const EpochState& state = m_epochs[one.device][epoch];
            if (stored.insert({one.device, epoch}).second)
                epochs.add({one.device, epoch, state.first_seq, state.acked_seq});
            all.insert(all.end(), one.entries.begin(), one.entries.end());
        }
        TRY_VOID(entries.run(m_database));
        TRY_VOID(quarantine.run(m_database));
        TRY_VOID(epochs.run(m_database));
        if (all.empty()) return {};
        return FoldTables(m_database, m_transaction).apply(all);
    }

    // Whether anything was erased. Erasures come last: nothing that was said before brings a text back.
    base::Result<bool> store_edits(const PendingBatch& one) {
        Edits edits(m_database, m_transaction, m_now);
        const EntriesRequest& request = *one.request;
        const EditedEntries people(one, EntryKind::person, [](const Entry& e) { return e.person->value; });
        for (const wire::PersonEdit& edit : request.people)
            if (const Entry* entry = people.entry_of(edit.person.id.value, edit.person.version))
                TRY_VOID(edits.apply(edit, *entry));
        const EditedEntries events(one, EntryKind::event, [](const Entry& e) { return e.event->value; });
        for (const wire::EventEdit& edit : request.events)
            if (const Entry* entry = events.entry_of(edit.event.id.value, edit.event.version))
                TRY_VOID(edits.apply(edit, *entry));
        for (const Entry& entry : one.entries)
            if (entry.kind == EntryKind::erase) TRY_VOID(edits.erase(*entry.person));
        return edits.erased_any();
    }

    base::Result<void> note_contacts(std::span<const PendingBatch> pending) {
        sql::Batch batch(note_contact);
        for (const PendingBatch& one : pending) {
            if (one.device == 0) continue;
            const auto& status = one.request->status;
            const auto word = [&](const std::string& value) -> sql::Cell { return std::string_view(value); };
            const sql::Cell none;
            batch.add({one.device, to_us(m_now), to_us(one.request->sent.wall) - to_us(m_now),
                       status ? word(status->version) : none, status ? sql::Cell(status->pending) : none,
                       status ? sql::Cell(static_cast<std::int64_t>(status->clock)) : none,
                       status ? word(status->reader) : none, status ? word(status->store) : none,
                       status ? sql::Cell(status->disk_free_mb) : none, std::int64_t{one.forked()}});
        }
        return batch.run(m_database);
    }

private:
    base::Result<bool> known_rows_are_the_same(const PendingBatch& one, std::size_t count, const Epochs& epochs) {
        const EntriesRequest& request = *one.request;
        const std::int64_t last = request.first_seq + static_cast<std::int64_t>(count) - 1;
        std::map<std::int64_t, Entry> held;
        std::map<std::int64_t, std::string> held_raw;
        const std::initializer_list<sql::Cell> range{one.device, request.epoch, request.first_seq, last};
        TRY_VOID(m_database.run("SELECT " PETTAN_HUB_ENTRY_COLUMNS
                                " FROM entry WHERE device = $1 AND epoch = $2 AND seq >= $3 AND seq <= $4",
                                range, [&](const sql::RowView& row) {
                                    Entry entry = read_entry(row);
                                    held.emplace(entry.ref.seq, std::move(entry));
                                }));
        TRY_VOID(m_database.run(
            "SELECT seq, raw FROM quarantine WHERE device = $1 AND epoch = $2 AND seq >= $3 AND seq <= $4", range,
            [&](const sql::RowView& row) { held_raw.emplace(row.integer(0), row.text(1)); }));
        for (std::size_t i = 0; i < count; ++i) {
            const wire::Row& row = request.rows[i];
            const std::int64_t seq = wire::seq_of(row);
            const auto raw = held_raw.find(seq);
            // What is in quarantine cannot be compared once its texts were erased, or a newer hub can read it.
            if (raw != held_raw.end()) {
                const auto* bad = std::get_if<BadRow>(&row);
                if (bad != nullptr && raw->second != erased_raw && !wire::is_same_raw(raw->second, bad->raw))
                    return false;
                continue;
            }
            const auto* entry = std::get_if<Entry>(&row);
            const auto known = held.find(seq);
            if (entry == nullptr || known == held.end()) return false;
            if (known->second != completed(*entry, one.device, request.epoch, epochs)) return false;
        }
        return true;
    }

    sql::Database& m_database;
    WriteTransaction& m_transaction;
    WallTime m_now;
    std::map<std::int64_t, Epochs> m_epochs;  // by device
};

base::Result<void> find_devices(sql::Database& database, std::span<const Incoming> batches,
                                std::vector<PendingBatch>& pending) {
    std::vector<std::string> hashes;
    hashes.reserve(batches.size());
    sql::Batch batch(find_callers);
    for (const Incoming& incoming : batches)
        batch.add({std::string_view(hashes.emplace_back(base::hash_of(incoming.token)))});
    std::map<std::string, Caller> callers;
    TRY_VOID(batch.run(database, [&](const sql::RowView& row) {
        callers[std::string(row.text(0))] = {row.is_null(2) ? TokenState::valid : TokenState::revoked, row.integer(1)};
    }));
    for (std::size_t i = 0; i < batches.size(); ++i) {
        PendingBatch& one = pending.emplace_back();
        one.request = batches[i].request;
        const Caller caller = callers[hashes[i]];
        if (caller.state == TokenState::valid)
            one.device = caller.device;
        else
            one.outcome = token_error(caller.state);
    }
    return {};
}

}  // namespace

base::Result<std::vector<Outcome>> Store::accept(std::span<const Incoming> batches, WallTime now) {
    TRY(transaction, WriteTransaction::begin(*m_database));
    std::vector<PendingBatch> pending;
    pending.reserve(batches.size());
    TRY_VOID(find_devices(*m_database, batches, pending));
    Acceptance acceptance(*m_database, transaction, now);
    TRY_VOID(acceptance.load_epochs(pending));
    for (PendingBatch& one : pending)
        if (!one.refused()) TRY_VOID(acceptance.examine(one));
    TRY_VOID(acceptance.store(pending));
    bool erased = false;
    for (const PendingBatch& one : pending) {
        if (one.refused()) continue;
        TRY(erased_here, acceptance.store_edits(one));
        erased |= erased_here;
    }
    TRY_VOID(acceptance.note_contacts(pending));
    TRY_VOID(transaction.commit());
    if (erased) static_cast<void>(scrub());  // else the next upkeep does it
    std::vector<Outcome> outcomes;
    outcomes.reserve(pending.size());
    for (PendingBatch& one : pending)
        outcomes.push_back(std::move(one.outcome));
    return outcomes;
}

base::Result<void> Store::append_own(std::span<const OwnAct> acts, const base::ClockReading& now) {
    TRY(transaction, WriteTransaction::begin(*m_database));
    TRY(erased, append_within(transaction, acts, now));
    TRY_VOID(transaction.commit());
    if (erased) static_cast<void>(scrub());  // else the next upkeep does it
    return {};
}

base::Result<bool> Store::append_within(WriteTransaction& transaction, std::span<const OwnAct> acts,
                                        const base::ClockReading& now) {
    // The hub's own epoch is its generation: what a restored hub has forgotten never gets another meaning.
    EntriesRequest request;
    request.epoch = transaction.generation();
    std::int64_t acked = 0;
    TRY_VOID(m_database->run("SELECT epoch, first_seq, acked_seq FROM epoch WHERE device = $1 ORDER BY epoch",
                             {own_device}, [&](const sql::RowView& row) {
                                 request.epoch_first_seq =
                                     row.integer(0) == request.epoch ? row.integer(1) : row.integer(2) + 1;
                                 acked = row.integer(2);
                             }));
    request.first_seq = acked + 1;
    for (const OwnAct& act : acts) {
        Entry entry = act.entry;
        entry.ref = {0, 0, request.first_seq + static_cast<std::int64_t>(request.rows.size())};
        entry.at = {now.wall, now.boottime, now.boot_id, static_cast<attendance::ClockQuality>(now.quality)};
        if (act.counts_at)
            entry.at = {*act.counts_at, {}, std::string(chosen_moment), attendance::ClockQuality::unknown};
        const std::string_view problem = problem_of(entry);
        if (!problem.empty()) return base::fail(base::ErrorCode::bad_input, std::string(problem));
        request.rows.emplace_back(std::move(entry));
        if (act.person) request.people.push_back(*act.person);
        if (act.event) request.events.push_back(*act.event);
    }
    request.sent.wall = now.wall;
    std::vector<PendingBatch> pending(1);
    pending[0].request = &request;
    pending[0].device = own_device;
    Acceptance acceptance(*m_database, transaction, now.wall);
    TRY_VOID(acceptance.load_epochs(pending));
    TRY_VOID(acceptance.examine(pending[0]));
    PETTAN_ASSERT(!pending[0].refused());
    TRY_VOID(acceptance.store(pending));
    return acceptance.store_edits(pending[0]);
}

base::Result<std::int64_t> Store::take_in_quarantined(WallTime now) {
    struct Held {
        EntryRef ref;
        std::string raw;
    };
    constexpr std::int64_t rows_at_once = 500;
    EntryRef last{0, 0, 0};
    std::int64_t taken = 0;
    for (;;) {
        TRY(transaction, WriteTransaction::begin(*m_database));
        std::vector<Held> held;
        TRY_VOID(m_database->run(
            R"(SELECT device, epoch, seq, raw FROM quarantine
               WHERE device > $1 OR (device = $1 AND (epoch > $2 OR (epoch = $2 AND seq > $3)))
               ORDER BY device, epoch, seq LIMIT $4)",
            {last.device, last.epoch, last.seq, rows_at_once}, [&](const sql::RowView& row) {
                held.push_back({{row.integer(0), row.integer(1), row.integer(2)}, std::string(row.text(3))});
            }));
        if (held.empty()) return taken;
        last = held.back().ref;
        std::vector<EntriesRequest> requests;
        requests.reserve(held.size());  // the pending point into it
        std::vector<PendingBatch> pending;
        for (const Held& row : held) {
            auto request = wire::understand(row.raw, row.ref.epoch, row.ref.seq);
            if (!request) continue;
            requests.push_back(std::move(*request));
            PendingBatch& one = pending.emplace_back();
            one.request = &requests.back();
            one.device = row.ref.device;
            TRY_VOID(m_database->run("DELETE FROM quarantine WHERE device = $1 AND epoch = $2 AND seq = $3",
                                     {row.ref.device, row.ref.epoch, row.ref.seq}));
        }
        if (pending.empty()) continue;
        Acceptance acceptance(*m_database, transaction, now);
        TRY_VOID(acceptance.load_epochs(pending));
        for (PendingBatch& one : pending)
            acceptance.take_as_new(one);
        TRY_VOID(acceptance.store(pending));
        bool erased = false;
        for (const PendingBatch& one : pending) {
            TRY(erased_here, acceptance.store_edits(one));
            erased |= erased_here;
        }
        TRY_VOID(transaction.commit());
        if (erased) static_cast<void>(scrub());  // else the next upkeep does it
        taken += static_cast<std::int64_t>(pending.size());
    }
}

}  // namespace store
