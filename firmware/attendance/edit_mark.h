// What an edit of a person or an event was made on, as the entry's detail keeps it: "seen=3 nickname reading". Written
// with the edit, since later nobody can tell: the hub's version that was known then may have been replaced.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "attendance/edit_fields.h"

namespace attendance {

template <typename Field>
struct EditMark {
    std::int64_t seen = 0;    // the newest version of the hub's that was known; 0: none
    std::set<Field> changed;  // what the edit sets
    bool operator==(const EditMark&) const = default;
};
using PersonMark = EditMark<PersonField>;
using EventMark = EditMark<EventField>;

std::string to_detail(const PersonMark& mark);
std::string to_detail(const EventMark& mark);

// Absent where the detail is no mark: a kiosk wrote none before there were any.
std::optional<PersonMark> person_mark_in(std::string_view detail);
std::optional<EventMark> event_mark_in(std::string_view detail);

}  // namespace attendance
