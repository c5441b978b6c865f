#include "tags/charset.h"

#include <iconv.h>

#include <array>
#include <utility>

#include "base/utf8.h"
#include "tags/ascii.h"

namespace tags {
namespace {

void append_utf8(std::string& text, char32_t code) {
    const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(static_cast<std::uint8_t>(byte))); };
    if (code < 0x80) return put(code);
    if (code < 0x800) {
        put(0xC0U | code >> 6);
    } else if (code < 0x10000) {
        put(0xE0U | code >> 12);
        put(0x80U | (code >> 6 & 0x3FU));
    } else {
        put(0xF0U | code >> 18);
        put(0x80U | (code >> 12 & 0x3FU));
        put(0x80U | (code >> 6 & 0x3FU));
    }
    put(0x80U | (code & 0x3FU));
}

// The older encodings that vCard 2.1 writers of Japan and its neighbours used, by the C library's name. Names that
// come from a card never reach iconv_open.
constexpr std::array<std::pair<std::string_view, const char*>, 18> legacy_charsets{{
    {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},
    {"sjis", "CP932"},
    {"x-sjis", "CP932"},
    {"windows-31j", "CP932"},
    {"cp932", "CP932"},
    {"euc-jp", "EUC-JP"},
    {"iso-2022-jp", "ISO-2022-JP"},
    {"euc-kr", "EUC-KR"},
    {"gb2312", "GB18030"},
    {"gbk", "GB18030"},
    {"gb18030", "GB18030"},
    {"big5", "BIG5"},
    {"iso-8859-1", "ISO-8859-1"},
    {"latin1", "ISO-8859-1"},
    {"iso-8859-15", "ISO-8859-15"},
    {"windows-1252", "CP1252"},
    {"tis-620", "TIS-620"},
}};

std::optional<std::string> utf8_through_iconv(base::ByteView bytes, const char* charset) {
    const iconv_t converter = iconv_open("UTF-8", charset);
    if (converter == iconv_t(-1)) return std::nullopt;  // NOLINT: iconv's own sign of failure
    std::string input(base::as_text(bytes));
    std::string output(input.size() * 4 + 4, '\0');  // no byte of those encodings becomes more than four
    char* from = input.data();
    char* to = output.data();
    std::size_t from_left = input.size();
    std::size_t to_left = output.size();
    const bool whole = iconv(converter, &from, &from_left, &to, &to_left) != std::size_t(-1) &&
                       iconv(converter, nullptr, nullptr, &to, &to_left) != std::size_t(-1);
    iconv_close(converter);
    if (!whole) return std::nullopt;
    output.resize(output.size() - to_left);
    return output;
}

}  // namespace

std::optional<std::string> utf8_from_utf16(base::ByteView bytes) {
    if (bytes.size() % 2 != 0) return std::nullopt;
    const bool little = bytes.size() >= 2 && bytes[0] == 0xFF && bytes[1] == 0xFE;
    const bool marked = little || (bytes.size() >= 2 && bytes[0] == 0xFE && bytes[1] == 0xFF);
    const auto unit = [&](std::size_t i) {
        return static_cast<char32_t>(little ? bytes[i + 1] << 8 | bytes[i] : bytes[i] << 8 | bytes[i + 1]);
    };
    std::string text;
    for (std::size_t i = marked ? 2 : 0; i < bytes.size(); i += 2) {
        char32_t code = unit(i);
        if (code >= 0xDC00 && code <= 0xDFFF) return std::nullopt;
        if (code >= 0xD800 && code <= 0xDBFF) {
            i += 2;
            if (i >= bytes.size()) return std::nullopt;
            const char32_t low = unit(i);
            if (low < 0xDC00 || low > 0xDFFF) return std::nullopt;
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        }
        append_utf8(text, code);
    }
    return text;
}

std::optional<std::string> utf8_from(base::ByteView bytes, std::string_view charset) {
    const std::string name = ascii_lower(charset);
    if (name == "utf-16" || name == "utf-16be") return utf8_from_utf16(bytes);
    std::optional<std::string> text;
    if (name.empty() || name == "utf-8" || name == "utf8" || name == "us-ascii") {
        text = std::string(base::as_text(bytes));
    } else {
        for (const auto& [alias, real] : legacy_charsets)
            if (alias == name) text = utf8_through_iconv(bytes, real);
    }
    if (!text || !base::is_valid_utf8(*text)) return std::nullopt;
    if (text->starts_with("\xEF\xBB\xBF")) text->erase(0, 3);
    return text;
}

}  // namespace tags
