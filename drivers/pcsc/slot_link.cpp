#include "pcsc/slot_link.h"

namespace pcsc {
namespace {

using base::Bytes;
using base::ByteView;
using base::ErrorCode;
using base::Result;

constexpr std::uint8_t tag_read = 0x30;  // READ of type 2 and MIFARE Classic
constexpr std::uint8_t block_bytes = 16;
constexpr std::uint8_t felica_read_answer = 0x07;
constexpr std::uint8_t felica_no_such_service = 0xA6;  // FeliCa Card User's Manual, status flag 2

// The answer of a card that refuses, or that gives these blocks.
Bytes felica_answer(ByteView idm, ByteView behind_idm) {
    Bytes frame{static_cast<std::uint8_t>(2 + idm.size() + behind_idm.size()), felica_read_answer};
    frame.insert(frame.end(), idm.begin(), idm.end());
    frame.insert(frame.end(), behind_idm.begin(), behind_idm.end());
    return frame;
}

base::Unexpected silent() {
    return base::fail(ErrorCode::unreachable, "the card does not answer");
}

}  // namespace

Result<Bytes> SlotLink::send(ByteView apdu) {
    if (m_fault) return base::fail(*m_fault);
    if (!m_may_go_on()) return base::fail(ErrorCode::failed, "the reader is being stopped");
    auto answer = m_card.transmit(apdu);
    if (!answer && answer.error().code == ErrorCode::failed) m_fault = answer.error();
    m_awake = answer && answer->size() >= 2;
    if (answer && !m_awake) return silent();
    return answer;
}

// Without its status, when that is 9000.
Result<Bytes> SlotLink::done(ByteView apdu) {
    TRY(answer, send(apdu));
    const bool well = answer[answer.size() - 2] == 0x90 && answer.back() == 0x00;
    if (!well) return refused();
    answer.resize(answer.size() - 2);
    return answer;
}

// Readers tell a card that says no and one that was taken away alike. Only one of them can be powered again.
base::Unexpected SlotLink::refused() {
    m_awake = false;
    const auto there = reselect();
    if (!there) return base::fail(there.error());
    return base::fail(ErrorCode::denied, "the tag refuses");
}

Result<void> SlotLink::reselect() {
    if (m_fault) return base::fail(*m_fault);
    if (m_awake) return {};
    const auto again = m_card.reset();
    if (!again && again.error().code == ErrorCode::failed) m_fault = again.error();
    if (!again) return base::fail(again.error());
    m_awake = true;
    return {};
}

Result<Bytes> SlotLink::transceive(ByteView command) {
    switch (m_tag.tech) {
        case attendance::TagTech::type4:
            return send(command);
        case attendance::TagTech::type3:
            return m_way == FelicaWay::blocks ? read_blocks(command) : pass_frame(command);
        case attendance::TagTech::type2:
        case attendance::TagTech::classic:
        case attendance::TagTech::a:
        case attendance::TagTech::code:
            break;
    }
    if (command.size() == 2 && command[0] == tag_read) return read_binary(command[1]);
    return base::fail(ErrorCode::denied, "the reader does not pass this command");
}

Result<Bytes> SlotLink::read_binary(std::uint8_t block) {
    return done(Bytes{0xFF, 0xB0, 0x00, block, block_bytes});
}

Result<Bytes> SlotLink::pass_frame(ByteView frame) {
    TRY(answer, send(carrying(m_way, frame)));
    const bool well = answer[answer.size() - 2] == 0x90 && answer.back() == 0x00;
    auto card_frame = well ? carried(m_way, ByteView(answer).first(answer.size() - 2)) : std::nullopt;
    m_awake = card_frame.has_value();
    if (!card_frame) return silent();
    return std::move(*card_frame);
}

// What the card would have answered to the frame, put together from the reader's answers. A Polling does not go this way.
Result<Bytes> SlotLink::read_blocks(ByteView frame) {
    const auto read = block_read_of(frame);
    if (!read) return silent();
    const auto refusal = [&] { return felica_answer(m_tag.uid.bytes(), Bytes{0x01, felica_no_such_service}); };
    const auto low = static_cast<std::uint8_t>(read->service & 0xFFU);
    const auto high = static_cast<std::uint8_t>(read->service >> 8U);
    auto selected = done(Bytes{0xFF, 0xA4, 0x00, 0x01, 0x02, low, high});
    if (!selected && selected.error().code == ErrorCode::denied) return refusal();
    if (!selected) return selected;
    Bytes content{0x00, 0x00, static_cast<std::uint8_t>(read->blocks.size())};
    for (const std::uint16_t block : read->blocks) {
        auto bytes = done(Bytes{0xFF, 0xB0, static_cast<std::uint8_t>(block >> 8U),
                                static_cast<std::uint8_t>(block & 0xFFU), block_bytes});
        if (!bytes && bytes.error().code == ErrorCode::denied) return refusal();
        if (!bytes) return bytes;
        content.insert(content.end(), bytes->begin(), bytes->end());
    }
    return felica_answer(m_tag.uid.bytes(), content);
}

// LOAD KEYS into the reader's volatile memory, then GENERAL AUTHENTICATE with it as key A.
Result<void> SlotLink::authenticate_classic(std::uint8_t block, ByteView key6) {
    Bytes load{0xFF, 0x82, 0x00, 0x00, static_cast<std::uint8_t>(key6.size())};
    load.insert(load.end(), key6.begin(), key6.end());
    TRY_VOID(done(load));
    TRY_VOID(done(Bytes{0xFF, 0x86, 0x00, 0x00, 0x05, 0x01, 0x00, block, 0x60, 0x00}));
    return {};
}

}  // namespace pcsc
