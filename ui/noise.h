// Noise without a state: the same place and seed give the same value, on every machine and in every order of asking.
#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>

#include "base/stable_hash.h"

namespace ui {

using base::scrambled;

constexpr std::uint32_t hash_of(std::uint32_t a, std::uint32_t b, std::uint32_t seed = 0) {
    return scrambled(a + 0x9e3779b9u * scrambled(b + 0x9e3779b9u * scrambled(seed + 1)));
}

constexpr std::uint32_t hash_of(std::string_view text, std::uint32_t seed = 0) {
    return base::stable_hash(text, seed);
}

// 0 ≤ value < 1.
constexpr float unit_of(std::uint32_t hash) {
    return static_cast<float>(hash >> 8) * (1.0f / 16777216.0f);
}

// Values of 0…1 on a lattice of whole numbers, smooth between them.
inline float noise(float x, float y, std::uint32_t seed) {
    // By hand: std::floor is a library call on plain x86-64, and this runs millions of times for a background.
    const auto floored = [](float v) { return static_cast<std::int32_t>(v) - (v < 0 ? 1 : 0); };
    const std::int32_t fx = floored(x);
    const std::int32_t fy = floored(y);
    const auto ix = static_cast<std::uint32_t>(fx);
    const auto iy = static_cast<std::uint32_t>(fy);
    const auto eased = [](float t) { return t * t * (3 - 2 * t); };
    const float tx = eased(x - static_cast<float>(fx));
    const float ty = eased(y - static_cast<float>(fy));
    const auto lattice = [seed](std::uint32_t i, std::uint32_t j) {
        return unit_of(scrambled(i * 0x9e3779b9u + j * 0x7feb352du + seed * 0x846ca68bu));
    };
    const float a = lattice(ix, iy);
    const float b = lattice(ix + 1, iy);
    const float c = lattice(ix, iy + 1);
    const float d = lattice(ix + 1, iy + 1);
    return (a + (b - a) * tx) * (1 - ty) + (c + (d - c) * tx) * ty;
}

// Three octaves, 0…1, mostly about 0.5.
inline float cloud(float x, float y, std::uint32_t seed) {
    return (4 * noise(x, y, seed) + 2 * noise(2.03f * x, 2.03f * y, seed + 1) + noise(4.1f * x, 4.1f * y, seed + 2)) /
           7;
}

inline float smooth_step(float from, float to, float x) {
    const float t = x <= from ? 0.0f : (x >= to ? 1.0f : (x - from) / (to - from));
    return t * t * (3 - 2 * t);
}

// One after another, for drawing many things at seeded places.
class Dice {
public:
    explicit Dice(std::uint32_t seed) : m_seed(seed) {}
    float next() { return unit_of(hash_of(m_count++, 0x5eed, m_seed)); }
    float between(float low, float high) { return low + (high - low) * next(); }

private:
    std::uint32_t m_seed;
    std::uint32_t m_count = 0;
};

}  // namespace ui
