// The message files of ui/messages/, and the pack that is always there, put into the program by the build.
#pragma once

#include <span>
#include <string_view>

#include "words/message_files.h"

namespace ui {

extern const words::MessageFiles message_files;

struct PackFile {
    std::string_view name;  // in the pack's folder
    std::string_view content;
};
std::span<const PackFile> washi_files();

}  // namespace ui
