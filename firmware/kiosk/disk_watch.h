// Looks once a minute how much room the data folder has left and how warm the processor is, on a thread of its own:
// statvfs may hang on a dying card. The same thread looks after files that were set aside (leftover_care.h).
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>

#include "desk/inputs.h"

namespace kiosk {

class DiskWatch {
public:
    // `post` is called on the thread "disk", first at once. `clock` must outlive it.
    DiskWatch(std::filesystem::path folder, const base::Clock& clock, std::function<bool(desk::Input)> post);

private:
    std::mutex m_mutex;
    std::condition_variable_any m_stopped;
    std::jthread m_thread;  // last: it uses all of the above
};

}  // namespace kiosk
