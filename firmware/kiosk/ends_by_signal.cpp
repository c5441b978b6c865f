#include "kiosk/ends_by_signal.h"

#include <signal.h>
#include <sys/time.h>

#include <atomic>

namespace kiosk {
namespace {

std::atomic<Screen*> screen_to_quit = nullptr;

void set_alarm(std::chrono::milliseconds after) {
    itimerval timer{};
    timer.it_value.tv_sec = after.count() / 1000;
    timer.it_value.tv_usec = after.count() % 1000 * 1000;
    ::setitimer(ITIMER_REAL, &timer, nullptr);
}

}  // namespace

EndsBySignal::EndsBySignal(Screen& screen, std::optional<std::chrono::milliseconds> exit_after) {
    screen_to_quit = &screen;
    struct sigaction action {};
    action.sa_handler = [](int) {
        if (Screen* screen_now = screen_to_quit) screen_now->quit();
    };
    for (const int signal : {SIGTERM, SIGINT, SIGALRM})
        ::sigaction(signal, &action, nullptr);
    if (exit_after) set_alarm(*exit_after);
}

EndsBySignal::~EndsBySignal() {
    set_alarm(std::chrono::milliseconds(0));
    screen_to_quit = nullptr;
}

}  // namespace kiosk
