// A page that asks before something is done: what, what will be then, the buttons for it, and the way back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "staff/parts/desk_top.h"

namespace staff {

// The way back at the foot, by its message; returns the place above it.
ui::Rect draw_way_back(const parts::Stage& stage, std::string_view label_key);

struct Question {
    std::string title;
    std::string body;
    std::vector<StaffButton> acts;  // side by side; the first stands out. None: there is nothing to choose any more
    std::string way_back = "staff.cancel";
};
void draw_question(const parts::Stage& stage, Question question);

}  // namespace staff
