#include "wedge/scan_decoder.h"

#include <algorithm>

#include "attendance/card_uid.h"
#include "tags/ascii.h"

namespace wedge {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

// What people type between two pauses is shorter, and no code that stands for somebody is.
constexpr std::size_t code_characters_min = 4;

// A scanner types evenly and without looking; a person's fastest six keys in a row take longer.
constexpr std::size_t fast_characters_min = 6;
constexpr microseconds fast_gap_mean_max = milliseconds(45);
constexpr microseconds fast_gap_max = milliseconds(90);

microseconds time_of(const input_event& event) {
    return std::chrono::seconds(event.input_event_sec) + microseconds(event.input_event_usec);
}

}  // namespace

std::optional<std::string> ScanDecoder::take(const input_event& event) {
    if (event.type == EV_SYN && event.code == SYN_DROPPED) {  // the kernel lost events: what is here is not whole
        m_text.clear();
        m_too_long = false;
        return std::nullopt;
    }
    if (event.type != EV_KEY) return std::nullopt;
    const bool down = event.value == 1;
    // A scanner that switches caps lock for a text switches it back at once.
    const auto at = time_of(event);
    if (at - m_last_event > scan_pause_max) m_caps = false;
    m_last_event = at;
    if (event.code == KEY_LEFTSHIFT) m_left_shift = event.value != 0;
    if (event.code == KEY_RIGHTSHIFT) m_right_shift = event.value != 0;
    if (event.code == KEY_CAPSLOCK && down) m_caps = !m_caps;
    if (!down) return std::nullopt;
    if (event.code == KEY_ENTER || event.code == KEY_KPENTER || event.code == KEY_TAB) return finish();
    std::optional<std::string> before;
    if (is_typing() && at - m_last > scan_pause_max) before = finish();
    press(event.code, at);
    return before;
}

void ScanDecoder::press(std::uint16_t key, microseconds at) {
    const bool is_letter = tags::is_ascii_letter(character_of(key, false, m_format.layout).value_or('0'));
    const bool shift = m_left_shift || m_right_shift;
    const auto character = character_of(key, is_letter ? shift != m_caps : shift, m_format.layout);
    if (!character) return;
    if (!is_typing()) m_first = m_last = at, m_longest_gap = {};
    m_longest_gap = std::max(m_longest_gap, at - m_last);
    m_last = at;
    // A longer one stands for nobody; the rest of it is not another code.
    m_too_long = m_too_long || m_text.size() >= attendance::code_bytes_max;
    if (!m_too_long) m_text.push_back(*character);
}

std::optional<std::string> ScanDecoder::flush() {
    return finish();
}

std::optional<std::string> ScanDecoder::finish() {
    std::string text = std::move(m_text);
    const bool too_long = m_too_long;
    m_text.clear();
    m_too_long = false;
    const auto gaps = static_cast<long>(std::max<std::size_t>(text.size(), 2) - 1);
    m_was_fast = text.size() >= fast_characters_min && m_longest_gap <= fast_gap_max &&
                 m_last - m_first <= fast_gap_mean_max * gaps;
    if (text.starts_with(m_format.prefix)) text.erase(0, m_format.prefix.size());
    if (text.ends_with(m_format.suffix)) text.resize(text.size() - m_format.suffix.size());
    const auto first = text.find_first_not_of(' ');
    const auto last = text.find_last_not_of(' ');
    text = first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
    if (too_long || text.size() < code_characters_min) return std::nullopt;
    return text;
}

}  // namespace wedge
