// Arguments into ICU's own form, inside this room.
#pragma once

#include <unicode/msgfmt.h>

#include <span>

#include "words/book.h"

namespace words {

// `status` tells what a pattern asks for and is not given in that form.
icu::UnicodeString fill(const icu::MessageFormat& format, std::span<const Argument> arguments, UErrorCode& status);

}  // namespace words
