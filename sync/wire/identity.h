// The hub's own key, which signs the key that it serves TLS with: so a certificate may be renewed with a new key, and
// kiosks that pinned the old one go on by themselves (PROTOCOL.md, "A new key"). Ed25519 (libsodium).
#pragma once

#include <string>
#include <string_view>

#include "wire/messages.h"

namespace wire {

struct IdentityKey {
    std::string secret;      // 128 hexadecimal digits
    std::string public_key;  // 64
};
IdentityKey make_identity();

// Fills in the signature. `secret`: of an IdentityKey.
void sign(KeyPinStatement& statement, std::string_view secret);
// False for a statement of somebody else's, or one that was changed.
bool is_signed_by(const KeyPinStatement& statement, std::string_view public_key);

}  // namespace wire
