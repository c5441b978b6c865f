#include "base/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <mutex>

#include "base/line_limit.h"

namespace base::log {
namespace {

std::optional<std::string> limited(std::string_view kind, std::string_view line) {
    static std::mutex mutex;
    static LineLimit limit;
    const std::lock_guard lock(mutex);
    return limit.pass(kind, line, std::chrono::steady_clock::now());
}

}  // namespace

void write(Level level, std::string_view kind, std::string_view line) {
    static const auto logger = [] {
        auto made = spdlog::stderr_color_mt("pettan");
        made->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %^%l%$ %v");
        return made;
    }();
    const auto text = limited(kind, line);
    if (!text) return;
    switch (level) {
        case Level::info:
            logger->info(*text);
            return;
        case Level::warning:
            logger->warn(*text);
            return;
        case Level::error:
            logger->error(*text);
            return;
    }
}

}  // namespace base::log
