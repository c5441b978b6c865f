// Bounds how many log lines of one kind are written in an hour, so that a loop that meets the same trouble again and
// again cannot fill a card. What was left out is counted and reported. Pure: time is an argument.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace base {

class LineLimit {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr int lines_max = 30;
    static constexpr std::chrono::hours window{1};

    // What to write of a line of this kind; absent: nothing. `kind` is the line's format, of which a program has few.
    std::optional<std::string> pass(std::string_view kind, std::string_view line, Time now);

private:
    struct Kind {
        Time since;
        int written = 0;
        std::int64_t left_out = 0;
    };
    std::map<std::string, Kind, std::less<>> m_kinds;
};

}  // namespace base
