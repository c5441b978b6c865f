// Whole files, read and replaced safely.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "base/result.h"

namespace base {

// The file's bytes; not_found if it does not exist, failed for any other reason.
Result<std::string> read_file(const std::filesystem::path& path);

// The same of a file in a folder, by its name there ("stamps/leaf.svg"); bad_input: the name leads out of the folder.
Result<std::string> read_file_inside(const std::filesystem::path& folder, const std::string& name);

// Replaces the file so that a reader and a power cut see the old or the new content, never a part: written beside it,
// fsync, rename, fsync of the folder. `mode` are POSIX permission bits.
Result<void> replace_file(const std::filesystem::path& path, std::string_view content, unsigned mode = 0644);

// The calls of std::filesystem that throw without an error_code, as values. What cannot be looked at is not there.
bool exists(const std::filesystem::path& path);
std::filesystem::path absolute(const std::filesystem::path& path);  // as it is, where there is no current folder
std::filesystem::path temporary_folder();                           // /tmp where TMPDIR leads nowhere
// What stands in a folder, sorted; what was found before an error stays.
std::vector<std::filesystem::path> list_folder(const std::filesystem::path& folder, std::error_code& error);

}  // namespace base
