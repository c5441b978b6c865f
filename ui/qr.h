// QR codes (ISO/IEC 18004) as squares of modules, error correction M. Pure; no GL.
#pragma once

#include <string_view>
#include <vector>

#include "ui/geometry.h"

namespace ui {

inline constexpr int qr_quiet_modules = 4;  // free on each side

struct QrCode {
    int modules = 0;  // along a side, without the quiet zone; 0: more than a code holds
    std::vector<bool> dark{};
};
QrCode qr_code(std::string_view payload);

// Its dark modules where it stands in the middle of `rect`, on whole pixels, the quiet zone around it.
std::vector<Rect> dark_modules(std::string_view payload, const Rect& rect);

}  // namespace ui
