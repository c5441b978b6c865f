#include "store/transaction.h"

namespace store {

base::Result<WriteTransaction> WriteTransaction::begin(sql::Database& database) {
    TRY(plain, sql::Transaction::begin(database, sql::Access::write));
    WriteTransaction transaction(database, std::move(plain));
    bool locked = false;
    TRY_VOID(database.run(lock_counter_sql, {}, [&](const sql::RowView& row) {
        transaction.m_generation = row.integer(0);
        transaction.m_first_change = transaction.m_change = row.integer(1);
        locked = true;
    }));
    // The row is gone for whoever waited while a backup was restored over it.
    if (!locked) return base::fail(base::ErrorCode::busy, "the hub is being restored: try again");
    return transaction;
}

base::Result<void> WriteTransaction::commit() {
    if (m_change != m_first_change) TRY_VOID(m_database->run(store_counter_sql, {m_change}));
    return m_transaction.commit();
}

}  // namespace store
