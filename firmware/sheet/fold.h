// How texts of guest lists are compared with what is known: they are kept as they were written, and compared folded.
// Pure.
#pragma once

#include <string>
#include <string_view>

namespace sheet {

// The same for two spellings of one text: NFKC and case folded, katakana as hiragana, without spaces, middle dots and
// variation selectors, the kinds of dash and wave dash as one.
std::string fold(std::string_view text);

// The letters and digits only, in one width and case: of a column's title or a status.
std::string bare(std::string_view text);

// Whether a text has lost letters on its way: Shift_JIS writes ? for what it cannot hold, others ■, 〓 or U+FFFD.
bool is_damaged(std::string_view text);
// Nothing is left of it: "???".
bool is_lost_altogether(std::string_view text);
// Whether `damaged` is what may have become of `clean`: each lost letter stands for one to four, and something is left.
bool may_be_copy_of(std::string_view damaged, std::string_view clean);

}  // namespace sheet
