// A scanner that types like a keyboard, as the kernel's input events with a clock of their own, and the device file into
// which a test writes them. Include with Catch2's macros at hand.
#pragma once

#include <fcntl.h>
#include <linux/input.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "base/unique_fd.h"
#include "testing/catch.h"
#include "wedge/keymap.h"

namespace testing {

using std::chrono::microseconds;
using wedge::Layout;

using Stream = std::vector<input_event>;

// How scanners type. USB ones send a report every 1 or 8 ms, presses and releases in turn; those by radio are slower and
// uneven.
struct Rhythm {
    std::string_view name;
    std::array<microseconds, 4> gaps;  // between one key and the next, over and over
};
inline const std::array rhythms{
    Rhythm{"USB, 1 ms", {microseconds(1'003), microseconds(998), microseconds(1'001), microseconds(999)}},
    Rhythm{"USB, 8 ms", {microseconds(16'012), microseconds(15'987), microseconds(16'004), microseconds(15'996)}},
    Rhythm{"radio", {microseconds(26'250), microseconds(41'700), microseconds(18'900), microseconds(38'100)}},
    Rhythm{"radio, from afar",
           {microseconds(72'000), microseconds(145'000), microseconds(61'000), microseconds(210'000)}},
};

// A stream of events with a clock of its own.
class Scanner {
public:
    explicit Scanner(Rhythm rhythm = rhythms[1], Layout layout = Layout::us) : m_rhythm(rhythm), m_layout(layout) {}

    Scanner& rest(microseconds time) {
        m_now += time;
        return *this;
    }
    Scanner& key(std::uint16_t code) {
        m_now += m_rhythm.gaps.at(m_keys++ % m_rhythm.gaps.size());
        event(EV_MSC, MSC_SCAN, 0x7001E);
        event(EV_KEY, code, 1);
        event(EV_SYN, SYN_REPORT, 0);
        event(EV_KEY, code, 0);
        event(EV_SYN, SYN_REPORT, 0);
        return *this;
    }
    Scanner& type(std::string_view text) {
        for (const char c : text)
            type(c);
        return *this;
    }
    // With the case turned round, as a scanner does that believes caps lock to be on, or has switched it on.
    Scanner& type_turned_round(std::string_view text) {
        for (const char c : text)
            type(std::isupper(c) != 0   ? static_cast<char>(std::tolower(c))
                 : std::islower(c) != 0 ? static_cast<char>(std::toupper(c))
                                        : c);
        return *this;
    }
    Scanner& event(std::uint16_t type, std::uint16_t code, std::int32_t value) {
        input_event one{};
        const auto since_epoch = std::chrono::seconds(1'790'000'000) + m_now;
        one.input_event_sec = since_epoch.count() / 1'000'000;
        one.input_event_usec = since_epoch.count() % 1'000'000;
        one.type = type;
        one.code = code;
        one.value = value;
        m_stream.push_back(one);
        return *this;
    }
    const Stream& stream() const { return m_stream; }

private:
    void type(char c) {
        for (std::uint16_t code = 1; code < KEY_MAX; ++code) {
            if (wedge::character_of(code, false, m_layout) == c) {
                key(code);
                return;
            }
            if (wedge::character_of(code, true, m_layout) == c) {
                event(EV_KEY, KEY_LEFTSHIFT, 1);
                key(code);
                event(EV_KEY, KEY_LEFTSHIFT, 0);
                return;
            }
        }
        FAIL("no key types " << c);
    }

    Rhythm m_rhythm;
    Layout m_layout;
    microseconds m_now{};
    std::size_t m_keys = 0;
    Stream m_stream;
};

// A keyboard's device file, into which a test writes what was recorded.
class Pipe {
public:
    explicit Pipe(const std::filesystem::path& file) : m_file(file) {
        REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
        m_fd.reset(::open(file.c_str(), O_RDWR | O_CLOEXEC));
        REQUIRE(m_fd.valid());
    }
    void write(const Stream& stream) {
        const auto size = stream.size() * sizeof(input_event);
        REQUIRE(::write(m_fd.get(), stream.data(), size) == static_cast<ssize_t>(size));
    }
    // In pieces that end anywhere, as a busy machine reads them.
    void write_in_pieces(const Stream& stream, std::size_t bytes) {
        const auto* begin = reinterpret_cast<const char*>(stream.data());
        const std::size_t size = stream.size() * sizeof(input_event);
        for (std::size_t at = 0; at < size; at += bytes)
            REQUIRE(::write(m_fd.get(), begin + at, std::min(bytes, size - at)) > 0);
    }

private:
    std::filesystem::path m_file;
    base::UniqueFd m_fd;
};

}  // namespace testing
