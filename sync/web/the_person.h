// The person whom a page is about, "/people/ID/…", and where their pages are.
#pragma once

#include <string>
#include <string_view>

#include "web/context.h"

namespace web {

// Of the address's first part that is open. not_found: nobody has the id, or they were erased.
base::Result<attendance::Person> the_person(Context& context);
// `rest`: "/edit", "?q=…".
std::string person_path(const attendance::PersonId& id, std::string_view rest = "");

}  // namespace web
