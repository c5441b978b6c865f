// A tag that answered a poll. Values; any thread.
#pragma once

#include "attendance/card_uid.h"

namespace drivers {

// What a reader listens for: ISO/IEC 14443 type A at 106 kbit/s, FeliCa (JIS X 6319-4) at 212 and 424 kbit/s.
enum class Radio { a106, felica212, felica424 };

struct FoundTag {
    Radio radio = Radio::a106;
    attendance::TagTech tech = attendance::TagTech::a;
    attendance::CardUid uid;
};

}  // namespace drivers
