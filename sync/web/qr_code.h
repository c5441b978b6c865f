// A QR code (ISO/IEC 18004) as SVG: black on white with the quiet zone, one path.
#pragma once

#include <string>

#include "web/html.h"

namespace web {

// `label` is what a screen reader says. Empty where the text is too long for a code.
Html qr_code(const std::string& text, const std::string& label);

}  // namespace web
