// What a touch on a staff screen means.
#pragma once

#include <optional>
#include <string_view>

#include "desk/snapshot.h"

namespace ui {

//   "pin:7" "pin:<" → PinKey, "go:people" → GoTo, "leave" → LeaveStaff, "back" → Back, "choose:2" → Choose,
//   "open:2" → OpenPerson (of the people's or the monitor's third row), "stamp:2" / "stamp" → StampByHand,
//   "void:41" → VoidStamp, "undo:42" → UndoVoid, "arm" / "disarm" → WaitForCard, "staff_card:0" → MarkStaff (turned
//   over), "register" / "edit" → EditPerson, "field:1" → ChooseField, "save" → Save, "new_event" → NewEvent,
//   "open_event:0" / "by_hours" → OpenEvent, "move:starts:-15" → MoveTime, "export:0" → StartExport, "set:volume:+1" →
//   ChangeSetting, "key:か" → PressKey, "kana" / "abc" / "write" / "close_keys" → OpenKeyboard
// Absent: it means nothing on this scene.
std::optional<desk::Answer> staff_answer_for(const desk::Snapshot& snapshot, std::string_view action);

}  // namespace ui
