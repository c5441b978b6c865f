// What a tag does when it is spoken to.
#pragma once

#include <cstdint>
#include <variant>

#include "base/bytes.h"

namespace sim {

struct Silence {};  // no answer: the reader waits for its timeout
struct Nak {        // four bits that say no; the tag then waits to be selected again
    std::uint8_t code = 0x0;
};
struct Ack {};                   // four bits that say yes, to a write or to a key
struct AuthenticationFailed {};  // a wrong key; the tag then waits to be selected again
using Answer = std::variant<Silence, Nak, Ack, AuthenticationFailed, base::Bytes>;

}  // namespace sim
