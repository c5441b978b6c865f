// Text in the encodings that name cards carry, made UTF-8. Pure functions, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace tags {

// UTF-16 (RFC 2781): a byte order mark decides, without one it is big-endian, as RTD Text wants. Absent for an odd
// number of bytes and for a surrogate without its other half.
std::optional<std::string> utf8_from_utf16(base::ByteView bytes);

// `charset` is an IANA name in any case; "" means UTF-8. A leading byte order mark is no part of the text. Absent when
// the bytes are not valid in that encoding, and for an encoding that we do not know.
std::optional<std::string> utf8_from(base::ByteView bytes, std::string_view charset);

}  // namespace tags
