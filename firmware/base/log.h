// Log lines for the operator, to standard error (journald keeps them). info: for the operator; warning: staff should
// act; error: a part stopped. Never a name. Lines of one kind, which is their format,
// are bounded per hour (line_limit.h), so that no call needs to think of loops. Thread-safe.
#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>

namespace base::log {

enum class Level { info, warning, error };

void write(Level level, std::string_view kind, std::string_view line);

inline std::string_view kind_of(fmt::string_view format) {
    return {format.data(), format.size()};
}

template <typename... Args>
void info(fmt::format_string<Args...> format, Args&&... args) {
    write(Level::info, kind_of(format), fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void warning(fmt::format_string<Args...> format, Args&&... args) {
    write(Level::warning, kind_of(format), fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void error(fmt::format_string<Args...> format, Args&&... args) {
    write(Level::error, kind_of(format), fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace base::log
