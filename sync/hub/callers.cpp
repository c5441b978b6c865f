#include "hub/callers.h"

#include "hub/entry_columns.h"
#include "hub/secrets.h"
#include "hub/transaction.h"

namespace hub {

base::Result<void> Callers::load(Store& store, WallTime now) {
    std::set<std::string, std::less<>> kiosks;
    std::set<std::string, std::less<>> signed_in;
    {
        TRY(transaction, Transaction::begin(store.database(), Access::read));
        Database& database = store.database();
        TRY_VOID(database.run("SELECT token_hash FROM device WHERE revoked_us IS NULL", {},
                              [&](const RowView& row) { kiosks.emplace(row.text(0)); }));
        const RowSink sink = [&](const RowView& row) { signed_in.emplace(row.text(0)); };
        TRY_VOID(database.run("SELECT token_hash FROM session WHERE expires_us > $1", {to_us(now)}, sink));
        TRY_VOID(database.run("SELECT token_hash FROM api_token", {}, sink));
    }
    const std::lock_guard lock(m_mutex);
    m_kiosks = std::move(kiosks);
    m_signed_in = std::move(signed_in);
    return {};
}

void Callers::note_kiosk(std::string_view token) {
    std::string hash = hash_of(token);
    const std::lock_guard lock(m_mutex);
    m_kiosks.insert(std::move(hash));
}

void Callers::note_signed_in(std::string_view token) {
    std::string hash = hash_of(token);
    const std::lock_guard lock(m_mutex);
    m_signed_in.insert(std::move(hash));
}

CallerKind Callers::kind_of(std::string_view token) const {
    if (token.empty()) return CallerKind::stranger;
    const std::string hash = hash_of(token);
    const std::lock_guard lock(m_mutex);
    if (m_kiosks.contains(hash)) return CallerKind::kiosk;
    if (m_signed_in.contains(hash)) return CallerKind::signed_in;
    return CallerKind::stranger;
}

}  // namespace hub
