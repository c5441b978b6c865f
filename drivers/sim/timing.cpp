#include "sim/timing.h"

namespace sim {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

microseconds times(std::size_t bytes, microseconds each) {
    return each * static_cast<long>(bytes);
}

}  // namespace

base::MonotonicTime Timing::line(std::size_t bytes) const {
    if (!m_uart_time) return {};
    return std::chrono::nanoseconds(86'806) * static_cast<long>(bytes);
}

base::MonotonicTime Timing::select_a(std::size_t uid_bytes, bool rats) const {
    if (!m_uart_time) return {};
    const std::size_t cascade_levels = uid_bytes <= 4 ? 1 : (uid_bytes <= 7 ? 2 : 3);
    return microseconds(1'500) + times(cascade_levels, microseconds(1'500)) + milliseconds(rats ? 5 : 0);
}

base::MonotonicTime Timing::select_f() const {
    if (!m_uart_time) return {};
    return microseconds(4'000);
}

base::MonotonicTime Timing::empty_attempt() const {
    return m_uart_time ? microseconds(5'000) : microseconds(700);
}

base::MonotonicTime Timing::exchange_a(std::size_t bytes) const {
    if (!m_uart_time) return {};
    return microseconds(600) + times(bytes, microseconds(85));
}

base::MonotonicTime Timing::exchange_f(std::size_t bytes) const {
    if (!m_uart_time) return {};
    return microseconds(2'400) + times(bytes, microseconds(38));
}

base::MonotonicTime Timing::no_answer() const {
    return m_uart_time ? microseconds(51'200) : microseconds(1'000);
}

base::MonotonicTime Timing::autopoll_unit() const {
    return milliseconds(m_uart_time ? 150 : 3);
}

}  // namespace sim
