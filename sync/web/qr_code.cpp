#include "web/qr_code.h"

#include <fmt/core.h>
#include <qrencode.h>

#include <memory>

namespace web {

Html qr_code(const std::string& text, const std::string& label) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M),
                                                               &QRcode_free);
    if (!code) return {};
    constexpr int quiet = 4;
    std::string d;
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x)
            if ((code->data[y * code->width + x] & 1) != 0) d += fmt::format("M{} {}h1v1h-1z", x + quiet, y + quiet);
    const int size = code->width + 2 * quiet;
    return el("svg",
              {{"class", "qr"}, {"viewBox", fmt::format("0 0 {0} {0}", size)}, {"role", "img"}, {"aria-label", label}},
              {el("rect", {{"width", std::to_string(size)}, {"height", std::to_string(size)}, {"class", "paper"}}),
               el("path", {{"d", d}, {"class", "modules"}})});
}

}  // namespace web
