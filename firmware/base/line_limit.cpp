#include "base/line_limit.h"

#include <fmt/core.h>

#include "base/counted.h"

namespace base {

std::optional<std::string> LineLimit::pass(std::string_view kind, std::string_view line, Time now) {
    auto at = m_kinds.find(kind);
    if (at == m_kinds.end()) at = m_kinds.emplace(kind, Kind{now, 0, 0}).first;
    Kind& known = at->second;
    const std::int64_t left_out = known.left_out;
    if (now - known.since >= window) known = {now, 0, 0};
    if (known.written == lines_max) {
        ++known.left_out;
        return std::nullopt;
    }
    ++known.written;
    std::string text(line);
    if (known.left_out != left_out)
        text +=
            fmt::format(" ({} left out before)", counted(left_out, "line of this kind was", "lines of this kind were"));
    if (known.written == lines_max)
        text += fmt::format(" ({} lines of this kind within an hour: the rest of it is only counted)", lines_max);
    return text;
}

}  // namespace base
