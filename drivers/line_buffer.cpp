#include "drivers/line_buffer.h"

namespace drivers {

bool LineBuffer::feed(std::string_view bytes, const std::function<void(std::string_view)>& on_line) {
    while (!m_overflowed && !bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        const std::string_view part = bytes.substr(0, end);
        if (m_part.size() + part.size() >= m_line_bytes_max) {
            m_overflowed = true;
            m_part.clear();
            break;
        }
        m_part += part;
        if (end == std::string_view::npos) break;
        on_line(m_part);
        m_part.clear();
        bytes.remove_prefix(end + 1);
    }
    return !m_overflowed;
}

}  // namespace drivers
