#include "ui/texture.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/check.h"
#include "ui/gl.h"

namespace ui {
namespace {

// Half as wide and high, each the mean of four.
std::vector<std::uint8_t> halved(std::span<const std::uint8_t> coverage, int width, int height) {
    const int w = std::max(width / 2, 1);
    const int h = std::max(height / 2, 1);
    std::vector<std::uint8_t> half(static_cast<std::size_t>(w) * static_cast<std::size_t>(h));
    const auto at = [&](int x, int y) {
        const auto row = static_cast<std::size_t>(std::min(y, height - 1)) * static_cast<std::size_t>(width);
        return int{coverage[row + static_cast<std::size_t>(std::min(x, width - 1))]};
    };
    for (int y = 0; y < h; ++y)
        for (int x = 0; x < w; ++x) {
            const int sum = at(2 * x, 2 * y) + at(2 * x + 1, 2 * y) + at(2 * x, 2 * y + 1) + at(2 * x + 1, 2 * y + 1);
            half[static_cast<std::size_t>(y) * static_cast<std::size_t>(w) + static_cast<std::size_t>(x)] =
                static_cast<std::uint8_t>((sum + 2) / 4);
        }
    return half;
}

}  // namespace

struct TextureStore::Gl {
    decltype(&glGenTextures) gen_textures = gl_function<decltype(&glGenTextures)>("glGenTextures");
    decltype(&glDeleteTextures) delete_textures = gl_function<decltype(&glDeleteTextures)>("glDeleteTextures");
    decltype(&glBindTexture) bind_texture = gl_function<decltype(&glBindTexture)>("glBindTexture");
    decltype(&glTexParameteri) tex_parameter = gl_function<decltype(&glTexParameteri)>("glTexParameteri");
    decltype(&glPixelStorei) pixel_store = gl_function<decltype(&glPixelStorei)>("glPixelStorei");
    decltype(&glTexImage2D) tex_image = gl_function<decltype(&glTexImage2D)>("glTexImage2D");
};

Texture::Texture(Texture&& other) noexcept
    : m_store(other.m_store), m_id(std::exchange(other.m_id, 0u)), m_width(other.m_width), m_height(other.m_height) {}

Texture& Texture::operator=(Texture&& other) noexcept {
    std::swap(m_store, other.m_store);
    std::swap(m_id, other.m_id);
    std::swap(m_width, other.m_width);
    std::swap(m_height, other.m_height);
    return *this;
}

Texture::~Texture() {
    if (m_id != 0) m_store->m_dead.push_back(m_id);
}

TextureStore::TextureStore() : m_gl(std::make_unique<Gl>()) {}
TextureStore::~TextureStore() {
    collect();
}

void TextureStore::collect() {
    if (!m_dead.empty()) m_gl->delete_textures(static_cast<GLsizei>(m_dead.size()), m_dead.data());
    m_dead.clear();
}

const std::uint8_t* TextureStore::white(std::span<const std::uint8_t> coverage) {
    m_white.assign(coverage.size() * 4, 255);
    for (std::size_t i = 0; i < coverage.size(); ++i)
        m_white[4 * i + 3] = coverage[i];
    return m_white.data();
}

Texture TextureStore::create(int width, int height, std::span<const std::uint8_t> pixels, Smoothing smoothing) {
    PETTAN_ASSERT(width > 0 && height > 0 && width <= texture_side_max && height <= texture_side_max);
    const std::size_t texels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    PETTAN_ASSERT(pixels.size() == texels || pixels.size() == texels * 4);
    const bool is_coverage = pixels.size() == texels;
    PETTAN_ASSERT(is_coverage || smoothing != Smoothing::linear_smaller);
    unsigned id = 0;
    m_gl->gen_textures(1, &id);
    m_gl->bind_texture(GL_TEXTURE_2D, id);
    m_gl->pixel_store(GL_UNPACK_ALIGNMENT, 4);
    const auto level = [&](int number, int w, int h, std::span<const std::uint8_t> of_level) {
        m_gl->tex_image(GL_TEXTURE_2D, number, GL_RGBA, w, h, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                        is_coverage ? white(of_level) : of_level.data());
    };
    level(0, width, height, pixels);
    const GLint larger = smoothing == Smoothing::nearest ? GL_NEAREST : GL_LINEAR;
    const GLint smaller = smoothing == Smoothing::linear_smaller ? GL_LINEAR_MIPMAP_NEAREST : larger;
    m_gl->tex_parameter(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, larger);
    m_gl->tex_parameter(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, smaller);
    m_gl->tex_parameter(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    m_gl->tex_parameter(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    if (smoothing == Smoothing::linear_smaller) {
        // Made here: where GL makes them by drawing, the first one of a start cost it 40 ms.
        std::vector<std::uint8_t> larger;
        int number = 0;
        for (int w = width, h = height; w > 1 || h > 1; w = std::max(w / 2, 1), h = std::max(h / 2, 1)) {
            std::vector<std::uint8_t> half = halved(number == 0 ? pixels : std::span<const std::uint8_t>(larger), w, h);
            level(++number, std::max(w / 2, 1), std::max(h / 2, 1), half);
            larger = std::move(half);
        }
    }
    return {*this, id, width, height};
}

}  // namespace ui
