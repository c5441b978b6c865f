#include "sql/database.h"

#include "base/check.h"

namespace sql {

base::Result<Transaction> Transaction::begin(Database& database, Access access) {
    TRY_VOID(database.begin(access));
    return Transaction(database);
}

base::Result<void> Transaction::commit() {
    TRY_VOID(m_database->commit());
    m_database = nullptr;
    return {};
}

void Batch::add(std::initializer_list<Cell> row) {
    PETTAN_ASSERT(row.size() == m_sql->columns.size());
    m_cells.insert(m_cells.end(), row.begin(), row.end());
}

base::Result<void> Batch::run(Database& database, const RowSink& sink) const {
    if (m_cells.empty()) return {};
    return database.run_batch(*m_sql, m_cells, sink);
}

}  // namespace sql
