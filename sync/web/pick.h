// Choosing somebody at the desk: found while their name is being typed, those who are awaited first, one button a row.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "web/context.h"

namespace web {

// `news`: where what is found comes from while somebody types; empty: only when the form is sent.
Html search_box(const Context& context, const std::string& query, const std::string& action, const std::string& news);
// What stands in a line of somebody found: reading, with what was looked for marked, and nickname, those that there
// are.
Html second_line(const attendance::Person& person, const std::string& query);

struct Pick {
    attendance::Person person;
    bool awaited = false;                      // on the event's list, and not there
    std::optional<attendance::WallTime> came;  // to the event
};
struct Picks {
    std::vector<Pick> rows;
    std::size_t count = 0;  // of all who are found
};
// Who is found, the event's awaited guests first and those who came last; without a query those who are awaited, or
// everybody where nobody is. `event` may be empty.
base::Result<Picks> pick(Context& context, const attendance::EventId& event, const std::string& query);

// The rows, each with what `act` makes for it; `fresh`: where somebody new is made, with the query as their name.
Html pick_list(const Context& context, const Picks& picks, const std::string& query, const std::string& fresh,
               const std::function<Html(const Pick&)>& act);

}  // namespace web
