#include "words/pattern.h"

#include <unicode/messagepattern.h>

#include "base/check.h"
#include "words/fill.h"
#include "words/wide.h"

namespace words {
namespace {

std::string_view accented(char letter) {
    switch (letter) {
        case 'a':
            return "á";
        case 'e':
            return "ë";
        case 'i':
            return "î";
        case 'o':
            return "ö";
        case 'u':
            return "ü";
        case 'y':
            return "ý";
        case 'n':
            return "ñ";
        case 'A':
            return "Å";
        case 'O':
            return "Ø";
        default:
            return {};  // the other letters stay: a char is no enum
    }
}

std::string pseudo_literal(std::string_view text) {
    std::string result;
    int letters = 0;
    for (const char c : text) {
        const auto other = accented(c);
        if (other.empty())
            result += c;
        else
            result += other;
        // Two of five letters twice: longer words, not more words, since those are what breaks a layout.
        if (std::isalpha(static_cast<unsigned char>(c)) != 0 && (letters++ % 5 == 1 || letters % 5 == 4))
            result += other.empty() ? std::string_view(&c, 1) : other;
    }
    return result;
}

}  // namespace

std::optional<std::set<std::string>> placeholders(std::string_view pattern) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::MessagePattern parsed(wide(pattern), nullptr, status);
    if (U_FAILURE(status)) return std::nullopt;
    std::set<std::string> names;
    for (int32_t i = 0; i < parsed.countParts(); ++i) {
        const auto type = parsed.getPart(i).getType();
        if (type != UMSGPAT_PART_TYPE_ARG_NAME && type != UMSGPAT_PART_TYPE_ARG_NUMBER) continue;
        names.insert(narrow(parsed.getSubstring(parsed.getPart(i))));
    }
    return names;
}

bool can_format(std::string_view pattern, std::string_view language, const std::vector<Argument>& arguments) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::MessageFormat format(wide(pattern), locale_of(language), status);
    fill(format, arguments, status);
    return U_SUCCESS(status);
}

std::string pseudo_pattern(std::string_view pattern) {
    UErrorCode status = U_ZERO_ERROR;
    const auto text = wide(pattern);
    const icu::MessagePattern parsed(text, nullptr, status);
    PETTAN_ASSERT(U_SUCCESS(status));
    std::string result;
    bool in_message = false;
    int32_t done = 0;
    for (int32_t i = 0; i < parsed.countParts(); ++i) {
        const auto& part = parsed.getPart(i);
        const auto between = narrow(text.tempSubStringBetween(done, part.getIndex()));
        result += in_message ? pseudo_literal(between) : between;
        result += narrow(text.tempSubStringBetween(part.getIndex(), part.getLimit()));
        done = part.getLimit();
        if (part.getType() == UMSGPAT_PART_TYPE_MSG_START || part.getType() == UMSGPAT_PART_TYPE_ARG_LIMIT)
            in_message = true;
        else if (part.getType() == UMSGPAT_PART_TYPE_MSG_LIMIT || part.getType() == UMSGPAT_PART_TYPE_ARG_START)
            in_message = false;
    }
    return result;
}

}  // namespace words
