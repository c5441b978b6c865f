// The checksum of ISO/IEC 14443-3 type A frames.
#pragma once

#include "base/bytes.h"

namespace sim {

// CRC_A: polynomial 1021 reflected, preset 6363; its two bytes as they go over the air, low byte first.
base::Bytes crc_a(base::ByteView bytes);

}  // namespace sim
