#include "office/import_undo.h"

#include "office/guest_queries.h"
#include "office/person_queries.h"
#include "office/versions.h"
#include "store/entry_columns.h"
#include "store/transaction.h"

namespace office {
namespace {

using attendance::PersonId;
using enum sql::CellType;

constexpr std::chrono::hours kept_for{24 * 30};
constexpr std::size_t rows_at_once = 50;

// An import that was broken off and is repeated notes the state before the first try.
const sql::BatchSql put_rows{
    R"(INSERT INTO import_row (import, person, version, state, made) SELECT batch.import, batch.person,
           batch.version, COALESCE(guest.state, 0), batch.made
       FROM {batch}
       LEFT JOIN guest ON guest.event = batch.event AND guest.person = batch.person
       WHERE true
       ON CONFLICT (import, person) DO NOTHING)",
    {{"import", text}, {"event", text}, {"person", text}, {"version", integer}, {"made", integer}}};

struct Row {
    PersonId person;
    std::int64_t version = 0;
    std::int64_t state = 0;  // on the event's list before; 0: not on it
    std::int64_t made = 0;
};

base::Result<std::vector<Row>> rows_of(store::Store& store, const std::string& id) {
    std::vector<Row> rows;
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    TRY_VOID(store.database().run(
        "SELECT person, version, state, made FROM import_row WHERE import = $1 ORDER BY person", {std::string_view(id)},
        [&](const sql::RowView& row) {
            rows.push_back({{std::string(row.text(0))}, row.integer(1), row.integer(2), row.integer(3)});
        }));
    return rows;
}

// Where the list still says what the import made of it.
base::Result<void> put_list_back(store::Store& store, const attendance::EventId& event, const Row& row) {
    if (event.empty()) return {};
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    const std::string_view of = event.value;
    const std::string_view person = row.person.value;
    if (row.state == 0)
        TRY_VOID(store.database().run("DELETE FROM guest WHERE event = $1 AND person = $2 AND state = $3",
                                      {of, person, row.made}));
    else
        TRY_VOID(store.database().run("UPDATE guest SET state = $4 WHERE event = $1 AND person = $2 AND state = $3",
                                      {of, person, row.made, row.state}));
    return transaction.commit();
}

base::Result<bool> is_on_a_list(store::Store& store, const PersonId& person) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    bool is = false;
    TRY_VOID(store.database().run("SELECT 1 FROM guest WHERE person = $1", {std::string_view(person.value)},
                                  [&](const sql::RowView&) { is = true; }));
    return is;
}

base::Result<void> put_back(store::Store& store, Acts& acts, const Row& row, UndoCounts& counts) {
    TRY(person, find_person(store, row.person));
    if (!person || person->erased || row.version == not_changed) return {};
    const bool is_as_made = person->id == row.person && person->version == row.version + 1;
    if (row.version == 0) {
        TRY(untouched, is_untouched(store, row.person));
        TRY(listed, is_on_a_list(store, row.person));
        if (!is_as_made || !untouched || listed) return ++counts.kept, base::Result<void>();
        ++counts.gone;
        return acts.erase(row.person);
    }
    TRY(before, person_in_version(store, row.person, row.version));
    if (!is_as_made || !before) return ++counts.kept, base::Result<void>();
    ++counts.back;
    TRY(id, acts.put_person(*before));
    static_cast<void>(id);
    return {};
}

}  // namespace

base::Result<std::vector<DoneImport>> done_imports(store::Store& store, std::size_t limit) {
    std::vector<DoneImport> all;
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    TRY_VOID(store.database().run(
        R"(SELECT id, event, by_whom, at_us, undone_us, (SELECT count(*) FROM import_row
               WHERE import_row.import = import_done.id)
           FROM import_done
           ORDER BY at_us DESC, id LIMIT $1)",
        {static_cast<std::int64_t>(limit)}, [&](const sql::RowView& row) {
            sql::Columns columns(row);
            DoneImport import{columns.text(), {columns.text()}, columns.text(), columns.time(), 0, false};
            import.undone = columns.maybe_integer().has_value();
            import.people = columns.integer();
            all.push_back(std::move(import));
        }));
    return all;
}

base::Result<void> begin_import(store::Store& store, const DoneImport& import) {
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    const std::int64_t old = store::to_us(import.at - kept_for);
    TRY_VOID(store.database().run(
        "DELETE FROM import_row WHERE import IN (SELECT id FROM import_done WHERE at_us < $1)", {old}));
    TRY_VOID(store.database().run("DELETE FROM import_done WHERE at_us < $1", {old}));
    TRY_VOID(store.database().run(
        "INSERT INTO import_done (id, event, by_whom, at_us, undone_us) VALUES ($1, $2, $3, $4, NULL)",
        {std::string_view(import.id), std::string_view(import.event.value), std::string_view(import.by),
         store::to_us(import.at)}));
    return transaction.commit();
}

base::Result<void> note_rows(store::Store& store, const DoneImport& import, std::span<const ImportedRow> rows) {
    if (rows.empty()) return {};
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    sql::Batch batch(put_rows);
    for (const ImportedRow& row : rows)
        batch.add({std::string_view(import.id), std::string_view(import.event.value), std::string_view(row.person),
                   row.version, static_cast<std::int64_t>(row.made)});
    TRY_VOID(batch.run(store.database()));
    return transaction.commit();
}

base::Result<UndoCounts> undo_import(const Writing& writing, const base::Clock& clock, const std::string& by,
                                     const std::string& id) {
    std::optional<DoneImport> import;
    std::vector<Row> rows;
    TRY_VOID(writing([&](store::Store& store) -> base::Result<void> {
        TRY(all, done_imports(store, 1000));
        for (DoneImport& each : all)
            if (each.id == id && !each.undone) import = std::move(each);
        if (!import) return base::fail(base::ErrorCode::not_found, "there is no such import to undo");
        TRY(found, rows_of(store, id));
        rows = std::move(found);
        return {};
    }));
    UndoCounts counts;
    for (std::size_t at = 0; at < rows.size(); at += rows_at_once) {
        const auto slice = std::span(rows).subspan(at, std::min(rows_at_once, rows.size() - at));
        TRY_VOID(writing([&](store::Store& store) -> base::Result<void> {
            Acts acts(store, clock, by);
            for (const Row& row : slice) {
                TRY_VOID(put_list_back(store, import->event, row));
                TRY_VOID(put_back(store, acts, row, counts));
            }
            return {};
        }));
    }
    TRY_VOID(writing([&](store::Store& store) -> base::Result<void> {
        TRY(transaction, store::WriteTransaction::begin(store.database()));
        TRY_VOID(store.database().run("UPDATE import_done SET undone_us = $2 WHERE id = $1",
                                      {std::string_view(id), store::to_us(clock.read().wall)}));
        TRY_VOID(store.database().run("DELETE FROM import_row WHERE import = $1", {std::string_view(id)}));
        return transaction.commit();
    }));
    return counts;
}

}  // namespace office
