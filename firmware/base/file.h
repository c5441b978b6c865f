// Whole files, read and replaced safely.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace base {

// The file's bytes; not_found if it does not exist, failed for any other reason.
Result<std::string> read_file(const std::filesystem::path& path);

// Replaces the file so that a reader and a power cut see the old or the new content, never a part: written beside it,
// fsync, rename, fsync of the folder. `mode` are POSIX permission bits.
Result<void> replace_file(const std::filesystem::path& path, std::string_view content, unsigned mode = 0644);

}  // namespace base
