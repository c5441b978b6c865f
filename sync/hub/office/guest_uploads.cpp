#include "office/guest_uploads.h"

#include "store/entry_columns.h"
#include "store/transaction.h"

namespace office {
namespace {

using enum sql::CellType;

const sql::BatchSql put_rows{
    R"(INSERT INTO guest_decision (upload, line, choice, name, nickname, reading) SELECT * FROM {batch}
       WHERE true
       ON CONFLICT (upload, line) DO UPDATE SET choice = excluded.choice, name = excluded.name,
           nickname = excluded.nickname, reading = excluded.reading)",
    {{"upload", text}, {"line", integer}, {"choice", text}, {"name", text}, {"nickname", text}, {"reading", text}}};

base::Result<void> drop(sql::Database& database, std::string_view id) {
    TRY_VOID(database.run("DELETE FROM guest_decision WHERE upload = $1", {id}));
    TRY_VOID(database.run("DELETE FROM guest_upload WHERE id = $1", {id}));
    return {};
}

base::Result<void> drop_old(sql::Database& database, attendance::WallTime now) {
    // One from the future is of a clock that was put right since.
    TRY_VOID(database.run("DELETE FROM guest_upload WHERE touched_us < $1 OR touched_us > $2",
                          {store::to_us(now - upload_lives), store::to_us(now + upload_lives)}));
    TRY_VOID(database.run("DELETE FROM guest_decision WHERE upload NOT IN (SELECT id FROM guest_upload)"));
    return {};
}

}  // namespace

base::Result<void> put_upload(store::Store& writing, const Upload& upload, attendance::WallTime now) {
    sql::Database& database = writing.database();
    TRY(transaction, store::WriteTransaction::begin(database));
    TRY_VOID(drop(database, upload.id));
    TRY_VOID(drop_old(database, now));
    TRY_VOID(database.run(R"(DELETE FROM guest_upload
                             WHERE id IN (SELECT id FROM guest_upload ORDER BY touched_us DESC LIMIT 1000 OFFSET $1))",
                          {uploads_max - 1}));
    TRY_VOID(database.run(
        R"(INSERT INTO guest_upload (id, account, file_name, encoding, list, header_row, fields, words, event,
               touched_us, done, of_all)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0))",
        {std::string_view(upload.id), std::string_view(upload.account), std::string_view(upload.file_name),
         std::string_view(upload.encoding), std::string_view(upload.text), upload.header_row,
         std::string_view(upload.fields), std::string_view(upload.words), std::string_view(upload.event.value),
         store::to_us(now)}));
    return transaction.commit();
}

base::Result<std::optional<Upload>> find_upload(store::Store& store, const std::string& id, const std::string& account,
                                                attendance::WallTime now) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    std::optional<Upload> found;
    TRY_VOID(store.database().run(
        R"(SELECT file_name, encoding, list, header_row, fields, words, event
           FROM guest_upload
           WHERE id = $1 AND account = $2 AND touched_us > $3)",
        {std::string_view(id), std::string_view(account), store::to_us(now - upload_lives)},
        [&](const sql::RowView& row) {
            sql::Columns columns(row);
            found = Upload{id,
                           account,
                           columns.text(),
                           columns.text(),
                           columns.text(),
                           columns.integer(),
                           columns.text(),
                           columns.text(),
                           {columns.text()}};
        }));
    return found;
}

base::Result<bool> has_upload(store::Store& store, const std::string& id, const std::string& account) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    bool found = false;
    TRY_VOID(store.database().run("SELECT 1 FROM guest_upload WHERE id = $1 AND account = $2",
                                  {std::string_view(id), std::string_view(account)},
                                  [&](const sql::RowView&) { found = true; }));
    return found;
}

base::Result<void> change_upload(store::Store& writing, const Upload& upload, attendance::WallTime now) {
    TRY(transaction, store::WriteTransaction::begin(writing.database()));
    TRY_VOID(writing.database().run(
        "UPDATE guest_upload SET fields = $2, words = $3, event = $4, touched_us = $5 WHERE id = $1",
        {std::string_view(upload.id), std::string_view(upload.fields), std::string_view(upload.words),
         std::string_view(upload.event.value), store::to_us(now)}));
    return transaction.commit();
}

base::Result<void> drop_upload(store::Store& writing, const std::string& id) {
    TRY(transaction, store::WriteTransaction::begin(writing.database()));
    TRY_VOID(drop(writing.database(), id));
    return transaction.commit();
}

base::Result<void> drop_old_uploads(store::Store& writing, attendance::WallTime now) {
    TRY(transaction, store::WriteTransaction::begin(writing.database()));
    TRY_VOID(drop_old(writing.database(), now));
    return transaction.commit();
}

base::Result<void> put_decisions(store::Store& writing, const std::string& upload, const Decisions& decisions) {
    if (decisions.empty()) return {};
    TRY(transaction, store::WriteTransaction::begin(writing.database()));
    sql::Batch rows(put_rows);
    for (const auto& [line, decision] : decisions)
        rows.add({std::string_view(upload), line, std::string_view(decision.choice), std::string_view(decision.name),
                  std::string_view(decision.nickname), std::string_view(decision.reading)});
    TRY_VOID(rows.run(writing.database()));
    return transaction.commit();
}

base::Result<Decisions> decisions_of(store::Store& store, const std::string& upload) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    Decisions decisions;
    TRY_VOID(store.database().run("SELECT line, choice, name, nickname, reading FROM guest_decision WHERE upload = $1",
                                  {std::string_view(upload)}, [&](const sql::RowView& row) {
                                      decisions[row.integer(0)] = {std::string(row.text(1)), std::string(row.text(2)),
                                                                   std::string(row.text(3)), std::string(row.text(4))};
                                  }));
    return decisions;
}

base::Result<void> note_progress(store::Store& writing, const std::string& upload, UploadProgress progress) {
    TRY(transaction, store::WriteTransaction::begin(writing.database()));
    TRY_VOID(writing.database().run("UPDATE guest_upload SET done = $2, of_all = $3 WHERE id = $1",
                                    {std::string_view(upload), progress.done, progress.all}));
    return transaction.commit();
}

base::Result<UploadProgress> progress_of(store::Store& store, const std::string& upload) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    UploadProgress progress;
    TRY_VOID(store.database().run("SELECT done, of_all FROM guest_upload WHERE id = $1", {std::string_view(upload)},
                                  [&](const sql::RowView& row) {
                                      progress = {row.integer(0), row.integer(1)};
                                  }));
    return progress;
}

}  // namespace office
