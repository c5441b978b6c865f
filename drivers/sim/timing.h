// How long a PN532 and its tags take, as a model: with UART time the figures follow a 115200 baud line (10 bits a byte)
// and the bit rates of ISO/IEC 14443 and JIS X 6319-4; without it, everything answers at once, but for a short rest
// where nothing was found, so that a polling loop does not eat a processor.
#pragma once

#include <chrono>
#include <cstddef>

#include "base/clock.h"

namespace sim {

class Timing {
public:
    void set_uart_time(bool on) { m_uart_time = on; }

    base::MonotonicTime line(std::size_t bytes) const;
    // Request, anticollision and selection: one more cascade level for a longer number; RATS when the tag has an ATS.
    base::MonotonicTime select_a(std::size_t uid_bytes, bool rats) const;
    base::MonotonicTime select_f() const;
    base::MonotonicTime empty_attempt() const;
    base::MonotonicTime exchange_a(std::size_t bytes) const;
    base::MonotonicTime exchange_f(std::size_t bytes) const;
    // Waiting for a tag that does not answer: the chip's default of 51.2 ms.
    base::MonotonicTime no_answer() const;
    // InAutoPoll's unit of its period.
    base::MonotonicTime autopoll_unit() const;

private:
    bool m_uart_time = false;
};

}  // namespace sim
