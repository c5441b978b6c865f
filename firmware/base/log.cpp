#include "base/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace base::log {

void write(Level level, std::string_view line) {
    static const auto logger = [] {
        auto made = spdlog::stderr_color_mt("pettan");
        made->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %^%l%$ %v");
        return made;
    }();
    switch (level) {
        case Level::info:
            logger->info(line);
            return;
        case Level::warning:
            logger->warn(line);
            return;
        case Level::error:
            logger->error(line);
            return;
    }
}

std::string short_id(std::string_view id) {
    return std::string(id.substr(0, 8));
}

}  // namespace base::log
