#include "store/known_tokens.h"

#include "store/entry_columns.h"

namespace store {

base::Result<KnownTokens> known_tokens(Store& store, WallTime now) {
    KnownTokens known;
    sql::Database& database = store.database();
    TRY(transaction, sql::Transaction::begin(database, sql::Access::read));
    TRY_VOID(database.run("SELECT token_hash FROM device WHERE revoked_us IS NULL", {},
                          [&](const sql::RowView& row) { known.kiosks.emplace(row.text(0)); }));
    const sql::RowSink sink = [&](const sql::RowView& row) { known.signed_in.emplace(row.text(0)); };
    TRY_VOID(database.run("SELECT token_hash FROM session WHERE expires_us > $1", {to_us(now)}, sink));
    TRY_VOID(database.run("SELECT token_hash FROM api_token", {}, sink));
    return known;
}

}  // namespace store
