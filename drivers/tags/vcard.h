// The two things of a vCard that a kiosk may offer: a name and an organisation. Reads versions 2.1, 3.0 (RFC 2426) and
// 4.0 (RFC 6350) alike: folded lines, groups, quoted parameters, quoted-printable and CHARSET of 2.1, escapes.
// Pure, any thread.
#pragma once

#include <optional>

#include "base/bytes.h"
#include "tags/ndef.h"

namespace tags {

// The first card in the payload. `charset` is what properties without a CHARSET of their own are in; "" is UTF-8.
// Absent when no card begins here or it gives neither name nor organisation. A property whose bytes are not valid in
// its encoding counts as missing.
std::optional<VCard> parse_vcard(base::ByteView payload, std::string_view charset = {});

}  // namespace tags
