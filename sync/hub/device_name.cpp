#include "hub/device_name.h"

#include "hub/schema.h"

namespace hub {

base::Result<void> rename_device(Store& store, std::int64_t device, const std::string& name) {
    if (name.find_first_not_of(" \t") == std::string::npos || name.size() > attendance::text_bytes_max)
        return base::fail(base::ErrorCode::bad_input, "a kiosk needs a name, of one line");
    TRY(transaction, WriteTransaction::begin(store.database()));
    TRY(changed, store.database().run("UPDATE device SET name = $2 WHERE device = $1 AND device <> $3",
                                      {device, std::string_view(name), own_device}));
    if (changed == 0) return base::fail(base::ErrorCode::not_found, "there is no such kiosk");
    return transaction.commit();
}

}  // namespace hub
