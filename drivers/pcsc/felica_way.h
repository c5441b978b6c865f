// How a reader passes a FeliCa frame to the card: PC/SC has no one way, so each maker has its own. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace pcsc {

enum class FelicaWay {
    blocks,  // SELECT FILE names the service and READ BINARY a block (Sony; PC/SC part 3 supplement 2)
    direct,  // a pseudo-APDU takes the frame (ACS ACR1252U and later)
    pn532,   // a pseudo-APDU takes the chip's command, which takes the frame (ACS ACR122U)
};

// By the slot's name; `blocks` for a reader that we do not know.
FelicaWay felica_way(std::string_view slot);

// The APDU that carries `frame`, and the card's frame out of the reader's answer (without its status): absent when the
// card was silent. For the ways that pass frames.
base::Bytes carrying(FelicaWay way, base::ByteView frame);
std::optional<base::Bytes> carried(FelicaWay way, base::ByteView answer);

// A Read Without Encryption of one service, as the layout of type 3 tags asks for it; absent: another command.
struct BlockRead {
    std::uint16_t service = 0;
    std::vector<std::uint16_t> blocks;
};
std::optional<BlockRead> block_read_of(base::ByteView frame);

}  // namespace pcsc
