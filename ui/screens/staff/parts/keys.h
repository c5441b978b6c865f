// The staff's keyboard: the fifty sounds or the Latin letters, and what is typed so far.
#pragma once

#include <string_view>

#include "parts/stage.h"

namespace staff {

// How much room the keys take when each is as large as a finger (on a small screen: as large as can be), in units.
struct KeysRoom {
    float w = 0;
    float h = 0;
};
KeysRoom staff_keys_room(const parts::Stage& stage);
void draw_staff_keys(const parts::Stage& stage, const ui::Rect& area, std::string_view typed, bool latin);
// For what machines read: no spaces, no kana, each letter as it stands on its key.
enum class Case { lower, upper };
void draw_machine_keys(const parts::Stage& stage, const ui::Rect& area, Case letters);

// The box in which the letters appear. `note` stands at its right end.
struct TypedBox {
    std::string_view typed;
    std::string empty{};  // what to type, while nothing is
    std::string note{};
    std::string label{};  // above the letters: the name of a field
    bool active = true;
    float units = 0;      // of the letters
    bool clears = false;  // a key at its end takes all of it back
};
void draw_typed_box(const parts::Stage& stage, const ui::Rect& rect, const TypedBox& box);

}  // namespace staff
