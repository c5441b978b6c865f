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

}  // namespace ui
