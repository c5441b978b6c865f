#include "kiosk/clock_setting.h"

#include <fmt/format.h>
#include <sys/timex.h>
#include <time.h>

#include <cerrno>
#include <cstring>

namespace kiosk {
namespace {

base::Unexpected refused() {
    if (errno == EPERM)
        return base::fail(base::ErrorCode::denied,
                          "this program may not set the clock: give its service CAP_SYS_TIME, or connect a network");
    return base::fail(base::ErrorCode::failed, fmt::format("the clock cannot be set: {}", std::strerror(errno)));
}

}  // namespace

base::Result<void> set_clock(base::WallTime time) {
    const auto us = time.time_since_epoch().count();
    timespec wanted{};
    wanted.tv_sec = us / 1'000'000;
    wanted.tv_nsec = us % 1'000'000 * 1000;
    if (::clock_settime(CLOCK_REALTIME, &wanted) != 0) return refused();
    timex state{};
    if (::adjtimex(&state) < 0) return refused();
    state.modes = ADJ_STATUS | ADJ_MAXERROR | ADJ_ESTERROR;
    state.status &= ~STA_UNSYNC;
    state.maxerror = 0;
    state.esterror = 0;
    return ::adjtimex(&state) < 0 ? base::Result<void>(refused()) : base::Result<void>();
}

}  // namespace kiosk
