#include "office/believed_clock.h"

namespace office {

ClockWord judge_clock(const ClockWitnesses& w) {
    const base::WallTime now = w.now.wall;
    if (!w.slipped || std::chrono::abs(*w.slipped) > clocks_agree_within) return ClockWord::jumped;
    if (w.known && now < *w.known - clocks_agree_within) return ClockWord::jumped;
    if (!w.has_kiosks && w.now.quality != base::ClockQuality::synchronised) return ClockWord::not_synchronised;
    bool heard = !w.has_kiosks;
    for (const ClockWitnesses::Kiosk& kiosk : w.kiosks) {
        if (!kiosk.synchronised || kiosk.contact > now + clocks_agree_within ||
            kiosk.contact < now - kiosk_heard_within)
            continue;
        if (std::chrono::abs(kiosk.clock_ahead) > clocks_agree_within) return ClockWord::kiosks_disagree;
        heard = true;
    }
    if (!heard) return ClockWord::no_kiosk;
    // A kiosk may have its time from this very hub: years that passed at once are for a person to confirm.
    if (!w.known || now > *w.known + gap_max) return ClockWord::long_gap;
    return ClockWord::agrees;
}

std::string_view to_string(ClockWord word) {
    switch (word) {
        case ClockWord::agrees:
            return "agrees";
        case ClockWord::no_kiosk:
            return "no_kiosk";
        case ClockWord::kiosks_disagree:
            return "kiosks_disagree";
        case ClockWord::jumped:
            return "jumped";
        case ClockWord::long_gap:
            return "long_gap";
        case ClockWord::not_synchronised:
            return "not_synchronised";
    }
    return "";
}

}  // namespace office
