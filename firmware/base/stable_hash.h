// Hashes that are the same on every machine and for ever: what is drawn by them looks as it did. Not for secrets.
#pragma once

#include <cstdint>
#include <string_view>

namespace base {

// Avalanche of a 32-bit word (the finaliser of MurmurHash3).
constexpr std::uint32_t scrambled(std::uint32_t h) {
    h ^= h >> 16;
    h *= 0x85ebca6bu;
    h ^= h >> 13;
    h *= 0xc2b2ae35u;
    return h ^ (h >> 16);
}

// FNV-1a, scrambled.
constexpr std::uint32_t stable_hash(std::string_view text, std::uint32_t seed = 0) {
    std::uint32_t h = 0x811c9dc5u ^ seed;
    for (const char c : text)
        h = (h ^ static_cast<std::uint8_t>(c)) * 0x01000193u;
    return scrambled(h);
}

}  // namespace base
