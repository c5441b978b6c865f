// A keyboard of the kernel's (evdev), or a file with such a keyboard's events. One thread.
#pragma once

#include <linux/input.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/unique_fd.h"

namespace wedge {

class InputDevice {
public:
    // not_found: it is not there, or is no keyboard; denied: this user may not read it; failed: anything else.
    static base::Result<InputDevice> open(const std::filesystem::path& file);

    const std::filesystem::path& file() const { return m_file; }
    // As the device says it; of a file its path.
    const std::string& name() const { return m_name; }
    int descriptor() const { return m_fd.get(); }
    bool is_grabbed() const { return m_grabbed; }

    // From now on its keys reach nobody else, and its caps lock light is out, so that it does not type for one that is
    // on. busy: another program has it.
    base::Result<void> grab();

    // What is there now, in order; nothing is waited for. not_found: it was unplugged.
    base::Result<std::vector<input_event>> read();

private:
    InputDevice(std::filesystem::path file, base::UniqueFd fd) : m_file(std::move(file)), m_fd(std::move(fd)) {}

    std::filesystem::path m_file;
    std::string m_name;
    base::UniqueFd m_fd;
    bool m_is_evdev = false;
    bool m_grabbed = false;
    std::string m_part;  // of an event that has not come whole
};

// The kernel's input devices, in the order of their numbers.
std::vector<std::filesystem::path> input_files(const std::filesystem::path& folder);

}  // namespace wedge
