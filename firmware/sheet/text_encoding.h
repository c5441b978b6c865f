// Which encoding a text file is in, and the file as UTF-8. Pure.
//
// Recognised: UTF-8 with or without a byte order mark, UTF-16 with one (Excel's "Unicode text"), else CP932, the
// Shift_JIS of Japanese Windows, by Microsoft's table (81 60 is ～ U+FF5E; 髙 﨑 ① ㈱ are there), or Windows-1252, that
// of western Europe. Which of the two is judged by what they would yield: Léa as CP932 is a rare kanji glued to Latin
// letters, or private use. A file that is UTF-8 but for a few bytes is refused as such rather than read as nonsense.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace sheet {

enum class TextEncoding { utf8, utf8_bom, utf16_le, utf16_be, cp932, windows_1252 };

// For a person: "UTF-8", "UTF-8 with BOM", "UTF-16LE", "UTF-16BE", "Shift_JIS (CP932)",
// "Windows-1252".
std::string_view to_string(TextEncoding encoding);

struct DecodedText {
    std::string utf8;  // without a byte order mark
    TextEncoding encoding = TextEncoding::utf8;
};

inline constexpr std::size_t file_bytes_max = 64 * 1024 * 1024;

// bad_input with line and column when the bytes cannot be decoded; bad_input for a file above file_bytes_max.
base::Result<DecodedText> decode_text(std::string_view bytes);

}  // namespace sheet
