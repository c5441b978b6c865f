// Which of pcscd's slots is the reader. A device with several has one for each of its antennas and contacts, told apart
// by words in their names ("ACS ACR1252 1S CL Reader [ACR1252 Dual Reader PICC] 00 00"). Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pcsc {

// What stands behind the scheme's colon: "pcsc:NAME" and "pcsc:" (any).
std::string_view wanted_slot(std::string_view connstring);

// Any: the first slot that says it is contactless, else the first that does not say it has contacts. With a name: the
// slot of that name, else the first whose name contains it, in any case of letters. Absent: there is none.
std::optional<std::string> choose_slot(const std::vector<std::string>& slots, std::string_view wanted);

}  // namespace pcsc
