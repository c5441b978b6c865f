#include "tags/ndef.h"

#include <array>
#include <utility>

#include "base/result.h"
#include "base/utf8.h"
#include "tags/ascii.h"
#include "tags/charset.h"
#include "tags/ndef_text.h"
#include "tags/vcard.h"

namespace tags {
namespace {

using base::ByteView;
using base::ErrorCode;
using base::Result;

constexpr std::size_t max_records = 32;

// The record header's first byte (NDEF 1.0, 3.2).
constexpr std::uint8_t message_begin = 0x80;
constexpr std::uint8_t message_end = 0x40;
constexpr std::uint8_t chunk_flag = 0x20;
constexpr std::uint8_t short_record = 0x10;
constexpr std::uint8_t id_present = 0x08;
constexpr std::uint8_t tnf_mask = 0x07;

enum class Tnf : std::uint8_t { empty, well_known, media, absolute_uri, external, unknown, unchanged, reserved };

struct RawRecord {
    std::uint8_t flags = 0;
    Tnf tnf = Tnf::empty;
    ByteView type;
    ByteView id;
    ByteView payload;
};

base::Unexpected malformed(std::string reason) {
    return base::fail(ErrorCode::bad_input, std::move(reason));
}

Result<ByteView> take(ByteView& rest, std::size_t count) {
    if (count > rest.size()) return malformed("a record is longer than the message");
    const ByteView taken = rest.first(count);
    rest = rest.subspan(count);
    return taken;
}

Result<std::uint32_t> take_number(ByteView& rest, std::size_t width) {
    TRY(bytes, take(rest, width));
    std::uint32_t value = 0;
    for (const std::uint8_t byte : bytes)
        value = value << 8 | byte;
    return value;
}

Result<RawRecord> take_record(ByteView& rest) {
    RawRecord record;
    TRY(header, take_number(rest, 1));
    record.flags = static_cast<std::uint8_t>(header);
    record.tnf = static_cast<Tnf>(header & tnf_mask);
    if ((record.flags & chunk_flag) != 0 || record.tnf == Tnf::unchanged)
        return malformed("chunked records are not read");
    TRY(type_length, take_number(rest, 1));
    TRY(payload_length, take_number(rest, (record.flags & short_record) != 0 ? 1 : 4));
    TRY(id_length, (record.flags & id_present) != 0 ? take_number(rest, 1) : Result<std::uint32_t>(0U));
    TRY(type, take(rest, type_length));
    TRY(id, take(rest, id_length));
    TRY(payload, take(rest, payload_length));
    record.type = type;
    record.id = id;
    record.payload = payload;
    return record;
}

Result<std::string> type_name(const RawRecord& record) {
    const std::string type(base::as_text(record.type));
    const bool typeless = record.tnf == Tnf::empty || record.tnf == Tnf::unknown;
    if (typeless != type.empty())
        return malformed(typeless ? "a record without a type has one" : "a record lacks its type");
    if (!base::is_valid_utf8(type) || base::clean_for_display(type) != type)
        return malformed("a record's type is not text");
    switch (record.tnf) {
        case Tnf::empty:
            if (!record.id.empty() || !record.payload.empty()) return malformed("an empty record is not empty");
            return type;
        case Tnf::well_known:
            return "urn:nfc:wkt:" + type;
        case Tnf::media:
            if (type.find('/') == std::string::npos || !is_printable_ascii(type))
                return malformed("a record's type is no media type");
            return type;
        case Tnf::absolute_uri:
            return type;
        case Tnf::external:
            return "urn:nfc:ext:" + type;
        case Tnf::unknown:
            return std::string("application/octet-stream");
        case Tnf::unchanged:
            break;  // refused as a chunk before
        case Tnf::reserved:
            return malformed("a record uses the reserved type format 7");
    }
    return malformed("chunked records are not read");
}

struct MediaType {
    std::string name;     // lower case, without parameters
    std::string charset;  // lower case; "" when it names none
};

MediaType parse_media_type(std::string_view type) {
    const std::string lower = ascii_lower(type);
    const std::size_t semicolon = lower.find(';');
    MediaType media{std::string(ascii_trim(std::string_view(lower).substr(0, semicolon))), ""};
    const std::size_t at = lower.find("charset=");
    if (semicolon == std::string::npos || at == std::string::npos) return media;
    media.charset = lower.substr(at + 8, lower.find(';', at) - at - 8);
    std::erase(media.charset, '"');
    return media;
}

// A smart poster is a message in a record: its URI, and the first of its titles.
void read_smart_poster(NdefRecord& poster);

void read_payload(NdefRecord& record) {
    if (record.type == "urn:nfc:wkt:T") {
        if (auto payload = read_text_payload(record.payload)) {
            record.text = std::move(payload->text);
            record.lang = std::move(payload->lang);
        }
        return;
    }
    if (record.type == "urn:nfc:wkt:U") {
        record.uri = read_uri_payload(record.payload);
        return;
    }
    const MediaType media = parse_media_type(record.type);
    if (media.name == "text/plain") record.text = utf8_from(record.payload, media.charset);
    if (media.name == "text/vcard" || media.name == "text/x-vcard")
        record.vcard = parse_vcard(record.payload, media.charset);
}

enum class Posters { read, keep_closed };  // a poster inside of a poster stays closed: no recursion to exhaust

NdefReading parse_message(ByteView message, Posters posters) {
    NdefReading reading{NdefStatus::ok, "", {}};
    const auto stop = [&](std::string reason) {
        reading.status = NdefStatus::malformed;
        reading.reason = std::move(reason);
        return std::move(reading);
    };
    if (message.empty()) {
        reading.status = NdefStatus::empty;
        reading.reason = "no record";
        return reading;
    }
    if (message.size() > max_message_bytes) return stop("the message is longer than 8 KiB");

    ByteView rest = message;
    for (bool ended = false; !ended;) {
        if (rest.empty()) return stop("the message ends before its last record");
        if (reading.records.size() == max_records) return stop("the message has more than 32 records");
        auto raw = take_record(rest);
        if (!raw) return stop(raw.error().message);
        if (((raw->flags & message_begin) != 0) != reading.records.empty())
            return stop(reading.records.empty() ? "the first record is not marked as the first"
                                                : "a later record is marked as the first");
        auto type = type_name(*raw);
        if (!type) return stop(type.error().message);
        if (!base::is_valid_utf8(base::as_text(raw->id))) return stop("a record's id is not text");

        NdefRecord record;
        record.type = std::move(*type);
        record.id = std::string(base::as_text(raw->id));
        record.payload = base::Bytes(raw->payload.begin(), raw->payload.end());
        if (record.type != "urn:nfc:wkt:Sp")
            read_payload(record);
        else if (posters == Posters::read)
            read_smart_poster(record);
        reading.records.push_back(std::move(record));
        ended = (raw->flags & message_end) != 0;
    }
    if (!rest.empty()) return stop("bytes follow the last record");
    return reading;
}

void read_smart_poster(NdefRecord& poster) {
    for (const NdefRecord& inner : parse_message(poster.payload, Posters::keep_closed).records) {
        if (inner.type == "urn:nfc:wkt:U" && !poster.uri) poster.uri = inner.uri;
        if (inner.type == "urn:nfc:wkt:T" && !poster.text) {
            poster.text = inner.text;
            poster.lang = inner.lang;
        }
    }
}

constexpr std::array<std::pair<NdefStatus, std::string_view>, 7> status_names{{{NdefStatus::unread, "unread"},
                                                                               {NdefStatus::ok, "ok"},
                                                                               {NdefStatus::empty, "empty"},
                                                                               {NdefStatus::none, "none"},
                                                                               {NdefStatus::locked, "locked"},
                                                                               {NdefStatus::malformed, "malformed"},
                                                                               {NdefStatus::torn, "torn"}}};

}  // namespace

std::string_view to_string(NdefStatus status) {
    for (const auto& [value, name] : status_names)
        if (value == status) return name;
    return "unread";
}

std::optional<NdefStatus> ndef_status_from(std::string_view text) {
    for (const auto& [value, name] : status_names)
        if (name == text) return value;
    return std::nullopt;
}

NdefReading parse_ndef(base::ByteView message) {
    return parse_message(message, Posters::read);
}

}  // namespace tags
