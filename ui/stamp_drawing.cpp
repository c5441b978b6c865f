#include "ui/stamp_drawing.h"

#include <fmt/core.h>
#include <librsvg/rsvg.h>

#include <cmath>

#include "base/check.h"
#include "ui/cairo_ptr.h"
#include "ui/fonts_lock.h"

namespace ui {
namespace {

struct ErrorFree {
    void operator()(GError* error) const { g_error_free(error); }
};
using ErrorPtr = std::unique_ptr<GError, ErrorFree>;

struct HandleFree {
    void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
};

// Of the view box, else of width and height; 0: it has neither.
double width_to_height(RsvgHandle* handle) {
    gboolean has_width = FALSE, has_height = FALSE, has_box = FALSE;
    RsvgLength width{}, height{};
    RsvgRectangle box{};
    rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &width, &has_height, &height, &has_box, &box);
    if (has_box != FALSE) return box.height > 0 ? box.width / box.height : 0;
    const bool has_size = has_width != FALSE && has_height != FALSE && width.unit == height.unit && height.length > 0;
    return has_size ? width.length / height.length : 0;
}

}  // namespace

struct StampDrawing::Handle {
    std::unique_ptr<RsvgHandle, HandleFree> rsvg;
};

StampDrawing::StampDrawing(std::unique_ptr<Handle> handle) : m_handle(std::move(handle)) {}
StampDrawing::~StampDrawing() = default;

base::Result<std::shared_ptr<const StampDrawing>> StampDrawing::parse(std::string_view svg) {
    auto handle = std::make_unique<Handle>();
    GError* error = nullptr;
    handle->rsvg.reset(rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &error));
    const ErrorPtr owned(error);
    if (!handle->rsvg) {
        const std::string_view why = error == nullptr ? "" : error->message;
        return base::fail(base::ErrorCode::bad_input,
                          fmt::format("not an SVG drawing: {}", why.substr(0, why.find('\n'))));
    }
    constexpr double off_square = 0.001;
    if (!(std::abs(width_to_height(handle->rsvg.get()) - 1) < off_square))
        return base::fail(base::ErrorCode::bad_input, "not square: its viewBox has a width and a height of one size");
    return std::shared_ptr<const StampDrawing>(new StampDrawing(std::move(handle)));
}

std::vector<std::uint8_t> StampDrawing::coverage(int side_px, double margin_px) const {
    PETTAN_ASSERT(side_px > 0);
    const CairoSurface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, side_px, side_px));
    {
        const CairoContext context(cairo_create(surface.get()));
        cairo_set_antialias(context.get(), CAIRO_ANTIALIAS_BEST);
        const double drawn = side_px - 2 * margin_px;
        const RsvgRectangle view{margin_px, margin_px, drawn, drawn};
        const std::lock_guard fonts(
            fonts_mutex());  // a drawing may hold texts; and a handle is for one thread at a time
        GError* error = nullptr;
        rsvg_handle_render_document(m_handle->rsvg.get(), context.get(), &view, &error);
        const ErrorPtr owned(error);  // what could be drawn before the error is there
    }
    cairo_surface_flush(surface.get());
    const unsigned char* data = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    const auto side = static_cast<std::size_t>(side_px);
    std::vector<std::uint8_t> ink(side * side);
    for (std::size_t y = 0; y < side; ++y) {
        const auto* row = reinterpret_cast<const std::uint32_t*>(data + y * static_cast<std::size_t>(stride));
        for (std::size_t x = 0; x < side; ++x) {
            const std::uint32_t pixel = row[x];  // premultiplied
            const std::uint32_t alpha = pixel >> 24U;
            const std::uint32_t light =
                ((pixel >> 16U & 0xFFU) * 54 + (pixel >> 8U & 0xFFU) * 183 + (pixel & 0xFFU) * 19) / 256;
            ink[y * side + x] = static_cast<std::uint8_t>(alpha > light ? alpha - light : 0);
        }
    }
    return ink;
}

}  // namespace ui
