// Log lines for the operator, to standard error (journald keeps them). info: for the operator; warning: staff should
// act; error: a part stopped. Never a name; card ids shortened by short_id(). Thread-safe.
#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>

namespace base::log {

enum class Level { info, warning, error };

void write(Level level, std::string_view line);

// The first eight characters: enough to compare two lines, too few to be an identity.
std::string short_id(std::string_view id);

template <typename... Args>
void info(fmt::format_string<Args...> format, Args&&... args) {
    write(Level::info, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void warning(fmt::format_string<Args...> format, Args&&... args) {
    write(Level::warning, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void error(fmt::format_string<Args...> format, Args&&... args) {
    write(Level::error, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace base::log
