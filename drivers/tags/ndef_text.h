// Payloads of the well-known Text and URI records (NFC Forum RTD Text 1.0, RTD URI 1.0). Pure functions, any thread.
#pragma once

#include <optional>
#include <string>

#include "base/bytes.h"

namespace tags {

struct TextPayload {
    std::string text;                 // UTF-8, whichever of the two encodings the card used
    std::optional<std::string> lang;  // absent when what stands there cannot be a language tag
};

// Absent when the language is longer than the payload or the text is not valid in its encoding.
std::optional<TextPayload> read_text_payload(base::ByteView payload);

// The URI with its prefix put back. A prefix number that RTD URI reserves counts as "no prefix". Absent when empty or
// not valid UTF-8.
std::optional<std::string> read_uri_payload(base::ByteView payload);

}  // namespace tags
