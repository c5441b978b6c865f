#include "store/edits.h"

#include <fmt/core.h>

#include <array>
#include <charconv>

#include "store/entry_columns.h"
#include "store/merge.h"
#include "store/schema.h"

namespace store {
namespace {

using attendance::CorrectedTime;
using attendance::Entry;
using attendance::EntryRef;

// What distinguishes the tables of people from those of events; the fields are the same in both of a pair.
struct Kind {
    std::string_view item;
    std::array<std::string_view, 4> fields;
    std::array<sql::CellType, 4> types;
    std::string_view extra_column;  // of the main table, with its value for something new
    std::string_view extra_value;
};
constexpr Kind person_kind{"person",
                           {"name", "nickname", "reading", "lang"},
                           {sql::CellType::text, sql::CellType::text, sql::CellType::text, sql::CellType::text},
                           "erased, ",
                           "0, "};
constexpr Kind event_kind{"event",
                          {"title", "venue", "starts_us", "ends_us"},
                          {sql::CellType::text, sql::CellType::text, sql::CellType::integer, sql::CellType::integer},
                          "",
                          ""};

std::string field_list(const Kind& kind) {
    return fmt::format("{}, {}, {}, {}", kind.fields[0], kind.fields[1], kind.fields[2], kind.fields[3]);
}

sql::Cell field_cell(sql::CellType type, const std::string& value) {
    if (type == sql::CellType::text) return std::string_view(value);
    std::int64_t number = 0;
    std::from_chars(value.data(), value.data() + value.size(), number);
    return number;
}

struct Edit {
    std::string id;
    std::int64_t version = 0;
    FieldEdit fields;
    bool says_what_changed = false;
};

// One kind's tables, for one transaction.
class Item {
public:
    Item(const Kind& kind, sql::Database& database, WriteTransaction& transaction)
        : m_kind(kind), m_database(database), m_transaction(transaction) {}

    base::Result<void> apply(Edit edit, const Entry& entry, attendance::WallTime now) {
        TRY(history, load(edit.id));
        if (history.empty()) return write(edit.id, edit.version, edit.fields);
        if (m_erased) return touch(edit.id);
        if (!edit.says_what_changed) edit.fields.changed = changed_fields(history, edit.fields);
        const HeldVersion& current = history.back();
        Merged merged = merge_edit(history, edit.fields);
        for (const FieldConflict& conflict : merged.conflicts)
            TRY_VOID(note(conflict, edit.id, entry, now));
        // The kiosk holds its own idea of this version: where that is not what the hub holds, it is told.
        const bool same_as_kiosk = merged.fields == edit.fields.fields && current.version == edit.version;
        if (merged.fields == current.fields) return same_as_kiosk ? base::Result<void>() : touch(edit.id);
        edit.fields.fields = std::move(merged.fields);
        return write(edit.id, std::max(current.version + 1, edit.version), edit.fields);
    }

private:
    // All versions, oldest first; sets m_erased. A person is edited a few times in a life.
    base::Result<std::vector<HeldVersion>> load(const std::string& id) {
        std::vector<HeldVersion> history;
        const std::string sql =
            fmt::format("SELECT version, {}, device, at_us, quality FROM {}_version WHERE id = $1 ORDER BY version",
                        field_list(m_kind), m_kind.item);
        TRY_VOID(m_database.run(sql, {std::string_view(id)}, [&](const sql::RowView& row) {
            sql::Columns columns(row);
            HeldVersion held;
            held.version = columns.integer();
            for (int field = 0; field < 4; ++field)
                held.fields.push_back(columns.text());
            held.device = columns.integer();
            held.at = {columns.time(), columns.as<attendance::ClockQuality>()};
            history.push_back(std::move(held));
        }));
        m_erased = false;
        if (history.empty() && &m_kind == &person_kind)
            TRY_VOID(m_database.run("SELECT version FROM person WHERE id = $1 AND erased = 1", {std::string_view(id)},
                                    [&](const sql::RowView& row) {
                                        m_erased = true;
                                        history.push_back({row.integer(0), std::vector<std::string>(4), 0, {}});
                                    }));
        return history;
    }

    base::Result<void> write(const std::string& id, std::int64_t version, const FieldEdit& edit) {
        std::array<sql::Cell, 4> f;
        for (std::size_t i = 0; i < f.size(); ++i)
            f[i] = field_cell(m_kind.types[i], edit.fields[i]);
        const std::string_view key = id;
        TRY_VOID(m_database.run(fmt::format(
                                    R"(INSERT INTO {}_version (id, version, {}, device, at_us, quality)
                                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))",
                                    m_kind.item, field_list(m_kind)),
                                {key, version, f[0], f[1], f[2], f[3], edit.device, to_us(edit.at.at),
                                 static_cast<std::int64_t>(edit.at.quality)}));
        TRY_VOID(m_database.run(
            fmt::format(
                R"(INSERT INTO {0} (id, version, {1}, {2}change_no) VALUES ($1, $2, $3, $4, $5, $6, {3}$7)
                   ON CONFLICT (id) DO UPDATE SET version = excluded.version, {4} = excluded.{4}, {5} = excluded.{5},
                       {6} = excluded.{6}, {7} = excluded.{7}, change_no = excluded.change_no)",
                m_kind.item, field_list(m_kind), m_kind.extra_column, m_kind.extra_value, m_kind.fields[0],
                m_kind.fields[1], m_kind.fields[2], m_kind.fields[3]),
            {key, version, f[0], f[1], f[2], f[3], m_transaction.next_change()}));
        return {};
    }

    base::Result<void> touch(const std::string& id) {
        TRY_VOID(m_database.run(fmt::format("UPDATE {} SET change_no = $2 WHERE id = $1", m_kind.item),
                                {std::string_view(id), m_transaction.next_change()}));
        return {};
    }

    base::Result<void> note(const FieldConflict& conflict, const std::string& id, const Entry& entry,
                            attendance::WallTime now) {
        const auto state = conflict.decided ? ConflictState::by_time : ConflictState::open;
        TRY_VOID(
            m_database.run(R"(INSERT INTO conflict (device, epoch, seq, field, item, id, kept, lost, state, noted_us)
                              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))",
                           {entry.ref.device, entry.ref.epoch, entry.ref.seq, m_kind.fields[conflict.field],
                            m_kind.item, std::string_view(id), std::string_view(conflict.kept),
                            std::string_view(conflict.lost), static_cast<std::int64_t>(state), to_us(now)}));
        return {};
    }

    const Kind& m_kind;
    sql::Database& m_database;
    WriteTransaction& m_transaction;
    bool m_erased = false;
};

// The entry's time as it is known now: an anchor of its boot may correct it.
base::Result<CorrectedTime> time_of(sql::Database& database, const Entry& entry) {
    std::optional<attendance::BootAnchor> anchor;
    TRY_VOID(database.run("SELECT wall_us, boottime_ns FROM anchor WHERE device = $1 AND boot_id = $2",
                          {entry.ref.device, std::string_view(entry.at.boot_id)}, [&](const sql::RowView& row) {
                              anchor = {from_us(row.integer(0)), std::chrono::nanoseconds(row.integer(1))};
                          }));
    return corrected_time(entry.at, anchor);
}

// A row in quarantine may hold the texts of somebody; its columns do not say which.
base::Result<void> blank_quarantine(sql::Database& database, const std::string& person) {
    std::vector<EntryRef> refs;
    TRY_VOID(database.run("SELECT device, epoch, seq, raw FROM quarantine", {}, [&](const sql::RowView& row) {
        if (row.text(3).find(person) != std::string_view::npos)
            refs.push_back({row.integer(0), row.integer(1), row.integer(2)});
    }));
    for (const EntryRef& ref : refs)
        TRY_VOID(database.run("UPDATE quarantine SET raw = $4 WHERE device = $1 AND epoch = $2 AND seq = $3",
                              {ref.device, ref.epoch, ref.seq, erased_raw}));
    return {};
}

template <typename Field>
std::set<std::size_t> numbers_of(const std::optional<std::set<Field>>& fields) {
    std::set<std::size_t> numbers;
    if (fields)
        for (const Field field : *fields)
            numbers.insert(static_cast<std::size_t>(field));
    return numbers;
}

}  // namespace

base::Result<void> Edits::apply(const wire::PersonEdit& edit, const Entry& entry) {
    const attendance::Person& person = edit.person;
    if (person.erased) return erase(person.id);
    TRY(at, time_of(m_database, entry));
    Edit fields{person.id.value,
                person.version,
                {edit.seen,
                 {person.name, person.nickname, person.reading, person.lang},
                 numbers_of(edit.changed),
                 entry.ref.device,
                 at,
                 entry.ref.device != own_device},
                edit.changed.has_value()};
    return Item(person_kind, m_database, m_transaction).apply(std::move(fields), entry, m_now);
}

base::Result<void> Edits::apply(const wire::EventEdit& edit, const Entry& entry) {
    const attendance::Event& event = edit.event;
    TRY(at, time_of(m_database, entry));
    Edit fields{event.id.value,
                event.version,
                {edit.seen,
                 {event.title, event.venue, std::to_string(to_us(event.starts)), std::to_string(to_us(event.ends))},
                 numbers_of(edit.changed),
                 entry.ref.device,
                 at,
                 entry.ref.device != own_device},
                edit.changed.has_value()};
    return Item(event_kind, m_database, m_transaction).apply(std::move(fields), entry, m_now);
}

base::Result<void> Edits::erase(const attendance::PersonId& person) {
    const std::string_view id = person.value;
    m_erased_any = true;
    TRY_VOID(m_database.run("DELETE FROM person_version WHERE id = $1", {id}));
    TRY_VOID(m_database.run("DELETE FROM conflict WHERE item = 'person' AND id = $1", {id}));
    TRY_VOID(m_database.run("DELETE FROM service_key WHERE person = $1", {id}));
    TRY_VOID(m_database.run(
        "DELETE FROM link_maker WHERE link_hash IN (SELECT link_hash FROM personal_link WHERE person = $1)", {id}));
    TRY_VOID(m_database.run("DELETE FROM guest_mail WHERE person = $1", {id}));
    TRY_VOID(m_database.run("DELETE FROM person_fold WHERE person = $1", {id}));
    // Lists that wait may name them; whoever is at work on one uploads it again.
    TRY_VOID(m_database.run("DELETE FROM guest_upload"));
    TRY_VOID(m_database.run("DELETE FROM guest_decision"));
    TRY_VOID(m_database.run("DELETE FROM personal_link WHERE person = $1", {id}));
    TRY_VOID(m_database.run("DELETE FROM retention_due WHERE person = $1", {id}));
    TRY_VOID(m_database.run("DELETE FROM interest WHERE person = $1", {id}));
    TRY_VOID(blank_quarantine(m_database, person.value));
    TRY_VOID(m_database.run(R"(INSERT INTO person (id, version, name, nickname, reading, lang, erased, change_no)
                               VALUES ($1, 1, '', '', '', '', 1, $2)
                               ON CONFLICT (id) DO UPDATE SET version = person.version + 1, name = '', nickname = '',
                                   reading = '', lang = '', erased = 1, change_no = excluded.change_no
                               WHERE person.erased = 0)",
                            {id, m_transaction.next_change()}));
    return {};
}

}  // namespace store
