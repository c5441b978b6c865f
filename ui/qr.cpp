#include "ui/qr.h"

#include <qrencode.h>

#include <memory>

namespace ui {

QrCode qr_code(std::string_view payload) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(static_cast<int>(payload.size()), reinterpret_cast<const unsigned char*>(payload.data()), 0,
                          QR_ECLEVEL_M),
        &QRcode_free);
    QrCode result;
    if (!code) return result;
    result.modules = code->width;
    for (int i = 0; i < code->width * code->width; ++i)
        result.dark.push_back((code->data[i] & 1) != 0);
    return result;
}

std::vector<Rect> dark_modules(std::string_view payload, const Rect& rect) {
    const QrCode code = qr_code(payload);
    const float module =
        std::max(1.0f, std::floor(std::min(rect.w, rect.h) / static_cast<float>(code.modules + 2 * qr_quiet_modules)));
    const float side = module * static_cast<float>(code.modules);
    const Point from{snap(rect.centre().x - side / 2), snap(rect.centre().y - side / 2)};
    std::vector<Rect> modules;
    for (int y = 0; y < code.modules; ++y)
        for (int x = 0; x < code.modules; ++x)
            if (code.dark[static_cast<std::size_t>(y * code.modules + x)])
                modules.push_back(
                    {from.x + static_cast<float>(x) * module, from.y + static_cast<float>(y) * module, module, module});
    return modules;
}

}  // namespace ui
