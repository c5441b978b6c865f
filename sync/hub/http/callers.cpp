#include "http/callers.h"

#include <utility>

#include "base/secrets.h"

namespace http {

void Callers::replace(Hashes kiosks, Hashes signed_in) {
    const std::lock_guard lock(m_mutex);
    m_kiosks = std::move(kiosks);
    m_signed_in = std::move(signed_in);
}

void Callers::note_kiosk(std::string_view token) {
    std::string hash = base::hash_of(token);
    const std::lock_guard lock(m_mutex);
    m_kiosks.insert(std::move(hash));
}

void Callers::note_signed_in(std::string_view token) {
    std::string hash = base::hash_of(token);
    const std::lock_guard lock(m_mutex);
    m_signed_in.insert(std::move(hash));
}

CallerKind Callers::kind_of(std::string_view token) const {
    if (token.empty()) return CallerKind::stranger;
    const std::string hash = base::hash_of(token);
    const std::lock_guard lock(m_mutex);
    if (m_kiosks.contains(hash)) return CallerKind::kiosk;
    if (m_signed_in.contains(hash)) return CallerKind::signed_in;
    return CallerKind::stranger;
}

}  // namespace http
