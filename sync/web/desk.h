// Where the desk goes on after it said whose card it is.
#pragma once

#include "web/context.h"

namespace web {

// To the next card of the event that nobody has named; else to the event; to the card's person where the card was never
// tapped at one.
base::Result<std::string> after_card(Context& context, const attendance::EventId& event,
                                     const attendance::CardId& card);

}  // namespace web
