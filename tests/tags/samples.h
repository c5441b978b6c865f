// NDEF messages as cards at a door carry them, put together by an encoder of the tests' own.
#pragma once

#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace samples {

struct Record {
    std::uint8_t tnf = 1;
    std::string_view type = "";
    base::Bytes payload = {};
    std::string_view id = {};
    bool force_long = false;  // four length bytes also where one would do
};

base::Bytes bytes(std::string_view text);
base::Bytes message(const std::vector<Record>& records);

base::Bytes text_payload(std::string_view lang, std::string_view utf8);
Record text(std::string_view lang, std::string_view utf8);
Record uri(std::uint8_t prefix, std::string_view rest);
Record smart_poster(const std::vector<Record>& inner);
Record media(std::string_view type, std::string_view content);

extern const std::string_view vcard_v3;   // 髙橋 一郎, with ORG
extern const std::string_view vcard_v21;  // the same in quoted-printable

// One of each kind, and a business card with several records. All well formed.
std::vector<base::Bytes> messages();

}  // namespace samples
