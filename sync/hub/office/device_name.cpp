#include "office/device_name.h"

#include "store/schema.h"

namespace office {

base::Result<std::optional<std::string>> rename_device(store::Store& store, std::int64_t device,
                                                       const std::string& opened, const std::string& name) {
    if (name.find_first_not_of(" \t") == std::string::npos || name.size() > attendance::text_bytes_max)
        return base::fail(base::ErrorCode::bad_input, "a kiosk needs a name, of one line");
    TRY(transaction, store::WriteTransaction::begin(store.database()));
    std::optional<std::string> now;
    TRY_VOID(store.database().run("SELECT name FROM device WHERE device = $1 AND device <> $2",
                                  {device, store::own_device}, [&](const sql::RowView& row) { now = row.text(0); }));
    if (!now) return base::fail(base::ErrorCode::not_found, "there is no such kiosk");
    if (*now != opened && *now != name) return now;
    TRY_VOID(store.database().run("UPDATE device SET name = $2 WHERE device = $1", {device, std::string_view(name)}));
    TRY_VOID(transaction.commit());
    return std::optional<std::string>();
}

}  // namespace office
