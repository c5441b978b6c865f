// The sentences with which kiosks welcome people, as organizers write them (sync/PROTOCOL.md, `prompts`). They are
// about one event, by its id, or about attendance::every_event. Removing leaves them there for putting back.
#pragma once

#include <string>
#include <vector>

#include "attendance/greeting.h"
#include "store/store.h"

namespace office {

struct Prompts {
    std::vector<wire::Prompt> said;     // in the order in which kiosks take them
    std::vector<wire::Prompt> removed;  // the last one first
};
base::Result<Prompts> prompts_about(store::Store& store, std::string_view about);

// It takes its turn after those that were written before. Its id. bad_input: kiosks could not tell what it is about.
base::Result<std::string> add_prompt(store::Store& store, std::string_view about, const std::string& lang,
                                     const std::string& text, attendance::WallTime now);
// not_found: none of that id is about it.
base::Result<void> set_prompt_removed(store::Store& store, std::string_view about, const std::string& id, bool removed);

}  // namespace office
