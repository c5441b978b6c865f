// What a fuzzer may do to drivers/tags: the same two entries for libFuzzer (tags_ndef_fuzz.cpp, tags_memory_fuzz.cpp)
// and for the seeded campaign among the tests (tests/tags/campaign_test.cpp).
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "tags/tag_memory.h"

namespace fuzz {

// The rule that this reading breaks, or "": all text is UTF-8, status, reason and records fit each other, limits hold.
std::string broken_rule(const tags::NdefReading& reading);

// The input is an NDEF message.
std::string try_ndef(base::ByteView input);

// The input is a kind of tag (its first byte) and then the tag's answers, one for each exchange: a length of 0 to 252
// and so many bytes; 253 for a NAK, 254 for silence, 255 for a fault of the reader. For reselect and authenticate the
// length stands alone. When the input is used up, the tag has left.
std::string try_tag_memory(base::ByteView input);

// Reads this tag and writes down its side as an input for try_tag_memory.
base::Bytes record_session(tags::TagLink& tag, attendance::TagTech tech);

// Inputs to start from, made of tests/tags' samples and fake tags. All are well formed.
std::vector<base::Bytes> ndef_seeds();
std::vector<base::Bytes> tag_memory_seeds();

}  // namespace fuzz
