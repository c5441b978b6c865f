// A drawing that is cut into a stamp's rubber: an SVG file (SVG 1.1, drawn by librsvg), square. What it paints is ink,
// the darker the more; what it paints white takes away what lies under it.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace ui {

// Any thread; one at a time draws.
class StampDrawing {
public:
    // bad_input: it is no SVG, or not square. Files that it names are not read.
    static base::Result<std::shared_ptr<const StampDrawing>> parse(std::string_view svg);
    ~StampDrawing();

    // How much ink lies where, 0…255, row by row of side_px × side_px pixels; `margin_px` stay free on each side.
    std::vector<std::uint8_t> coverage(int side_px, double margin_px) const;

private:
    struct Handle;
    explicit StampDrawing(std::unique_ptr<Handle> handle);
    std::unique_ptr<Handle> m_handle;
};

}  // namespace ui
