#include "protocol/vouch.h"

#include <algorithm>

#include "base/whole_number.h"
#include "http/tls.h"
#include "store/entry_columns.h"
#include "store/settings.h"
#include "store/transaction.h"
#include "wire/identity.h"

namespace protocol {
namespace {

constexpr std::string_view secret_setting = "identity_secret";
constexpr std::string_view public_setting = "identity_public";
constexpr std::string_view serial_setting = "served_pin_serial";

// Inside a write transaction: two hubs that start at once agree.
base::Result<std::string> read(sql::Database& database, std::string_view name) {
    std::string value;
    TRY_VOID(database.run("SELECT value FROM setting WHERE name = $1", {name},
                          [&](const sql::RowView& row) { value = row.text(0); }));
    return value;
}
base::Result<void> write(sql::Database& database, std::string_view name, std::string_view value) {
    TRY_VOID(database.run(
        "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        {name, value}));
    return {};
}

}  // namespace

base::Result<http::ServedKey::Facts> vouch_for(store::Store& store, const std::string& key_pin,
                                               attendance::WallTime now) {
    sql::Database& database = store.database();
    TRY(identity, store.identity());
    const auto own = identity.tls_cert.empty() ? base::Result<std::string>("") : http::key_pin_of(identity.tls_cert);
    const std::string own_key_pin = own ? *own : "";
    TRY(transaction, store::WriteTransaction::begin(database));
    TRY(secret, read(database, secret_setting));
    TRY(public_key, read(database, public_setting));
    if (secret.empty()) {
        const wire::IdentityKey made = wire::make_identity();
        secret = made.secret;
        public_key = made.public_key;
        TRY_VOID(write(database, secret_setting, secret));
        TRY_VOID(write(database, public_setting, public_key));
    }
    TRY(before, read(database, served_key_pin_setting));
    TRY(serial_text, read(database, serial_setting));
    wire::KeyPinStatement statement{identity.hub, key_pin, base::whole_number<std::int64_t>(serial_text).value_or(0),
                                    ""};
    if (before != key_pin) {
        statement.serial = std::max(statement.serial + 1, store::to_us(now) / 1'000'000);
        TRY_VOID(write(database, served_key_pin_setting, key_pin));
        TRY_VOID(write(database, serial_setting, std::to_string(statement.serial)));
    }
    TRY_VOID(transaction.commit());
    wire::sign(statement, secret);
    return http::ServedKey::Facts{key_pin, public_key, statement, key_pin == own_key_pin};
}

}  // namespace protocol
