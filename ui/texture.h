// Pictures in the graphics card's memory. All of it needs the GL context that was current when the store was made, and
// the main thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "ui/made.h"

namespace ui {

class TextureStore;

// Owns one texture. When it dies its number is only set aside: a draw list of this frame may still name it.
class Texture {
public:
    Texture() = default;
    Texture(TextureStore& store, unsigned id, int width, int height)
        : m_store(&store), m_id(id), m_width(width), m_height(height) {}
    Texture(Texture&& other) noexcept;
    Texture& operator=(Texture&& other) noexcept;
    ~Texture();

    unsigned id() const { return m_id; }  // 0: none
    int width() const { return m_width; }
    int height() const { return m_height; }
    std::size_t bytes() const { return static_cast<std::size_t>(m_width) * static_cast<std::size_t>(m_height) * 4; }

private:
    TextureStore* m_store = nullptr;
    unsigned m_id = 0;
    int m_width = 0;
    int m_height = 0;
};

// Outlives its textures.
class TextureStore {
public:
    TextureStore();
    ~TextureStore();
    TextureStore(const TextureStore&) = delete;
    TextureStore& operator=(const TextureStore&) = delete;

    // A byte of coverage each, or four: straight alpha RGBA; what is drawn smaller is coverage. At most texture_side_max
    // a side.
    Texture create(int width, int height, std::span<const std::uint8_t> pixels, Smoothing smoothing);

    // Frees what was set aside; call between frames.
    void collect();

private:
    const std::uint8_t* white(std::span<const std::uint8_t> coverage);

    friend class Texture;
    struct Gl;
    std::unique_ptr<Gl> m_gl;
    std::vector<unsigned> m_dead;
    std::vector<std::uint8_t> m_white;  // coverage as RGBA
};

}  // namespace ui
