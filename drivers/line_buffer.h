// Cuts a stream of bytes into lines that can never grow without limit.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace drivers {

class LineBuffer {
public:
    explicit LineBuffer(std::size_t line_bytes_max) : m_line_bytes_max(line_bytes_max) {}

    // Calls `on_line` for each line that the bytes complete, without its newline. False once a line has passed the
    // limit: the rest is not taken, and nothing of it will be.
    bool feed(std::string_view bytes, const std::function<void(std::string_view)>& on_line);

private:
    std::size_t m_line_bytes_max;
    std::string m_part;
    bool m_overflowed = false;
};

}  // namespace drivers
