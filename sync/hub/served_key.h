// With which key this hub serves TLS, and the statement of the hub's own key about it (wire/identity.h). A certificate
// may be renewed with a new key while the hub runs.
#pragma once

#include <mutex>
#include <string>

#include "hub/store.h"
#include "wire/messages.h"

namespace hub {

// Thread-safe.
class ServedKey {
public:
    struct Facts {
        std::string pin;       // empty: no TLS here
        std::string identity;  // the hub's own public key
        std::optional<wire::PinStatement> statement;
        bool self_made = false;  // the certificate: browsers warn of it
    };
    Facts facts() const {
        const std::lock_guard lock(m_mutex);
        return m_facts;
    }
    void set(Facts facts) {
        const std::lock_guard lock(m_mutex);
        m_facts = std::move(facts);
    }

private:
    mutable std::mutex m_mutex;
    Facts m_facts;
};

inline constexpr std::string_view served_pin_setting = "served_pin";

// What the hub's own key says of this pin; the key is made where there is none. Another pin than the one before gets a
// higher serial: the seconds of now, so that it is higher after a restored backup too. Kiosks never take an older one.
base::Result<ServedKey::Facts> vouch_for(Store& store, const std::string& pin, WallTime now);

}  // namespace hub
