#include "ui/imgui_canvas.h"

#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <array>
#include <cmath>
#include <numbers>

#include "base/check.h"
#include "ui/group.h"
#include "ui/lru_cache.h"
#include "ui/paper.h"
#include "ui/qr.h"
#include "ui/texture.h"

namespace ui {
namespace {

constexpr std::size_t texture_budget_bytes = std::size_t{96} << 20;

ImU32 packed(Colour c) {
    return IM_COL32(c.r, c.g, c.b, c.a);
}
ImVec2 vec(Point p) {
    return {p.x, p.y};
}
ImTextureID handle(const Texture& texture) {
    return reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(texture.id()));
}

// What is drawn for one key: most have one texture; a run of text with emoji has two.
struct Slot {
    Texture mono;
    Texture colour;
    Point origin{};
    int corner = 0;  // of a nine-slice shadow
};

}  // namespace

class ImGuiCanvas::Renderer {
public:
    Renderer(const char* glsl_version, Shelf* made_ahead) : shelf(made_ahead), pictures(texture_budget_bytes) {
        if (shelf != nullptr) pictures.on_leaving([this](const std::string& key) { shelf->given_up(key); });
        IMGUI_CHECKVERSION();
        ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.LogFilename = nullptr;
        ImGuiStyle& style = ImGui::GetStyle();
        style.CircleTessellationMaxError = 0.1f;
        style.AntiAliasedLinesUseTex = false;  // geometry is even at any width and angle
        PETTAN_ASSERT(ImGui_ImplOpenGL3_Init(glsl_version));
    }
    ~Renderer() {
        pictures.clear();
        store.collect();
        ImGui_ImplOpenGL3_Shutdown();
        ImGui::DestroyContext();
    }
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;

    struct OpenGroup {
        Group group;
        int first_vertex;
    };

    bool turning() const {
        return std::any_of(groups.begin(), groups.end(), [](const OpenGroup& open) {
            return open.group.angle != 0 || open.group.scale_x != 1 || open.group.scale_y != 1;
        });
    }

    template <typename Make>
    const Slot& picture(std::string key, Make make) {
        if (Slot* known = pictures.find(key)) return *known;
        if (const auto ahead = from_shelf(key)) return put(std::move(key), *ahead);
        ++made;
        return put(std::move(key), make());
    }

    std::optional<Made> from_shelf(const std::string& key) const {
        return shelf == nullptr ? std::nullopt : shelf->take(key);
    }

    const Slot& put(std::string key, const Made& from) {
        Slot slot{store.create(from.width, from.height, from.pixels, from.smoothing), {}, from.origin, from.corner};
        if (!from.colour.empty()) slot.colour = store.create(from.width, from.height, from.colour, from.smoothing);
        const std::size_t cost = slot.mono.bytes() + slot.colour.bytes();
        if (shelf != nullptr) shelf->held(key);
        return pictures.put(std::move(key), std::move(slot), cost);
    }

    Shelf* shelf;
    std::size_t made = 0;
    TextureStore store;
    LruCache<Slot> pictures;
    ImDrawList* list = nullptr;
    std::vector<OpenGroup> groups;
};

ImGuiCanvas::ImGuiCanvas(Text& text, const Theme& theme, Layout layout, const char* glsl_version, Shelf* shelf)
    : Canvas(text, theme, layout), m_renderer(std::make_unique<Renderer>(glsl_version, shelf)) {}

ImGuiCanvas::~ImGuiCanvas() = default;

void ImGuiCanvas::begin_frame(Layout layout, std::optional<Pressed> pressed) {
    begin(layout, std::move(pressed));
    m_renderer->store.collect();
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(layout.width_px()), static_cast<float>(layout.height_px())};
    io.DeltaTime = 1.0f / 60;  // nothing here is driven by ImGui's clock
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    m_renderer->list = ImGui::GetBackgroundDrawList();
}

void ImGuiCanvas::end_frame() {
    PETTAN_ASSERT(m_renderer->groups.empty());
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    m_renderer->list = nullptr;
}

bool ImGuiCanvas::upload(const std::string& key) {
    const auto made = m_renderer->from_shelf(key);
    if (!made) return false;
    m_renderer->put(key, *made);
    return true;
}

std::size_t ImGuiCanvas::made() const {
    return m_renderer->made;
}

std::size_t ImGuiCanvas::texture_bytes() const {
    return m_renderer->pictures.cost();
}

TextMetrics ImGuiCanvas::text(Point at, std::string_view text, const TextStyle& style, Colour colour) {
    const TextMetrics metrics = measure(text, style);
    if (metrics.ink.empty() || colour.a == 0) return metrics;
    const Slot& picture =
        m_renderer->picture(made_text_key(text, style), [&] { return make_text(shaper(), text, style); });
    // On whole pixels each texel is one pixel, and glyphs are as crisp as Cairo drew them.
    const Point from{snap(at.x) - picture.origin.x, snap(at.y) - picture.origin.y};
    const Point to{from.x + static_cast<float>(picture.mono.width()),
                   from.y + static_cast<float>(picture.mono.height())};
    m_renderer->list->AddImage(handle(picture.mono), vec(from), vec(to), {0, 0}, {1, 1}, packed(colour));
    if (picture.colour.id() != 0)
        m_renderer->list->AddImage(handle(picture.colour), vec(from), vec(to), {0, 0}, {1, 1},
                                   IM_COL32(255, 255, 255, colour.a));
    return metrics;
}

void ImGuiCanvas::fill(const Rect& rect, Colour colour, float radius) {
    if (rect.empty()) return;
    if (radius > 0)
        return m_renderer->list->AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()}, packed(colour), radius);
    const Rect r = snapped(rect);
    if (m_renderer->turning()) {  // AddRectFilled does not smooth straight edges
        const std::array corners{Point{r.x, r.y}, Point{r.right(), r.y}, Point{r.right(), r.bottom()},
                                 Point{r.x, r.bottom()}};
        return polygon(corners, colour);
    }
    m_renderer->list->AddRectFilled({r.x, r.y}, {r.right(), r.bottom()}, packed(colour));
}

void ImGuiCanvas::fill_gradient(const Rect& rect, Colour top, Colour bottom) {
    const Rect r = snapped(rect);
    m_renderer->list->AddRectFilledMultiColor({r.x, r.y}, {r.right(), r.bottom()}, packed(top), packed(top),
                                              packed(bottom), packed(bottom));
}

void ImGuiCanvas::polygon(std::span<const Point> points, Colour colour) {
    for (const Point p : points)
        m_renderer->list->PathLineTo(vec(p));
    m_renderer->list->PathFillConvex(packed(colour));
}

void ImGuiCanvas::stroke(std::span<const Point> points, float width, Colour colour, Closed closed) {
    // ImGui draws no line thinner than a pixel: thinner ones are paler instead.
    const Colour paler = colour.faded(std::min(1.0f, width));
    for (const Point p : points)
        m_renderer->list->PathLineTo(vec(p));
    m_renderer->list->PathStroke(packed(paler), closed == Closed::yes ? ImDrawFlags_Closed : ImDrawFlags_None,
                                 std::max(1.0f, width));
}

void ImGuiCanvas::background(Background background) {
    const Layout& l = layout();
    const Slot& picture = m_renderer->picture(made_background_key(background, l),
                                              [&] { return make_background(background, theme(), l); });
    m_renderer->list->AddImage(handle(picture.mono), {0, 0},
                               {static_cast<float>(l.width_px()), static_cast<float>(l.height_px())});
}

void ImGuiCanvas::shadow(const Rect& rect, float radius, float blur, Colour colour) {
    const ShadowSize size = shadow_size(radius, blur);
    const Slot& picture = m_renderer->picture(made_shadow_key(size), [&] { return make_shadow(size); });
    const Rect outer = rect.inset(static_cast<float>(-size.blur_px));
    const auto side = static_cast<float>(picture.mono.width());
    const auto corner = static_cast<float>(picture.corner);
    const float cx = std::min(corner, outer.w / 2);
    const float cy = std::min(corner, outer.h / 2);
    const std::array xs{outer.x, outer.x + cx, outer.right() - cx, outer.right()};
    const std::array ys{outer.y, outer.y + cy, outer.bottom() - cy, outer.bottom()};
    const std::array us{0.0f, corner / side, 1 - corner / side, 1.0f};
    for (std::size_t j = 0; j < 3; ++j)
        for (std::size_t i = 0; i < 3; ++i) {
            if (i == 1 && j == 1) continue;  // under the rectangle itself
            m_renderer->list->AddImage(handle(picture.mono), {xs[i], ys[j]}, {xs[i + 1], ys[j + 1]}, {us[i], us[j]},
                                       {us[i + 1], us[j + 1]}, packed(colour));
        }
}

// A fan of full colour and a band around it that fades: each pixel is blended once.
void ImGuiCanvas::soft_disc(Point centre, float radius, float blur, Colour colour) {
    constexpr unsigned spokes = 64;
    const float inner = std::max(0.0f, radius - blur);
    const float outer = radius + blur;
    ImDrawList& list = *m_renderer->list;
    const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
    const unsigned first = list._VtxCurrentIdx;
    list.PrimReserve(spokes * 9, spokes * 2 + 1);
    for (unsigned i = 0; i < spokes; ++i) {
        const float turn = static_cast<float>(i) * 2 * std::numbers::pi_v<float> / spokes;
        const Point way{std::cos(turn), std::sin(turn)};
        list.PrimWriteVtx(vec(centre + way * inner), white, packed(colour));
        list.PrimWriteVtx(vec(centre + way * outer), white, packed(colour.faded(0)));
    }
    list.PrimWriteVtx(vec(centre), white, packed(colour));
    const auto index = [&](unsigned i) { list.PrimWriteIdx(static_cast<ImDrawIdx>(first + i)); };
    const unsigned middle = 2 * spokes;
    for (unsigned i = 0; i < spokes; ++i) {
        const unsigned here = 2 * i;
        const unsigned next = 2 * ((i + 1) % spokes);
        for (const unsigned corner : {middle, here, next, here, here + 1, next + 1, here, next + 1, next})
            index(corner);
    }
}

void ImGuiCanvas::sun(Point centre, float radius, Colour top, Colour bottom) {
    const int diameter = sun_diameter(radius);
    if (diameter < 2) return;
    const Slot& picture = m_renderer->picture(made_sun_key(diameter, top, bottom),
                                              [&] { return make_sun(diameter, top, bottom, theme()); });
    const float half =
        (radius + sun_margin_px) * static_cast<float>(picture.mono.width()) / (2 * radius + 2 * sun_margin_px);
    const Point from{snap(centre.x - half), snap(centre.y - half)};
    m_renderer->list->AddImage(handle(picture.mono), vec(from), {from.x + 2 * half, from.y + 2 * half}, {0, 0}, {1, 1},
                               IM_COL32(255, 255, 255, top.a));
}

void ImGuiCanvas::stamp(const StampArt& art, Point centre, float diameter, float angle, Colour colour) {
    if (diameter < 1 || colour.a == 0) return;
    const int side = stamp_side(diameter);
    const Slot& picture =
        m_renderer->picture(made_stamp_key(art, side), [&] { return make_stamp(shaper(), art, side); });
    const Group turn{.pivot = centre, .angle = angle};
    const float half = diameter / 2;
    const auto corner = [&](float x, float y) {
        return vec(applied(turn, {centre.x + x * half, centre.y + y * half}));
    };
    m_renderer->list->AddImageQuad(handle(picture.mono), corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1),
                                   {0, 0}, {1, 0}, {1, 1}, {0, 1}, packed(colour));
}

void ImGuiCanvas::qr(std::string_view payload, const Rect& rect, Colour dark, Colour light) {
    fill(rect, light, 0);
    for (const Rect& module : dark_modules(payload, rect))
        fill(module, dark, 0);
}

void ImGuiCanvas::begin_clip(const Rect& rect) {
    m_renderer->list->PushClipRect({rect.x, rect.y}, {rect.right(), rect.bottom()}, true);
}
void ImGuiCanvas::end_clip() {
    m_renderer->list->PopClipRect();
}

void ImGuiCanvas::begin_group(const Group& group) {
    m_renderer->groups.push_back({group, m_renderer->list->VtxBuffer.Size});
}

void ImGuiCanvas::end_group() {
    const auto [group, first] = m_renderer->groups.back();
    m_renderer->groups.pop_back();
    for (int i = first; i < m_renderer->list->VtxBuffer.Size; ++i) {
        ImDrawVert& vertex = m_renderer->list->VtxBuffer[i];
        vertex.pos = vec(applied(group, {vertex.pos.x, vertex.pos.y}));
        const auto alpha = static_cast<float>(vertex.col >> IM_COL32_A_SHIFT) * std::clamp(group.alpha, 0.0f, 1.0f);
        vertex.col = (vertex.col & ~IM_COL32_A_MASK) | static_cast<ImU32>(std::lround(alpha)) << IM_COL32_A_SHIFT;
    }
}

}  // namespace ui
