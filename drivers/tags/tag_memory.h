// From a selected tag to its NDEF message: the memory layouts of Type 2 (NFC Forum Type 2 Tag 1.2), MIFARE Classic
// behind MAD1 (NXP AN10787, AN1304), Type 3 (NFC Forum Type 3 Tag 1.0, FeliCa) and Type 4 (NFC Forum Type 4 Tag 2.0
// and 3.0: ISO-DEP, mapping versions 1 to 3).
//
// The tag is reached through a TagLink, so that the real chip, the simulated one and a fuzzer's bytes run the same
// code. Every length that a tag claims is checked against the tag's own limits and ours before it is used.
#pragma once

#include "attendance/card_uid.h"
#include "base/result.h"
#include "tags/ndef.h"

namespace tags {

// One exchange with the selected tag. Blocking, bounded by the driver's timeout; one thread.
//   transceive  Errors: unreachable (no answer: the tag is gone, or it does not know the command), denied (it said no:
//   a
//               NAK or a missing key), failed (the reader is at fault). What goes out and comes back:
//                 type2, classic  the command and its answer, without CRC; on Classic the chip encrypts both
//                 type3           whole FeliCa frames without preamble, sync and CRC: the first byte, both ways, is
//                 LEN,
//                                 which counts itself (as libnfc's nfc_initiator_transceive_bytes has it without easy
//                                 framing)
//                 type4           ISO 7816-4 APDUs; the chip or the driver does the blocks of ISO-DEP
//   reselect    wakes the same tag again after a NAK or a silence halted it; unreachable if it is gone.
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
// At most 600 exchanges, a dozen or two for a real card. Afterwards the tag may be halted (a NAK does that).
NdefReading read_ndef(TagLink& link, const TagIdentity& tag);

}  // namespace tags
