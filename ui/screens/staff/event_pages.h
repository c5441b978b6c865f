// What stands behind the list of events (events.cpp): the page of one, what is asked, the way out for its data, and the
// calendar on which a day is chosen.
#pragma once

#include <string>

#include "parts/stage.h"

namespace staff {

std::string event_title(const parts::Stage& stage, const std::string& title);
std::string event_span(const parts::Stage& stage, base::WallTime starts, base::WallTime ends);

void draw_event_about(const parts::Stage& stage, const desk::EventPage& scene);
void draw_event_question(const parts::Stage& stage, const desk::EventPage& scene);
void draw_event_export(const parts::Stage& stage, const desk::EventPage::Exporting& exporting);
void draw_event_calendar(const parts::Stage& stage, const desk::EventPage::Draft& draft);

}  // namespace staff
