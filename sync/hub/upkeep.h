// What a serving hub does by itself, now and then, on a thread of its own: erases those whose retention is over
// (office/retention.h), takes in rows that an older hub could not read, and clears what a disturbed erasure left in the
// files.
#pragma once

#include <functional>
#include <memory>
#include <thread>

#include "base/clock.h"
#include "store/store.h"

namespace hub {

class Upkeep {
public:
    // `open` is called on the thread, every ten minutes.
    Upkeep(std::function<base::Result<std::unique_ptr<store::Store>>()> open, const base::Clock& clock);

private:
    std::jthread m_thread;
};

}  // namespace hub
