#include "http/body_budget.h"

#include <algorithm>
#include <utility>

namespace http {

bool BodyBudget::take(CallerKind kind, const std::string& address, std::size_t bytes) {
    const auto at = static_cast<std::size_t>(kind);
    const std::lock_guard lock(m_mutex);
    if (m_bytes[at] + bytes > m_limits.bytes_max[at]) return false;
    if (kind == CallerKind::stranger) {
        std::size_t& of_address = m_of_address[address];
        if (of_address + bytes > m_limits.of_an_address_max) return false;
        of_address += bytes;
    }
    m_bytes[at] += bytes;
    return true;
}

void BodyBudget::give_back(CallerKind kind, const std::string& address, std::size_t bytes) {
    const std::lock_guard lock(m_mutex);
    m_bytes[static_cast<std::size_t>(kind)] -= bytes;
    if (kind != CallerKind::stranger) return;
    const auto of_address = m_of_address.find(address);
    of_address->second -= bytes;
    if (of_address->second == 0) m_of_address.erase(of_address);
}

void BodyBudget::Share::open(BodyBudget& budget, CallerKind kind, std::string address) {
    m_budget = &budget;
    m_kind = kind;
    m_address = std::move(address);
}

bool BodyBudget::Share::take(std::size_t bytes) {
    m_received += bytes;
    const std::size_t wanted = m_received - std::min(m_received, m_budget->limits().free_bytes);
    if (wanted <= m_counted) return true;
    if (!m_budget->take(m_kind, m_address, wanted - m_counted)) return false;
    m_counted = wanted;
    return true;
}

void BodyBudget::Share::give_back() {
    if (m_counted > 0) m_budget->give_back(m_kind, m_address, std::exchange(m_counted, 0));
}

}  // namespace http
