// How a kiosk and a hub prove to each other, before an enrolment, that they know the same one-time code, bound to the
// key of the TLS connection between them (PROTOCOL.md, "Who knows the code"). Pure but for random_nonce(); any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wire/messages.h"

namespace wire {

// A code as people type it: case, spaces and hyphens dropped, O and I, L read as 0 and 1.
std::string plain_code(std::string_view typed);

// What a code of this hub is stretched to (Argon2id, RFC 9106, by libsodium's crypto_pwhash): 64 hexadecimal digits. A
// code has 40 bits and lives 15 minutes; trying all of them takes some thousand years of a processor. Takes 64 MiB and
// a tenth of a second; absent where there is no such room.
std::optional<std::string> stretched_code(std::string_view code, std::string_view hub);

// 64 hexadecimal digits.
std::string random_nonce();

enum class Prover { kiosk, hub };

// A keyed BLAKE2b (RFC 7693) over who proves, both nonces and the pin of the hub's key: 64 hexadecimal digits.
// `stretched`: of stretched_code().
std::string enrol_proof(Prover who, const std::string& stretched, const EnrolNonces& nonces,
                        const std::string& key_pin);
// Compares in constant time.
bool is_same_proof(std::string_view a, std::string_view b);

}  // namespace wire
