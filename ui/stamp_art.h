// The stamps: vermilion ink on paper, drawn by Cairo as a coverage picture (how much ink lies where) that a canvas
// tints, turns and scales. Same input, same pixels: nothing here draws a random number.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ui/geometry.h"
#include "ui/stamp_shape.h"
#include "ui/text.h"

namespace ui {

// What is cut into the rubber, and how it was inked. The words belong to a pack or to the message files.
struct StampArt {
    StampShapePtr shape{};      // drawn only if it is not null
    std::string word = "出席";  // one or two characters a line
    std::string date = {};      // "7.21", on the newest stamp; empty: none
    bool heavy = false;         // freshly inked: thicker lines, less worn; for the newest
    std::uint32_t seed = 0;     // which speckle and which uneven pressure

    bool operator==(const StampArt&) const = default;
};
inline StampArt art_of(StampShapePtr shape) {
    StampArt art;
    art.shape = std::move(shape);
    return art;
}

// How a hand put the stamp down. From a hash of (card, cell), never from rand(): the same card always looks the same,
// and no two stamps of a card stand at one angle.
struct StampPlacement {
    float angle = 0;    // radians, within ±0.23 (13°)
    Point jitter;       // in parts of the stamp's diameter, within ±0.03
    float opacity = 1;  // of an older stamp, 0.62…0.76; the newest is drawn at 0.98
    std::uint32_t seed = 0;
};
StampPlacement place_stamp(std::string_view card, int cell);

inline constexpr float newest_stamp_opacity = 0.98f;
inline constexpr float newest_stamp_scale = 1.17f;

// Coverage, 0…255 a pixel, size_px × size_px, the stamp's centre in the middle. The art fills the square up to a small
// margin, so the diameter given to Canvas::stamp is the side of this square.
struct StampCoverage {
    int size_px = 0;
    std::vector<std::uint8_t> alpha;
};
StampCoverage draw_stamp(Text& text, const StampArt& art, int size_px);

// Tells any two coverages apart: a key for caches.
std::string stamp_key(const StampArt& art, int size_px);

}  // namespace ui
