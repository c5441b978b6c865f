// With which key this hub serves TLS, and what the hub's own key says of it (wire/identity.h). A certificate may be
// renewed with a new key while the hub runs.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "wire/messages.h"

namespace http {

// Thread-safe.
class ServedKey {
public:
    struct Facts {
        std::string key_pin;   // empty: no TLS here
        std::string identity;  // the hub's own public key
        std::optional<wire::KeyPinStatement> statement;
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

}  // namespace http
