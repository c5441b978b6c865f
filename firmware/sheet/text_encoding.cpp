#include "sheet/text_encoding.h"

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <memory>

#include "base/bytes.h"
#include "base/utf8.h"
#include "sheet/place.h"

namespace sheet {
namespace {

base::Unexpected undecodable(std::string_view text_before, std::string_view bad, TextEncoding encoding) {
    return fail_at(advance({}, text_before),
                   fmt::format("the bytes {} are not {}; save the file as UTF-8 and import it again",
                               base::to_hex(base::as_bytes(bad)), to_string(encoding)));
}

struct Utf8Survey {
    std::size_t first_bad = std::string_view::npos;
    std::int64_t bad = 0;
    std::int64_t good_multibyte = 0;
};

// Length of the valid UTF-8 character at the front; 0 if there is none.
std::size_t utf8_character(std::string_view text) {
    for (std::size_t length = 1; length <= 4 && length <= text.size(); ++length)
        if (base::is_valid_utf8(text.substr(0, length))) return length;
    return 0;
}

Utf8Survey survey_utf8(std::string_view bytes) {
    Utf8Survey survey;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t length = utf8_character(bytes.substr(at, 4));
        if (length > 1) ++survey.good_multibyte;
        if (length == 0 && survey.bad++ == 0) survey.first_bad = at;
        at += std::max<std::size_t>(length, 1);
    }
    return survey;
}

base::Result<std::string> convert(std::string_view bytes, const char* converter_name, TextEncoding encoding) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(converter_name, &status), ucnv_close);
    if (U_FAILURE(status))
        return base::fail(base::ErrorCode::failed, fmt::format("ICU lacks {}; install its data", converter_name));
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);

    std::u16string units(bytes.size() + 1, u'\0');  // no character takes more units than bytes
    UChar* target = units.data();
    const char* source = bytes.data();
    ucnv_toUnicode(converter.get(), &target, units.data() + units.size(), &source, bytes.data() + bytes.size(), nullptr,
                   /*flush=*/true, &status);
    units.resize(static_cast<std::size_t>(target - units.data()));
    std::string utf8;
    icu::UnicodeString(units.data(), static_cast<std::int32_t>(units.size())).toUTF8String(utf8);
    if (U_SUCCESS(status)) return utf8;

    char bad[32];
    std::int8_t bad_size = sizeof bad;
    UErrorCode ignored = U_ZERO_ERROR;
    ucnv_getInvalidChars(converter.get(), bad, &bad_size, &ignored);
    return undecodable(utf8, std::string_view(bad, static_cast<std::size_t>(bad_size)), encoding);
}

bool is_ascii_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// What stands beyond ASCII in Windows-1252: letters of western Europe, and signs that people write in lists.
bool is_western_letter(std::uint8_t byte) {
    constexpr std::string_view others = "\x8A\x8C\x8E\x9A\x9C\x9E\x9F";  // Š Œ Ž š œ ž Ÿ
    return (byte >= 0xC0 && byte != 0xD7 && byte != 0xF7) ||
           others.find(static_cast<char>(byte)) != std::string_view::npos;
}
bool is_western_sign(std::uint8_t byte) {
    constexpr std::string_view signs =
        "\x80\x82\x84\x85\x91\x92\x93\x94\x96\x97\xA0\xA1\xA3\xA9\xAA\xAB\xAE\xB0\xB4\xB7\xBA\xBB\xBF";
    return signs.find(static_cast<char>(byte)) != std::string_view::npos;
}

// Every letter beyond ASCII stands beside a Latin one, and most of them would be, in CP932, half of a kanji of its rare
// second level or private use (E0 and above), or a half-width kana: real Japanese is written with leads 81 to 9F.
bool is_windows_1252(std::string_view bytes) {
    std::int64_t letters = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<std::uint8_t>(bytes[i]);
        if (byte < 0x80 || is_western_sign(byte)) continue;
        if (!is_western_letter(byte)) return false;
        const bool beside_latin =
            (i > 0 && is_ascii_letter(bytes[i - 1])) || (i + 1 < bytes.size() && is_ascii_letter(bytes[i + 1]));
        if (!beside_latin) return false;
        ++letters;
    }
    std::int64_t japanese = 0;
    for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
        const auto lead = static_cast<std::uint8_t>(bytes[i]);
        if (lead < 0x80 || (lead >= 0xA0 && lead < 0xE0)) continue;
        const auto trail = static_cast<std::uint8_t>(bytes[i + 1]);
        if (trail < 0x40 || trail == 0x7F || trail > 0xFC) continue;
        if (lead < 0xA0) ++japanese;
        ++i;
    }
    return letters > japanese;
}

base::Result<DecodedText> decode_as(std::string_view bytes, const char* converter_name, TextEncoding encoding) {
    TRY(utf8, convert(bytes, converter_name, encoding));
    return DecodedText{std::move(utf8), encoding};
}

}  // namespace

std::string_view to_string(TextEncoding encoding) {
    switch (encoding) {
        case TextEncoding::utf8:
            return "UTF-8";
        case TextEncoding::utf8_bom:
            return "UTF-8 with BOM";
        case TextEncoding::utf16_le:
            return "UTF-16LE";
        case TextEncoding::utf16_be:
            return "UTF-16BE";
        case TextEncoding::cp932:
            return "Shift_JIS (CP932)";
        case TextEncoding::windows_1252:
            return "Windows-1252";
    }
    return "";
}

base::Result<DecodedText> decode_text(std::string_view bytes) {
    if (bytes.size() > file_bytes_max)
        return base::fail(base::ErrorCode::bad_input, "the file is larger than 64 MB; split it");
    if (bytes.starts_with("\xFF\xFE")) return decode_as(bytes.substr(2), "UTF-16LE", TextEncoding::utf16_le);
    if (bytes.starts_with("\xFE\xFF")) return decode_as(bytes.substr(2), "UTF-16BE", TextEncoding::utf16_be);
    const bool marked = bytes.starts_with("\xEF\xBB\xBF");
    const TextEncoding as_utf8 = marked ? TextEncoding::utf8_bom : TextEncoding::utf8;
    if (marked) bytes.remove_prefix(3);

    const Utf8Survey survey = survey_utf8(bytes);
    if (survey.bad == 0) return DecodedText{std::string(bytes), as_utf8};
    // Real Shift_JIS hardly ever forms valid UTF-8 characters by accident; a UTF-8 file with a torn one is full of
    // them.
    if (marked || survey.good_multibyte > survey.bad)
        return undecodable(bytes.substr(0, survey.first_bad), bytes.substr(survey.first_bad, 1), as_utf8);
    if (is_windows_1252(bytes)) return decode_as(bytes, "ibm-5348_P100-1997", TextEncoding::windows_1252);
    return decode_as(bytes, "ibm-943_P15A-2003", TextEncoding::cp932);  // ICU's names of Microsoft's tables
}

}  // namespace sheet
