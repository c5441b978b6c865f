// What a reader says of a contactless card when it is powered: an answer to reset that the reader makes up (PC/SC part
// 3, 3.1.3.2.3). A storage card's names the kind of card, that of a card with a processor holds its ATS. Pure; any thread.
#pragma once

#include "attendance/card_uid.h"
#include "base/bytes.h"

namespace pcsc {

// `a` for cards without a memory that we know.
attendance::TagTech tech_of(base::ByteView atr);

// False for a number that the card may draw afresh at each tap: a phone's, and that of every ISO 14443-B card (a driving
// licence, a My Number card), which has four bytes and shows eight bytes of its protocol in the ATR.
bool is_stable(const attendance::CardUid& uid, base::ByteView atr);

}  // namespace pcsc
