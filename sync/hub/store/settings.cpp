#include "store/settings.h"

#include "store/transaction.h"

namespace store {
namespace {

base::Result<std::string> read(sql::Database& database, std::string_view name) {
    std::string value;
    TRY_VOID(database.run("SELECT value FROM setting WHERE name = $1", {name},
                          [&](const sql::RowView& row) { value = row.text(0); }));
    return value;
}

base::Result<void> write(sql::Database& database, std::string_view name, std::string_view value) {
    if (value.empty())
        TRY_VOID(database.run("DELETE FROM setting WHERE name = $1", {name}));
    else
        TRY_VOID(database.run(
            "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            {name, value}));
    return {};
}

}  // namespace

base::Result<std::string> setting(Store& store, std::string_view name) {
    TRY(transaction, sql::Transaction::begin(store.database(), sql::Access::read));
    return read(store.database(), name);
}

base::Result<void> set_setting(Store& store, std::string_view name, std::string_view value) {
    TRY(transaction, WriteTransaction::begin(store.database()));
    TRY_VOID(write(store.database(), name, value));
    return transaction.commit();
}

base::Result<std::optional<std::string>> change_setting(Store& store, std::string_view name, std::string_view opened,
                                                        std::string_view value, std::string_view unset) {
    TRY(transaction, WriteTransaction::begin(store.database()));
    TRY(kept, read(store.database(), name));
    const std::string now = kept.empty() ? std::string(unset) : kept;
    if (now != opened && now != value) return std::optional(now);
    if (now != value) TRY_VOID(write(store.database(), name, value));
    TRY_VOID(transaction.commit());
    return std::optional<std::string>();
}

}  // namespace store
