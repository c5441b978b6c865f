// Tokens, codes, keys and passwords: made from the kernel's randomness, kept as hashes (libsodium).
#pragma once

#include <string>
#include <string_view>

namespace base {

// 43 characters of base64url: 256 bits.
std::string random_token();
// 64 hexadecimal digits.
std::string random_key();
// "ABCD-EFGH": 40 bits, enough for something that lives 15 minutes and may be tried ten times a minute.
std::string random_code();
// Four groups of five letters and digits that are hard to mistake: 100 bits.
std::string random_password();

// BLAKE2b, 32 bytes, in hexadecimal. For things that are random themselves, so that no salt is needed.
std::string hash_of(std::string_view secret);
// base/argon2.h; without memory for it the program ends.
std::string password_hash(const std::string& password);
bool password_fits(const std::string& hash, const std::string& password);

}  // namespace base
