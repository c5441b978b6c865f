// The first organizer's password reaches a person once, and no log.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace hub {

// To standard output; where that is systemd's journal, into FOLDER/first-password (mode 0600), whose place is printed
// instead.
base::Result<void> tell_first_password(const std::string& account, const std::string& password,
                                       const std::filesystem::path& folder);

}  // namespace hub
