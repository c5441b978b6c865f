// From a selected tag to its NDEF message: the memory layouts of Type 2 (NFC Forum Type 2 Tag 1.2), MIFARE Classic
// behind MAD (NXP AN1304), Type 3 (FeliCa) and Type 4 (ISO-DEP, mapping versions 2 and 3).
//
// The tag is reached through a TagLink, so that the real chip, the simulated one and a fuzzer's bytes run the same
// code. Every length that a tag claims is checked against the tag's own limits and ours before it is used.
#pragma once

#include "attendance/card_uid.h"
#include "base/result.h"
#include "tags/ndef.h"

namespace tags {

// One exchange with the selected tag. Blocking, bounded by the driver's timeout; one thread.
//   transceive  raw bytes to and from the tag, without CRC. Errors: unreachable (the tag is gone), denied (it said no:
//   a
//               NAK or a missing key), failed (the reader is at fault).
//   reselect    wakes the same tag again after a NAK halted it; unreachable if it is gone.
//   authenticate_classic  key A for the sector that holds `block`; denied with the wrong key (the tag is halted then).
class TagLink {
public:
    virtual ~TagLink() = default;
    virtual base::Result<base::Bytes> transceive(base::ByteView command) = 0;
    virtual base::Result<void> reselect() = 0;
    virtual base::Result<void> authenticate_classic(std::uint8_t block, base::ByteView key6) = 0;
};

struct TagIdentity {
    attendance::TagTech tech = attendance::TagTech::a;
    attendance::CardUid uid;
};

// Never fails: what went wrong stands in the reading's status and reason. A tag torn away at any exchange gives `torn`,
// and a fault of the reader gives `torn` with the reader's reason (the driver reports the fault itself).
NdefReading read_ndef(TagLink& link, const TagIdentity& tag);

}  // namespace tags
