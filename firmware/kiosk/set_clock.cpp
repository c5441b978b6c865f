// The program behind pettan-set-clock@.service: pettan-set-clock MICROSECONDS, since 1970. It is all that may set the clock.
#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>

#include "base/whole_number.h"
#include "kiosk/clock_setting.h"

int main(int count, char** arguments) {
    const auto us = count == 2 ? base::whole_number<std::int64_t>(arguments[1]) : std::nullopt;
    if (!us || *us < 0) {
        fmt::print(stderr, "usage: pettan-set-clock MICROSECONDS\n");
        return 2;
    }
    const auto set = kiosk::set_clock(base::WallTime(std::chrono::microseconds(*us)));
    if (set) return EXIT_SUCCESS;
    fmt::print(stderr, "pettan-set-clock: {}\n", set.error().message);
    return EXIT_FAILURE;
}
