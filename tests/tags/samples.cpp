#include "tags/samples.h"

#include <string>

namespace samples {

using base::Bytes;

namespace {
void append(Bytes& to, base::ByteView more) {
    to.insert(to.end(), more.begin(), more.end());
}
}  // namespace

Bytes bytes(std::string_view text) {
    const auto view = base::as_bytes(text);
    return {view.begin(), view.end()};
}

Bytes message(const std::vector<Record>& records) {
    Bytes out;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const Record& record = records[i];
        const bool is_short = record.payload.size() < 256 && !record.force_long;
        unsigned flags = record.tnf;
        if (i == 0) flags |= 0x80U;
        if (i + 1 == records.size()) flags |= 0x40U;
        if (is_short) flags |= 0x10U;
        if (!record.id.empty()) flags |= 0x08U;
        out.push_back(static_cast<std::uint8_t>(flags));
        out.push_back(static_cast<std::uint8_t>(record.type.size()));
        for (int shift = is_short ? 0 : 24; shift >= 0; shift -= 8)
            out.push_back(static_cast<std::uint8_t>(record.payload.size() >> shift & 0xFFU));
        if (!record.id.empty()) out.push_back(static_cast<std::uint8_t>(record.id.size()));
        append(out, base::as_bytes(record.type));
        append(out, base::as_bytes(record.id));
        append(out, record.payload);
    }
    return out;
}

Bytes text_payload(std::string_view lang, std::string_view utf8) {
    Bytes payload{static_cast<std::uint8_t>(lang.size())};
    append(payload, base::as_bytes(lang));
    append(payload, base::as_bytes(utf8));
    return payload;
}

Record text(std::string_view lang, std::string_view utf8) {
    return {1, "T", text_payload(lang, utf8)};
}

Record uri(std::uint8_t prefix, std::string_view rest) {
    Bytes payload{prefix};
    append(payload, base::as_bytes(rest));
    return {1, "U", payload};
}

Record smart_poster(const std::vector<Record>& inner) {
    return {1, "Sp", message(inner)};
}
Record media(std::string_view type, std::string_view content) {
    return {2, type, bytes(content)};
}

const std::string_view vcard_v3 =
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:髙橋;一郎;;;\r\nFN:髙橋 一郎\r\nORG:喫茶ぺったん\\, 本店;企画部\r\n"
    "TEL;TYPE=CELL:+81-90-0000-0000\r\nEND:VCARD\r\n";
const std::string_view vcard_v21 =
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E9=AB=99=E6=A9=8B;=E4=B8=80=E9=\r\n"
    "=83=8E;;;\r\nEND:VCARD\r\n";

std::vector<Bytes> messages() {
    const Bytes utf16_text{0x82, 'j', 'a', 0xFE, 0xFF, 0x5C, 0x71, 0xD8, 0x42, 0xDF, 0xB7};
    const std::string long_text(300, 'x');
    return {
        message({text("ja", "髙橋 一郎")}),
        message({{1, "T", utf16_text}}),
        message({uri(4, "example.com/p/42")}),
        message({smart_poster({uri(1, "example.com"), text("en", "Our meetup"), {1, "act", {0x00}}})}),
        message({media("text/vcard", vcard_v3)}),
        message({media("text/x-vcard", vcard_v21)}),
        message({{4, "example.com:badge", {1, 2, 3}, "id-1"}, {3, "https://example.com/type", {9}}, {5, "", {7, 7}}}),
        message({media("text/vcard", vcard_v3), uri(2, "example.com"), text("en", long_text), {0, "", {}}}),
        message({{1, "T", text_payload("en", "Aoi"), "n", true}, media("text/plain", "hello")}),
    };
}

}  // namespace samples
