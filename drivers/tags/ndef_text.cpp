#include "tags/ndef_text.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "tags/ascii.h"
#include "tags/charset.h"

namespace tags {
namespace {

constexpr std::uint8_t utf16_flag = 0x80;
constexpr std::uint8_t language_length_mask = 0x3F;

bool is_language_tag(std::string_view text) {
    return !text.empty() && is_ascii_letter(text.front()) &&
           std::ranges::all_of(text, [](char c) { return is_ascii_letter(c) || is_ascii_digit(c) || c == '-'; });
}

// RTD URI 1.0, table 3; the number on the card is the index.
constexpr std::array<std::string_view, 36> uri_prefixes{"",
                                                        "http://www.",
                                                        "https://www.",
                                                        "http://",
                                                        "https://",
                                                        "tel:",
                                                        "mailto:",
                                                        "ftp://anonymous:anonymous@",
                                                        "ftp://ftp.",
                                                        "ftps://",
                                                        "sftp://",
                                                        "smb://",
                                                        "nfs://",
                                                        "ftp://",
                                                        "dav://",
                                                        "news:",
                                                        "telnet://",
                                                        "imap:",
                                                        "rtsp://",
                                                        "urn:",
                                                        "pop:",
                                                        "sip:",
                                                        "sips:",
                                                        "tftp:",
                                                        "btspp://",
                                                        "btl2cap://",
                                                        "btgoep://",
                                                        "tcpobex://",
                                                        "irdaobex://",
                                                        "file://",
                                                        "urn:epc:id:",
                                                        "urn:epc:tag:",
                                                        "urn:epc:pat:",
                                                        "urn:epc:raw:",
                                                        "urn:epc:",
                                                        "urn:nfc:"};

}  // namespace

std::optional<TextPayload> read_text_payload(base::ByteView payload) {
    if (payload.empty()) return std::nullopt;
    const std::uint8_t status = payload[0];
    const std::size_t language_length = status & language_length_mask;
    payload = payload.subspan(1);
    if (language_length > payload.size()) return std::nullopt;

    const base::ByteView raw_text = payload.subspan(language_length);
    auto text = (status & utf16_flag) != 0 ? utf8_from_utf16(raw_text) : utf8_from(raw_text, "utf-8");
    if (!text) return std::nullopt;

    TextPayload result{std::move(*text), std::nullopt};
    const std::string_view lang = base::as_text(payload.first(language_length));
    if (is_language_tag(lang)) result.lang = std::string(lang);
    return result;
}

std::optional<std::string> read_uri_payload(base::ByteView payload) {
    if (payload.empty()) return std::nullopt;
    const auto rest = utf8_from(payload.subspan(1), "utf-8");
    if (!rest) return std::nullopt;
    std::string uri(payload[0] < uri_prefixes.size() ? uri_prefixes[payload[0]] : "");
    uri += *rest;
    if (uri.empty()) return std::nullopt;
    return uri;
}

}  // namespace tags
