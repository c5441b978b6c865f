#include "wedge/input_device.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/file.h"

namespace wedge {
namespace {

using base::ErrorCode;

// Digits and an end key: a mouse or a power button has none.
bool is_keyboard(int fd) {
    std::array<unsigned char, KEY_MAX / 8 + 1> keys{};
    if (::ioctl(fd, EVIOCGBIT(EV_KEY, keys.size()), keys.data()) < 0) return false;
    const auto has = [&](unsigned key) { return (keys[key / 8] & 1U << key % 8) != 0; };
    return has(KEY_1) && has(KEY_9) && has(KEY_ENTER);
}

}  // namespace

std::vector<std::filesystem::path> input_files(const std::filesystem::path& folder) {
    std::error_code ignored;
    std::vector<std::filesystem::path> files = base::list_folder(folder, ignored);
    std::erase_if(files, [](const auto& file) { return !file.filename().string().starts_with("event"); });
    std::ranges::sort(files, [](const auto& a, const auto& b) {
        return std::pair(a.string().size(), a.string()) < std::pair(b.string().size(), b.string());
    });
    return files;
}

base::Result<InputDevice> InputDevice::open(const std::filesystem::path& file) {
    constexpr int flags = O_NONBLOCK | O_CLOEXEC | O_NOCTTY;
    base::UniqueFd fd(::open(file.c_str(), O_RDWR | flags));  // to write: its lights
    if (!fd.valid()) fd.reset(::open(file.c_str(), O_RDONLY | flags));
    if (!fd.valid()) {
        const int error = errno;
        const bool gone = error == ENOENT || error == ENODEV || error == ENXIO || error == ENOTDIR;
        const ErrorCode code = gone ? ErrorCode::not_found : error == EACCES ? ErrorCode::denied : ErrorCode::failed;
        return base::fail(code, fmt::format("{}: {}", file.string(), std::strerror(error)));
    }
    InputDevice device(file, std::move(fd));
    std::array<char, 256> name{};
    device.m_is_evdev = ::ioctl(device.descriptor(), EVIOCGNAME(name.size() - 1), name.data()) >= 0;
    device.m_name = device.m_is_evdev ? name.data() : file.string();
    struct stat status {};
    ::fstat(device.descriptor(), &status);
    const bool recorded = S_ISFIFO(status.st_mode);
    if (device.m_is_evdev ? !is_keyboard(device.descriptor()) : !recorded)
        return base::fail(ErrorCode::not_found, file.string() + " is no keyboard");
    return device;
}

base::Result<void> InputDevice::grab() {
    if (m_grabbed) return {};
    if (m_is_evdev && ::ioctl(descriptor(), EVIOCGRAB, 1) != 0) {
        const bool busy = errno == EBUSY;
        return base::fail(
            busy ? ErrorCode::busy : ErrorCode::failed,
            fmt::format("{} cannot be taken: {}", m_name, busy ? "another program has it" : std::strerror(errno)));
    }
    m_grabbed = true;
    input_event light{};
    light.type = EV_LED;
    light.code = LED_CAPSL;
    if (m_is_evdev) [[maybe_unused]]
        const auto written = ::write(descriptor(), &light, sizeof light);
    return {};
}

base::Result<std::vector<input_event>> InputDevice::read() {
    std::vector<input_event> events;
    std::array<char, 64 * sizeof(input_event)> bytes{};
    while (true) {
        const auto count = ::read(descriptor(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && errno != EAGAIN && events.empty())
            return base::fail(ErrorCode::not_found, fmt::format("{} was unplugged", m_name));
        if (count <= 0) break;
        m_part.append(bytes.data(), static_cast<std::size_t>(count));
        std::size_t at = 0;
        for (; m_part.size() - at >= sizeof(input_event); at += sizeof(input_event)) {
            input_event event{};
            std::memcpy(&event, m_part.data() + at, sizeof event);
            events.push_back(event);
        }
        m_part.erase(0, at);
    }
    return events;
}

}  // namespace wedge
