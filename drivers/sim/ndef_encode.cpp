#include "sim/ndef_encode.h"

#include <array>
#include <utility>

#include "base/check.h"

namespace sim {
namespace {

enum TypeNameFormat : std::uint8_t { tnf_empty = 0x00, tnf_well_known = 0x01, tnf_media = 0x02 };

struct Record {
    TypeNameFormat format = tnf_empty;
    std::string type = {};
    base::Bytes payload = {};
};

void append(base::Bytes& bytes, std::string_view text) {
    bytes.insert(bytes.end(), text.begin(), text.end());
}

Record record_of(const TextItem& item) {
    PETTAN_ASSERT(item.lang.size() < 64);
    Record record{tnf_well_known, "T", {static_cast<std::uint8_t>(item.lang.size())}};
    append(record.payload, item.lang);
    append(record.payload, item.text);
    return record;
}

Record record_of(const UriItem& item) {
    static constexpr std::array<std::pair<std::string_view, std::uint8_t>, 6> prefixes = {{
        {"https://www.", 0x02},
        {"http://www.", 0x01},
        {"https://", 0x04},
        {"http://", 0x03},
        {"tel:", 0x05},
        {"mailto:", 0x06},
    }};
    for (const auto& [prefix, code] : prefixes) {
        if (!item.uri.starts_with(prefix)) continue;
        Record record{tnf_well_known, "U", {code}};
        append(record.payload, std::string_view(item.uri).substr(prefix.size()));
        return record;
    }
    Record record{tnf_well_known, "U", {0x00}};
    append(record.payload, item.uri);
    return record;
}

Record record_of(const VcardItem& item) {
    std::string card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:" + item.name + "\r\n";
    if (!item.org.empty()) card += "ORG:" + item.org + "\r\n";
    card += "END:VCARD\r\n";
    Record record{tnf_media, "text/vcard"};
    append(record.payload, card);
    return record;
}

Record record_of(const MediaItem& item) {
    PETTAN_ASSERT(item.type.size() < 256);
    return {tnf_media, item.type, item.payload};
}

void append(base::Bytes& message, const Record& record, std::uint8_t flags) {
    constexpr std::uint8_t short_record = 0x10;
    const std::size_t size = record.payload.size();
    if (size < 256) flags |= short_record;
    message.push_back(flags | record.format);
    message.push_back(static_cast<std::uint8_t>(record.type.size()));
    for (int shift = size < 256 ? 0 : 24; shift >= 0; shift -= 8)
        message.push_back(static_cast<std::uint8_t>(size >> static_cast<unsigned>(shift) & 0xFFU));
    append(message, record.type);
    message.insert(message.end(), record.payload.begin(), record.payload.end());
}

}  // namespace

base::Bytes encode_ndef(const std::vector<NdefItem>& items) {
    std::vector<Record> records;
    records.reserve(items.size() + 1);
    for (const NdefItem& item : items)
        records.push_back(std::visit([](const auto& one) { return record_of(one); }, item));
    if (records.empty()) records.emplace_back();
    base::Bytes message;
    for (std::size_t i = 0; i < records.size(); ++i) {
        constexpr unsigned message_begin = 0x80;
        constexpr unsigned message_end = 0x40;
        const unsigned flags = (i == 0 ? message_begin : 0U) | (i + 1 == records.size() ? message_end : 0U);
        append(message, records[i], static_cast<std::uint8_t>(flags));
    }
    return message;
}

base::Bytes ndef_tlv(base::ByteView message) {
    constexpr std::uint8_t tag_ndef = 0x03;
    constexpr std::uint8_t tag_terminator = 0xFE;
    PETTAN_ASSERT(message.size() < 0x10000);
    base::Bytes tlv = {tag_ndef};
    if (message.size() < 0xFF) {
        tlv.push_back(static_cast<std::uint8_t>(message.size()));
    } else {
        tlv.insert(tlv.end(), {0xFF, static_cast<std::uint8_t>(message.size() >> 8U),
                               static_cast<std::uint8_t>(message.size() & 0xFFU)});
    }
    tlv.insert(tlv.end(), message.begin(), message.end());
    tlv.push_back(tag_terminator);
    return tlv;
}

}  // namespace sim
