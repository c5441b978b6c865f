#include "pcsc/felica_way.h"

#include <algorithm>
#include <array>

namespace pcsc {
namespace {

constexpr std::array<std::uint8_t, 2> in_communicate_thru{0xD4, 0x42};
constexpr std::array<std::uint8_t, 3> communicated{0xD5, 0x43, 0x00};  // status 00: the card answered

constexpr std::uint8_t command_read = 0x06;  // Read Without Encryption
constexpr std::size_t header_bytes = 10;     // length, command, IDm

}  // namespace

FelicaWay felica_way(std::string_view slot) {
    if (slot.find("ACR122") != std::string_view::npos) return FelicaWay::pn532;
    return slot.starts_with("ACS ") ? FelicaWay::direct : FelicaWay::blocks;
}

base::Bytes carrying(FelicaWay way, base::ByteView frame) {
    base::Bytes inner;
    if (way == FelicaWay::pn532) inner.assign(in_communicate_thru.begin(), in_communicate_thru.end());
    inner.insert(inner.end(), frame.begin(), frame.end());
    base::Bytes apdu{0xFF, 0x00, 0x00, 0x00, static_cast<std::uint8_t>(inner.size())};
    apdu.insert(apdu.end(), inner.begin(), inner.end());
    return apdu;
}

std::optional<base::Bytes> carried(FelicaWay way, base::ByteView answer) {
    if (way == FelicaWay::pn532) {
        if (answer.size() < communicated.size() ||
            !std::equal(communicated.begin(), communicated.end(), answer.begin()))
            return std::nullopt;
        answer = answer.subspan(communicated.size());
    }
    if (answer.empty()) return std::nullopt;
    return base::Bytes(answer.begin(), answer.end());
}

std::optional<BlockRead> block_read_of(base::ByteView frame) {
    if (frame.size() < header_bytes + 4 || frame[1] != command_read || frame[header_bytes] != 1) return std::nullopt;
    BlockRead read;
    read.service = static_cast<std::uint16_t>(frame[header_bytes + 1] | frame[header_bytes + 2] << 8U);
    base::ByteView list = frame.subspan(header_bytes + 4);
    while (!list.empty()) {
        const std::size_t element = (list[0] & 0x80U) != 0 ? 2 : 3;
        if (list.size() < element) return std::nullopt;
        read.blocks.push_back(static_cast<std::uint16_t>(list[1] | (element == 3 ? list[2] << 8U : 0U)));
        list = list.subspan(element);
    }
    return read;
}

}  // namespace pcsc
