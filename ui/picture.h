// Pixels for a texture.
#pragma once

#include <cstdint>
#include <vector>

namespace ui {

// Straight alpha RGBA, rows of width * 4 bytes.
struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;
};

}  // namespace ui
