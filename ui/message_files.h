// The message files as they stand in ui/messages/, and the pack that is always there, put into the program by the build
// (message_files.cpp.in).
#pragma once

#include <string_view>

namespace ui {

extern const std::string_view message_file_ja;
extern const std::string_view message_file_en;
extern const std::string_view message_file_staff_ja;
extern const std::string_view message_file_staff_en;
extern const std::string_view message_file_greetings;
extern const std::string_view washi_pack_file;

}  // namespace ui
