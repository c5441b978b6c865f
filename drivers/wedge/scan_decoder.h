// From the key events of a scanner to the code that it scanned. Time is the events' own, so that a recorded stream decodes
// as it was typed. Pure; one thread.
#pragma once

#include <linux/input.h>

#include <chrono>
#include <optional>
#include <string>

#include "wedge/keymap.h"

namespace wedge {

// A scanner without an end key, or one that was cut off, is done after so long.
inline constexpr std::chrono::milliseconds scan_pause_max{300};

struct ScanFormat {
    Layout layout = Layout::us;
    std::string prefix = {};  // what the scanner puts around each code; taken off where it stands
    std::string suffix = {};
};

class ScanDecoder {
public:
    explicit ScanDecoder(ScanFormat format) : m_format(std::move(format)) {}

    // The code that this event completes: by Enter or Tab, or because it comes after a pause and begins another one.
    std::optional<std::string> take(const input_event& event);
    // Nothing came for a pause: what was typed until then.
    std::optional<std::string> flush();

    bool is_typing() const { return !m_text.empty(); }
    // How the last completed scan was typed, for telling a scanner from a person.
    bool was_fast() const { return m_was_fast; }

private:
    std::optional<std::string> finish();
    void press(std::uint16_t key, std::chrono::microseconds at);

    ScanFormat m_format;
    std::string m_text;
    bool m_too_long = false;
    bool m_left_shift = false;
    bool m_right_shift = false;
    bool m_caps = false;  // switched on by the scanner itself, for the text that follows
    std::chrono::microseconds m_last_event{};
    std::chrono::microseconds m_first{};
    std::chrono::microseconds m_last{};
    std::chrono::microseconds m_longest_gap{};
    bool m_was_fast = false;
};

}  // namespace wedge
