#include "http/connections.h"

#include <sys/socket.h>

#include <algorithm>
#include <utility>

#include "base/clock.h"
#include "http/http.h"

namespace http {

void Connection::enter(Phase next) {
    since_ns = base::monotonic_now().count();
    phase = next;
}

Connections::~Connections() {
    for (Connection* connection : m_all)
        delete connection;
}

Connection* Connections::add(int fd, std::string place) {
    auto* connection = new Connection;
    connection->fd = fd;
    connection->place = std::move(place);
    connection->known = connection->place.empty();
    connection->enter(Phase::head);
    const std::lock_guard lock(m_mutex);
    if (!connection->known) {
        // Before it is among them: the newest is never the oldest.
        if (const auto at = m_strangers_at.find(connection->place);
            at != m_strangers_at.end() && at->second >= m_limits.of_a_place_max)
            end_oldest(&connection->place, false);
        if (m_strangers >= m_limits.all_max) {
            const auto most = std::ranges::max_element(m_strangers_at, {}, [](const auto& at) { return at.second; });
            const std::string place_of_most = most->first;
            end_oldest(&place_of_most, false);
        }
        ++m_strangers_at[connection->place];
        ++m_strangers;
    }
    m_all.insert(connection);
    return connection;
}

void Connections::remove(Connection* connection) {
    const std::lock_guard lock(m_mutex);
    m_all.erase(connection);
    if (!connection->known && !connection->ended) forget_stranger(*connection);
    delete connection;
}

void Connections::know(Connection& connection) {
    const std::lock_guard lock(m_mutex);
    if (connection.known || connection.ended) return;
    forget_stranger(connection);
    connection.known = true;
}

void Connections::answer(Connection& connection, std::size_t bytes) {
    const std::lock_guard lock(m_mutex);
    connection.enter(Phase::answering);
    if (connection.known || connection.ended) return;
    connection.answer_bytes = bytes;
    m_answers_bytes += bytes;
    while (m_answers_bytes > m_limits.answers_bytes_max && m_answers_bytes > bytes) {
        const std::size_t before = m_answers_bytes;
        end_oldest(nullptr, true);
        if (m_answers_bytes == before) break;
    }
}

void Connections::watch(Connection& connection, std::shared_ptr<BodySource> source) {
    const std::lock_guard lock(m_mutex);
    connection.source = std::move(source);
}

void Connections::answered(Connection& connection) {
    const std::lock_guard lock(m_mutex);
    connection.enter(Phase::head);
    m_answers_bytes -= std::exchange(connection.answer_bytes, 0);
}

void Connections::end(Connection& connection) {
    ::shutdown(connection.fd, SHUT_RDWR);
    if (!connection.known && !connection.ended) forget_stranger(connection);
    connection.ended = true;
}

void Connections::forget_stranger(Connection& connection) {
    const auto at = m_strangers_at.find(connection.place);
    if (--at->second == 0) m_strangers_at.erase(at);
    --m_strangers;
    m_answers_bytes -= std::exchange(connection.answer_bytes, 0);
}

void Connections::end_oldest(const std::string* place, bool answering_only) {
    Connection* oldest = nullptr;
    for (Connection* connection : m_all) {
        if (connection->known || connection->ended || connection->phase == Phase::working) continue;
        if (answering_only && connection->phase != Phase::answering) continue;
        if (place != nullptr && connection->place != *place) continue;
        if (oldest == nullptr || connection->since_ns < oldest->since_ns) oldest = connection;
    }
    if (oldest != nullptr) end(*oldest);
}

}  // namespace http
