// What becomes of the files that Pettan set aside (journal/leftovers.h) while the kiosk runs. One thread.
#pragma once

#include <filesystem>

#include "base/clock.h"

namespace kiosk {

class LeftoverCare {
public:
    // `clock` must outlive it.
    LeftoverCare(std::filesystem::path folder, const base::Clock& clock)
        : m_folder(std::move(folder)), m_clock(clock) {}

    // Erases in them who was erased since it last looked, and removes those whose time has come. Reads them whole when
    // there is somebody to erase. Troubles are logged.
    void look();

private:
    std::filesystem::path m_folder;
    const base::Clock& m_clock;
    std::size_t m_erased_there = 0;  // people who stand in none of them any more
    std::size_t m_files = 0;
};

}  // namespace kiosk
