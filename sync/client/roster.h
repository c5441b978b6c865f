// What the hub says, as the journal takes it. Pure; any thread.
#pragma once

#include "client/link.h"
#include "journal/roster.h"

namespace client {

journal::RosterUpdate to_roster(Update update);

}  // namespace client
