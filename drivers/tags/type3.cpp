#include <algorithm>

#include "tags/layouts.h"

namespace tags {
namespace {

using base::Bytes;
using base::ByteView;
using base::Result;

constexpr std::uint8_t command_polling = 0x00;
constexpr std::uint8_t command_read = 0x06;  // Read Without Encryption
constexpr std::uint16_t ndef_read_service = 0x000B;
constexpr std::uint16_t ndef_system = 0x12FC;

constexpr std::size_t block_bytes = 16;
constexpr std::size_t idm_bytes = 8;
constexpr std::size_t blocks_per_read_max = 12;  // 205 bytes: also a USB reader's frame holds them

// LEN is put in front.
Bytes frame(Bytes body) {
    body.insert(body.begin(), static_cast<std::uint8_t>(body.size() + 1));
    return body;
}

bool is_answer_to(std::uint8_t command, ByteView answer, std::size_t shortest) {
    return answer.size() >= shortest && answer[0] == answer.size() && answer[1] == command + 1;
}

// What the card says instead of its blocks (FeliCa Card User's Manual, status flags).
base::Unexpected refusal(std::uint8_t status2) {
    const bool needs_key = status2 == 0xA5 || status2 == 0xB0 || status2 == 0xB1;
    return needs_key ? locked("the card wants a key for its blocks") : no_ndef("the card refuses to read NDEF blocks");
}

Result<Bytes> read_blocks(TagLink& link, ByteView idm, std::size_t first, std::size_t count) {
    Bytes body{command_read};
    body.insert(body.end(), idm.begin(), idm.end());
    body.insert(body.end(), {1, ndef_read_service & 0xFFU, ndef_read_service >> 8, static_cast<std::uint8_t>(count)});
    for (std::size_t block = first; block < first + count; ++block) {
        const auto low = static_cast<std::uint8_t>(block & 0xFFU);
        if (block < 256)
            body.insert(body.end(), {0x80, low});
        else
            body.insert(body.end(), {0x00, low, static_cast<std::uint8_t>(block >> 8)});
    }
    TRY(answer, link.transceive(frame(std::move(body))));
    if (!is_answer_to(command_read, answer, 12) || !std::equal(idm.begin(), idm.end(), answer.begin() + 2))
        return damaged("the card answered a read with something else");
    if (answer[10] != 0) return refusal(answer[11]);
    if (answer.size() != 13 + count * block_bytes || answer[12] != count)
        return damaged("the card answered a read with a wrong number of blocks");
    return Bytes(answer.begin() + 13, answer.end());
}

struct Attributes {
    std::size_t blocks_per_read = 0;
    std::size_t message_bytes = 0;
};

// Block 0 (NFC Forum Type 3 Tag 1.0, 6.1).
bool is_attribute_block(ByteView block) {
    std::uint32_t sum = 0;
    for (const std::uint8_t byte : block.first(14))
        sum += byte;
    return block[0] >> 4 == 1 && sum == number_at(block, 14, 2);
}

Result<Attributes> parse_attributes(ByteView block) {
    const std::size_t blocks_per_read = block[1];
    const std::size_t data_blocks = number_at(block, 3, 2);
    const bool write_unfinished = block[9] == 0x0F;
    const std::size_t message_bytes = number_at(block, 11, 3);
    if (blocks_per_read == 0) return damaged("the card says that it can read no block");
    if (write_unfinished) return damaged("the last write to the card was not finished");
    if (message_bytes > data_blocks * block_bytes) return damaged("the message is longer than the card's memory");
    if (message_bytes > max_message_bytes) return damaged("the message is longer than 8 KiB");
    return Attributes{std::min(blocks_per_read, blocks_per_read_max), message_bytes};
}

// The number under which the card's NDEF system answers; another one than before on a card with several systems.
// Silence means that there is none, if the card then still lies there.
Result<Bytes> poll_ndef_system(TagLink& link) {
    auto answer = link.transceive(frame({command_polling, ndef_system >> 8, ndef_system & 0xFFU, 0, 0}));
    if (!answer && answer.error().code == base::ErrorCode::unreachable) {
        TRY_VOID(link.reselect());
        return no_ndef("the card has no NDEF system");
    }
    if (!answer) return base::fail(std::move(answer).error());
    if (!is_answer_to(command_polling, *answer, 2 + idm_bytes))
        return damaged("the card answered polling with something else");
    return Bytes(answer->begin() + 2, answer->begin() + 2 + idm_bytes);
}

Result<Bytes> read_message(TagLink& link, ByteView idm, const Attributes& attributes) {
    Bytes message;
    const std::size_t blocks = (attributes.message_bytes + block_bytes - 1) / block_bytes;
    for (std::size_t done = 0; done < blocks;) {
        const std::size_t count = std::min(attributes.blocks_per_read, blocks - done);
        auto content = read_blocks(link, idm, 1 + done, count);
        if (!content && content.error().code == base::ErrorCode::not_found)
            return damaged("the card refuses blocks that it claims to have");
        if (!content) return content;
        message.insert(message.end(), content->begin(), content->end());
        done += count;
    }
    message.resize(attributes.message_bytes);
    return message;
}

}  // namespace

// Block 0 is asked for at once: a card with NDEF answers it and most others refuse it, and only then the detour of
// polling for the NDEF system is worth its timeout.
Result<Bytes> read_type3(TagLink& link, ByteView idm) {
    Bytes ndef_idm(idm.begin(), idm.end());
    auto block = read_blocks(link, ndef_idm, 0, 1);
    const bool refused = !block && block.error().code == base::ErrorCode::not_found;
    if (!block && !refused) return block;
    if (refused || !is_attribute_block(*block)) {
        TRY(polled_idm, poll_ndef_system(link));
        ndef_idm = std::move(polled_idm);
        block = read_blocks(link, ndef_idm, 0, 1);
        if (!block) return block;
        if (!is_attribute_block(*block)) return damaged("the card's attribute block has a wrong version or checksum");
    }
    TRY(attributes, parse_attributes(*block));
    return read_message(link, ndef_idm, attributes);
}

}  // namespace tags
