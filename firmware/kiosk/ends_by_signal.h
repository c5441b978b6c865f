// SIGTERM, SIGINT and the alarm of --exit-after end a screen's loop. Main thread; one at a time.
#pragma once

#include <chrono>
#include <optional>

#include "kiosk/screen.h"

namespace kiosk {

class EndsBySignal {
public:
    EndsBySignal(Screen& screen, std::optional<std::chrono::milliseconds> exit_after);
    ~EndsBySignal();
    EndsBySignal(const EndsBySignal&) = delete;
    EndsBySignal& operator=(const EndsBySignal&) = delete;
};

}  // namespace kiosk
