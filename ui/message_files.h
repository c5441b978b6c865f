// The message files of ui/messages/, and the pack that is always there, put into the program by the build.
#pragma once

#include <string_view>

#include "words/message_files.h"

namespace ui {

extern const words::MessageFiles message_files;
extern const std::string_view washi_pack_file;

}  // namespace ui
