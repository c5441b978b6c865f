// People and events as their edits leave them: `person`, `event` and the tables of their versions and conflicts.
#pragma once

#include "attendance/entry.h"
#include "sql/database.h"
#include "store/transaction.h"
#include "wire/messages.h"

namespace store {

// For one transaction. `entry`: the one that the edit belongs to, with its full ref; `at`: its corrected time.
class Edits {
public:
    Edits(sql::Database& database, WriteTransaction& transaction, attendance::WallTime now)
        : m_database(database), m_transaction(transaction), m_now(now) {}

    base::Result<void> apply(const wire::PersonEdit& edit, const attendance::Entry& entry);
    base::Result<void> apply(const wire::EventEdit& edit, const attendance::Entry& entry);
    // Overwrites every text of the person that the hub holds, leaving a tombstone.
    base::Result<void> erase(const attendance::PersonId& person);
    bool erased_any() const { return m_erased_any; }

private:
    sql::Database& m_database;
    WriteTransaction& m_transaction;
    attendance::WallTime m_now;
    bool m_erased_any = false;
};

// What stands in quarantine.raw where the row's texts were erased.
inline constexpr std::string_view erased_raw = "erased";

// How an open conflict was settled; stored: never reuse a number.
enum class ConflictState : std::int64_t { open = 0, by_time = 1, by_staff = 2 };

}  // namespace store
