// A room's message files, put into the program by pettan_messages (room.cmake): whatever *.toml stands in its folder
// messages/. A room declares `extern const words::MessageFiles message_files` in its namespace.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

namespace words {

struct MessageFile {
    std::string_view name;  // "staff_ja" of messages/staff_ja.toml
    std::string_view toml;
};
using MessageFiles = std::span<const MessageFile>;

// Messages by dotted names: [welcome] again = "…" is "welcome.again"; a list is "welcome.again_prompt.1", ".2", …
using Patterns = std::map<std::string, std::string, std::less<>>;

// Empty if there is no such file. A file that does not parse is a bug of the program.
Patterns read_messages(MessageFiles files, std::string_view name);
Patterns read_messages(std::string_view toml);

// "welcome.again_prompt" of "welcome.again_prompt.2"; empty if the name has no number at its end.
std::string_view list_of(std::string_view key);

// A list is replaced as a whole, however long both are.
void replace_messages(Patterns& patterns, const Patterns& with);

// The files write "|" for a place where a line may break, since nobody sees a zero-width space in an editor.
std::string with_break_hints(std::string_view text);

}  // namespace words
