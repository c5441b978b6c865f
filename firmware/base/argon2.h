// Secrets that people type, made expensive to guess: Argon2id by libsodium (RFC 9106). Each call takes 64 MiB and some
// tenths of a second, on a Raspberry Pi half of one: never on a thread that somebody waits for.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace base::argon2 {

// The hash as text, which says how it was made and brings its own salt. Absent: no memory for it.
std::optional<std::string> hash(std::string_view secret);
// Whether hash() may have made it: checking one that asks for more could take this machine's memory.
bool is_hash(const std::string& text);
bool fits(std::string_view secret, const std::string& hash);

// The same key on every machine for the same secret and salt, for ever. Absent: no memory for it.
inline constexpr std::size_t salt_bytes = 16;
inline constexpr std::size_t key_bytes = 32;
std::optional<std::array<std::uint8_t, key_bytes>> stretched(std::string_view secret,
                                                             const std::array<std::uint8_t, salt_bytes>& salt);

}  // namespace base::argon2
