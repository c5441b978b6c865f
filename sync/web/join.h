// Two people who are one: who may say so, and what the one keeps of the other.
#pragma once

#include "web/context.h"

namespace web {

// So long somebody new counts as of the same evening.
inline constexpr std::chrono::hours one_evening{24};

// Whether the account may join the person with somebody: organizers anybody, staff those who are nameless or new.
base::Result<bool> may_join(Context& context, const attendance::Person& person);

// `person` is counted under `into` from now on. Where only a list knows `into`, what `person` chose to be called goes
// before what the list says, and fills what it does not say. The id of `into`.
base::Result<attendance::PersonId> join(Context& context, const attendance::Person& person, attendance::Person into);

}  // namespace web
