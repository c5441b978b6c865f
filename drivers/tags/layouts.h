// The memory layouts behind read_ndef. Each finds the NDEF message of a selected tag and returns its bytes, none for a
// formatted tag without a message. Its errors are the readings that are not a message:
//   not_found   this tag holds no NDEF              -> none
//   denied      it needs a key or password          -> locked
//   damaged     what the tag claims cannot be true  -> malformed
//   any other   the exchange failed                 -> torn
#pragma once

#include "tags/tag_memory.h"

namespace tags {

base::Result<base::Bytes> read_type2(TagLink& link);
base::Result<base::Bytes> read_classic(TagLink& link);
base::Result<base::Bytes> read_type3(TagLink& link, base::ByteView idm);
base::Result<base::Bytes> read_type4(TagLink& link);

inline base::Unexpected no_ndef(std::string reason) {
    return base::fail(base::ErrorCode::not_found, std::move(reason));
}
inline base::Unexpected locked(std::string reason) {
    return base::fail(base::ErrorCode::denied, std::move(reason));
}
inline base::Unexpected damaged(std::string reason) {
    return base::fail(base::ErrorCode::damaged, std::move(reason));
}

// Big-endian, as all layouts here write their numbers.
inline std::uint32_t number_at(base::ByteView bytes, std::size_t at, std::size_t width) {
    std::uint32_t value = 0;
    for (const std::uint8_t byte : bytes.subspan(at, width))
        value = value << 8 | byte;
    return value;
}

}  // namespace tags
