#include "kiosk/machine_manager.h"

#include <fmt/format.h>
#include <sys/timex.h>
#include <systemd/sd-bus.h>

#include <cstring>
#include <memory>
#include <thread>

namespace kiosk::machine_manager {
namespace {

using namespace std::chrono_literals;

// On a slow card a program may start slowly; staff stand before the screen.
constexpr auto clock_wait_max = 5s;

struct Address {
    const char* service;
    const char* object;
    const char* interface;
};
constexpr Address login_manager{"org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager"};
constexpr Address service_manager{"org.freedesktop.systemd1", "/org/freedesktop/systemd1",
                                  "org.freedesktop.systemd1.Manager"};

struct CloseBus {
    void operator()(sd_bus* bus) const { ::sd_bus_flush_close_unref(bus); }
};

template <typename... Arguments>
base::Result<void> call(const Address& address, const char* method, const char* types, Arguments... arguments) {
    sd_bus* opened = nullptr;
    if (::sd_bus_open_system(&opened) < 0)
        return base::fail(base::ErrorCode::unreachable, "there is no system bus by which to ask for it");
    const std::unique_ptr<sd_bus, CloseBus> bus(opened);
    sd_bus_error error = SD_BUS_ERROR_NULL;
    const int result = ::sd_bus_call_method(bus.get(), address.service, address.object, address.interface, method,
                                            &error, nullptr, types, arguments...);
    const std::string said = error.message != nullptr ? error.message : std::strerror(-result);
    ::sd_bus_error_free(&error);
    if (result >= 0) return {};
    return base::fail(base::ErrorCode::denied, fmt::format("{} was refused: {}", method, said));
}

constexpr int not_interactive = 0;

bool is_synchronised() {
    timex state{};
    return ::adjtimex(&state) >= 0 && (state.status & STA_UNSYNC) == 0;
}

}  // namespace

base::Result<void> restart() {
    return call(login_manager, "Reboot", "b", not_interactive);
}

base::Result<void> switch_off() {
    return call(login_manager, "PowerOff", "b", not_interactive);
}

base::Result<void> set_clock(base::WallTime time) {
    const auto began = std::chrono::steady_clock::now();
    const std::string unit = fmt::format("pettan-set-clock@{}.service", time.time_since_epoch().count());
    TRY_VOID(call(service_manager, "StartUnit", "ss", unit.c_str(), "fail"));
    for (;;) {
        const auto passed = std::chrono::steady_clock::now() - began;
        const auto off = std::chrono::system_clock::now() - time - passed;
        if (std::chrono::abs(off) < clock_wait_max && is_synchronised()) return {};
        if (passed > clock_wait_max)
            return base::fail(base::ErrorCode::failed, "the clock was not set; `journalctl -u " + unit + "` says why");
        std::this_thread::sleep_for(20ms);
    }
}

}  // namespace kiosk::machine_manager
