// A file system of its own with little room (tmpfs), which a test may fill to the last byte. Needs the right to mount.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace testing {

class SmallDisk {
public:
    SmallDisk(std::filesystem::path place, const std::string& size) : m_place(std::move(place)) {
        std::filesystem::create_directories(m_place);
        m_mounted = run("mount -t tmpfs -o size=" + size + " tmpfs '" + m_place.string() + "' 2>/dev/null");
    }
    ~SmallDisk() {
        if (m_mounted) run("umount '" + m_place.string() + "'");
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    bool is_there() const { return m_mounted; }
    const std::filesystem::path& path() const { return m_place; }

    // Until nothing more fits.
    void fill() const {
        const int file = ::open((m_place / "filling").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        std::array<char, 4096> bytes{};
        while (::write(file, bytes.data(), bytes.size()) > 0) {
        }
        ::close(file);
    }
    void make_room() const { std::filesystem::remove(m_place / "filling"); }

private:
    static bool run(const std::string& command) { return std::system(command.c_str()) == 0; }

    std::filesystem::path m_place;
    bool m_mounted = false;
};

}  // namespace testing
