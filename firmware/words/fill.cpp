#include "words/fill.h"

#include "words/wide.h"

namespace words {

icu::UnicodeString fill(const icu::MessageFormat& format, std::span<const Argument> arguments, UErrorCode& status) {
    std::vector<icu::UnicodeString> names;
    std::vector<icu::Formattable> values;
    for (const Argument& argument : arguments) {
        names.push_back(wide(argument.name));
        if (const auto* number = std::get_if<std::int64_t>(&argument.value))
            values.emplace_back(static_cast<int64_t>(*number));
        else
            values.emplace_back(wide(std::get<std::string>(argument.value)));
    }
    icu::UnicodeString result;
    if (U_SUCCESS(status))
        format.format(names.data(), values.data(), static_cast<int32_t>(values.size()), result, status);
    return result;
}

}  // namespace words
