// ICU's strings and locales from ours, inside this room.
#pragma once

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <string>
#include <string_view>

#include "base/check.h"

namespace words {

inline icu::UnicodeString wide(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

inline std::string narrow(const icu::UnicodeString& text) {
    std::string result;
    return text.toUTF8String(result);
}

inline icu::Locale locale_of(std::string_view language) {
    UErrorCode status = U_ZERO_ERROR;
    const auto locale =
        icu::Locale::forLanguageTag(icu::StringPiece(language.data(), static_cast<int32_t>(language.size())), status);
    PETTAN_ASSERT(U_SUCCESS(status));
    return locale;
}

}  // namespace words
