#include "sim/crc.h"

namespace sim {

base::Bytes crc_a(base::ByteView bytes) {
    unsigned crc = 0x6363;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1U) != 0 ? (crc >> 1U) ^ 0x8408U : crc >> 1U;
    }
    return {static_cast<std::uint8_t>(crc & 0xFFU), static_cast<std::uint8_t>(crc >> 8U)};
}

}  // namespace sim
