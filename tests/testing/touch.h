// What a finger may touch on a screen: the regions of its picture, drawn once more on a canvas that records.
#pragma once

#include <algorithm>

#include "desk/snapshot.h"
#include "screens/screens.h"
#include "ui/pack.h"
#include "ui/recorded_canvas.h"

namespace testing {

inline std::vector<ui::HitRegion> regions_of(const desk::Snapshot& snapshot, base::MonotonicTime at,
                                             const ui::Layout& layout = ui::Layout(1280, 800)) {
    static ui::Text text;
    ui::RecordedCanvas canvas(text, ui::washi_pack().theme, layout);
    screens::draw_screen(canvas, snapshot, at, ui::Messages::load("ja"));
    return canvas.regions();
}

inline bool offers(const desk::Snapshot& snapshot, const desk::Answer& answer,
                   const ui::Layout& layout = ui::Layout(1280, 800)) {
    const auto regions = regions_of(snapshot, snapshot.shown_at + std::chrono::seconds(1), layout);
    return std::any_of(regions.begin(), regions.end(),
                       [&](const ui::HitRegion& region) { return region.answer == answer; });
}

// Whether an answer is of this kind, an attendee's or staff's.
template <typename Kind>
bool is(const desk::Answer& answer) {
    if constexpr (std::is_constructible_v<desk::StaffAnswer, Kind>) {
        const auto* staff = std::get_if<desk::StaffAnswer>(&answer);
        return staff != nullptr && std::holds_alternative<Kind>(*staff);
    } else {
        return std::holds_alternative<Kind>(answer);
    }
}

}  // namespace testing
