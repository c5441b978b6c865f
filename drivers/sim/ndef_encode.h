// Writes the NDEF messages of sample cards (NFC Forum NDEF 1.0, RTD Text 1.0, RTD URI 1.0). Reading is drivers/tags.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.h"

namespace sim {

struct TextItem {
    std::string text;  // UTF-8
    std::string lang;  // BCP 47, at most 63 characters
};
struct UriItem {
    std::string uri;
};
struct VcardItem {
    std::string name;
    std::string org;  // may be empty
};
struct MediaItem {
    std::string type;  // a media type, at most 255 characters
    base::Bytes payload;
};
using NdefItem = std::variant<TextItem, UriItem, VcardItem, MediaItem>;

// One record an item; no item: one empty record. Short records where the payload allows it.
base::Bytes encode_ndef(const std::vector<NdefItem>& items);

// The message as an NDEF TLV with a terminator, as Type 2 tags and MIFARE Classic keep it.
base::Bytes ndef_tlv(base::ByteView message);

}  // namespace sim
