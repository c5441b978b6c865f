// What was just done, said on the page that follows, with the way to undo it. The address carries it: did=KIND, who=ID.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "web/context.h"

namespace web {

// The kinds are those of [said] in the messages: stamped was_there voided put_back bound unbound joined parted. Of
// bound, ID is the card; else the person or card.
std::string with_said(const std::string& place, std::string_view kind, std::string_view who);

// The place for it, empty where nothing was done. The script replaces it by its id, beside what was pressed.
base::Result<Html> said(Context& context, const std::optional<attendance::Event>& event);

}  // namespace web
