#include "ui/texture.h"

#include <utility>

#include "base/check.h"
#include "ui/gl.h"

namespace ui {

struct TextureStore::Gl {
    decltype(&glGenTextures) gen_textures = gl_function<decltype(&glGenTextures)>("glGenTextures");
    decltype(&glDeleteTextures) delete_textures = gl_function<decltype(&glDeleteTextures)>("glDeleteTextures");
    decltype(&glBindTexture) bind_texture = gl_function<decltype(&glBindTexture)>("glBindTexture");
    decltype(&glTexParameteri) tex_parameter = gl_function<decltype(&glTexParameteri)>("glTexParameteri");
    decltype(&glPixelStorei) pixel_store = gl_function<decltype(&glPixelStorei)>("glPixelStorei");
    decltype(&glTexImage2D) tex_image = gl_function<decltype(&glTexImage2D)>("glTexImage2D");
    PFNGLGENERATEMIPMAPPROC generate_mipmap = gl_function<PFNGLGENERATEMIPMAPPROC>("glGenerateMipmap");
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

Texture TextureStore::create(int width, int height, std::span<const std::uint8_t> rgba, Filter filter) {
    PETTAN_ASSERT(width > 0 && height > 0 && width <= texture_side_max && height <= texture_side_max);
    PETTAN_ASSERT(rgba.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
    unsigned id = 0;
    m_gl->gen_textures(1, &id);
    m_gl->bind_texture(GL_TEXTURE_2D, id);
    m_gl->pixel_store(GL_UNPACK_ALIGNMENT, 4);
    m_gl->tex_image(GL_TEXTURE_2D, 0, GL_RGBA, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
    const GLint larger = filter == Filter::nearest ? GL_NEAREST : GL_LINEAR;
    const GLint smaller = filter == Filter::linear_mipmaps ? GL_LINEAR_MIPMAP_NEAREST : larger;
    m_gl->tex_parameter(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, larger);
    m_gl->tex_parameter(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, smaller);
    m_gl->tex_parameter(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    m_gl->tex_parameter(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    if (filter == Filter::linear_mipmaps) m_gl->generate_mipmap(GL_TEXTURE_2D);
    return {*this, id, width, height};
}

}  // namespace ui
