#include "hub/settings.h"

#include "hub/transaction.h"

namespace hub {

base::Result<std::string> setting(Store& store, std::string_view name) {
    TRY(transaction, Transaction::begin(store.database(), Access::read));
    std::string value;
    TRY_VOID(store.database().run("SELECT value FROM setting WHERE name = $1", {name},
                                  [&](const RowView& row) { value = row.text(0); }));
    return value;
}

base::Result<void> set_setting(Store& store, std::string_view name, std::string_view value) {
    TRY(transaction, WriteTransaction::begin(store.database()));
    if (value.empty())
        TRY_VOID(store.database().run("DELETE FROM setting WHERE name = $1", {name}));
    else
        TRY_VOID(store.database().run(
            "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            {name, value}));
    return transaction.commit();
}

}  // namespace hub
