#include <algorithm>

#include "tags/layouts.h"

namespace tags {
namespace {

using base::Bytes;
using base::ByteView;
using base::Result;

constexpr std::uint16_t capability_file = 0xE103;
constexpr std::size_t capability_bytes = 15;           // up to and with an NDEF file control TLV
constexpr std::size_t extended_capability_bytes = 17;  // with the extended one of mapping version 3
constexpr std::size_t read_bytes_max = 250;            // a USB reader's frame holds no more
constexpr std::size_t read_bytes_min = 15;             // less than that no tag may claim

constexpr std::uint16_t status_ok = 0x9000;
constexpr std::uint16_t status_not_allowed = 0x6982;

struct Answer {
    Bytes data;
    std::uint16_t status = 0;
};

Result<Answer> send_apdu(TagLink& link, ByteView apdu) {
    TRY(answer, link.transceive(apdu));
    if (answer.size() < 2) return damaged("the tag's answer has no status");
    const auto status = static_cast<std::uint16_t>(number_at(answer, answer.size() - 2, 2));
    if (status == status_not_allowed) return locked("the tag wants a key");
    answer.resize(answer.size() - 2);
    return Answer{std::move(answer), status};
}

// The NDEF application of version 2 and 3 ends in 01 and is asked for with Le, that of version 1 in 00 and without.
Result<bool> select_application(TagLink& link, std::uint8_t last_byte) {
    Bytes apdu{0x00, 0xA4, 0x04, 0x00, 0x07, 0xD2, 0x76, 0x00, 0x00, 0x85, 0x01, last_byte};
    if (last_byte == 0x01) apdu.push_back(0x00);
    TRY(answer, send_apdu(link, apdu));
    return answer.status == status_ok;
}

enum class Mapping { v1, later };

Result<void> select_file(TagLink& link, Mapping mapping, std::uint16_t file) {
    const std::uint8_t no_file_control = mapping == Mapping::v1 ? 0x00 : 0x0C;
    const Bytes apdu{0x00,
                     0xA4,
                     0x00,
                     no_file_control,
                     0x02,
                     static_cast<std::uint8_t>(file >> 8),
                     static_cast<std::uint8_t>(file & 0xFFU)};
    TRY(answer, send_apdu(link, apdu));
    if (answer.status != status_ok) return damaged("the tag lacks a file that it must have");
    return {};
}

Result<Bytes> read_binary(TagLink& link, std::size_t offset, std::size_t count) {
    const Bytes apdu{0x00, 0xB0, static_cast<std::uint8_t>(offset >> 8), static_cast<std::uint8_t>(offset & 0xFFU),
                     static_cast<std::uint8_t>(count)};
    TRY(answer, send_apdu(link, apdu));
    if (answer.status != status_ok) return damaged("the tag refuses to read a file that it has");
    if (answer.data.size() != count) return damaged("the tag answered a read with a wrong length");
    return std::move(answer.data);
}

struct NdefFile {
    std::uint16_t id = 0;
    std::size_t bytes = 0;
    std::size_t length_bytes = 2;  // of the length in front of the message: 2, or 4 from mapping version 3 on
    std::size_t read_bytes = read_bytes_min;
};

bool is_reserved_file(std::uint16_t id) {
    return id == 0x0000 || id == 0x3F00 || id == 0x3FFF || id == 0xE102 || id == 0xE103 || id == 0xFFFF;
}

// The capability container (NFC Forum Type 4 Tag 2.0, 5.1): CCLEN, version, MLe, MLc, then the NDEF file control TLV.
Result<NdefFile> read_capability(TagLink& link) {
    TRY(container, read_binary(link, 0, capability_bytes));
    const std::size_t container_bytes = number_at(container, 0, 2);
    const unsigned major_version = container[2] >> 4;
    const std::size_t read_limit = number_at(container, 3, 2);
    const bool extended = container[7] == 0x06 && container[8] == 8;
    const bool plain = container[7] == 0x04 && container[8] == 6;
    if (major_version < 1 || major_version > 3) return damaged("the tag's NDEF version is not known");
    if (!plain && !(extended && major_version == 3)) return damaged("the tag does not say where its NDEF file is");
    if (container_bytes < (extended ? extended_capability_bytes : capability_bytes))
        return damaged("the tag's capability container is too short");
    if (read_limit < read_bytes_min) return damaged("the tag allows reads that are too short");
    if (extended) {
        TRY(rest, read_binary(link, capability_bytes, extended_capability_bytes - capability_bytes));
        container.insert(container.end(), rest.begin(), rest.end());
    }
    NdefFile file;
    file.id = static_cast<std::uint16_t>(number_at(container, 9, 2));
    file.length_bytes = extended ? 4 : 2;
    file.bytes = number_at(container, 11, file.length_bytes);
    file.read_bytes = std::min(read_limit, read_bytes_max);
    const std::uint8_t read_access = container[11 + file.length_bytes];
    if (is_reserved_file(file.id)) return damaged("the tag's NDEF file has a reserved number");
    if (file.bytes < file.length_bytes) return damaged("the tag's NDEF file is too small");
    if (read_access != 0) return locked("the tag's NDEF file is protected against reading");
    return file;
}

Result<Bytes> read_file(TagLink& link, const NdefFile& file) {
    TRY(length, read_binary(link, 0, file.length_bytes));
    const std::size_t message_bytes = number_at(length, 0, file.length_bytes);
    if (message_bytes > file.bytes - file.length_bytes) return damaged("the message is longer than its file");
    if (message_bytes > max_message_bytes) return damaged("the message is longer than 8 KiB");
    Bytes message;
    while (message.size() < message_bytes) {
        const std::size_t count = std::min(file.read_bytes, message_bytes - message.size());
        TRY(part, read_binary(link, file.length_bytes + message.size(), count));
        message.insert(message.end(), part.begin(), part.end());
    }
    return message;
}

}  // namespace

Result<Bytes> read_type4(TagLink& link) {
    Mapping mapping = Mapping::later;
    TRY(selected, select_application(link, 0x01));
    if (!selected) {
        TRY(selected_v1, select_application(link, 0x00));
        if (!selected_v1) return no_ndef("the tag has no NDEF application");
        mapping = Mapping::v1;
    }
    TRY_VOID(select_file(link, mapping, capability_file));
    TRY(file, read_capability(link));
    TRY_VOID(select_file(link, mapping, file.id));
    return read_file(link, file);
}

}  // namespace tags
