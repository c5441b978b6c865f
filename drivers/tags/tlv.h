// The walk through type-length-value blocks that Type 2 tags and MIFARE Classic share (NFC Forum Type 2 Tag 1.2, 2.3;
// NXP AN1304, 4.3). The memory is fetched while walking, so that a short message costs few exchanges.
#pragma once

#include <cstddef>

#include "base/bytes.h"
#include "base/result.h"

namespace tags {

// A tag's memory from its first byte to as far as it was needed.
class FetchedMemory {
public:
    virtual ~FetchedMemory() = default;

    base::ByteView bytes() const { return m_bytes; }

    // Makes bytes()[0, end) present.
    base::Result<void> fetch_through(std::size_t end);

protected:
    // Appends at least one byte to m_bytes, `missing` of them or more if that is as cheap.
    virtual base::Result<void> fetch_more(std::size_t missing) = 0;

    base::Bytes m_bytes;
};

// The first NDEF message in memory bytes [begin, end); no bytes when there is none or it is empty. Areas that lock and
// memory control TLVs reserve are stepped over. Errors as in layouts.h.
base::Result<base::Bytes> find_ndef_message(FetchedMemory& memory, std::size_t begin, std::size_t end);

}  // namespace tags
