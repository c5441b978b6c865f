// Whether the hub's date can be believed when something is to be done that nobody can take back. One clock's word is
// never enough: it has to agree with the kiosks and with what the hub saw before. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace office {

struct ClockWitnesses {
    base::ClockReading now;
    // How far the wall clock ran ahead of (or behind) the monotonic one since this process looked last; absent at the
    // first look.
    std::optional<std::chrono::microseconds> slipped;
    std::optional<base::WallTime> known;  // the newest time that was believed or said by an organizer
    bool has_kiosks = false;
    struct Kiosk {
        base::WallTime contact{};                 // by the hub's clock
        std::chrono::microseconds clock_ahead{};  // of the hub's, then
        bool synchronised = false;
    };
    std::vector<Kiosk> kiosks;
};

enum class ClockWord {
    agrees,
    no_kiosk,          // none was heard within a day whose clock is sure
    kiosks_disagree,   // one of them has another time
    jumped,            // against the machine's own count, or back behind what was known
    long_gap,          // so much later than what was known that an organizer has to say whether it is so
    not_synchronised,  // no kiosks at all, and nobody set this machine's clock
};
inline constexpr std::chrono::hours clocks_agree_within{1};
inline constexpr std::chrono::hours kiosk_heard_within{24};
inline constexpr std::chrono::hours gap_max{24 * 100};

ClockWord judge_clock(const ClockWitnesses& witnesses);

// For the store and the message files: "agrees", "no_kiosk", …
std::string_view to_string(ClockWord word);

}  // namespace office
