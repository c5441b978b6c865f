// The message files of sync/web/messages/, put into the program by the build. phone_CODE.toml is what guests read on
// their phones, whole in every language; CODE.toml is what organizers read, English where a language has none.
#pragma once

#include "words/message_files.h"

namespace web {

extern const words::MessageFiles message_files;

}  // namespace web
