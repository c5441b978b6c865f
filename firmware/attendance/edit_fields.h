// What an edit of a person or an event may set.
#pragma once

#include <array>
#include <set>
#include <string_view>

#include "attendance/person.h"

namespace attendance {

enum class PersonField { name, nickname, reading, lang };
enum class EventField { title, venue, starts, ends };
inline constexpr std::array person_fields{PersonField::name, PersonField::nickname, PersonField::reading,
                                          PersonField::lang};
inline constexpr std::array event_fields{EventField::title, EventField::venue, EventField::starts, EventField::ends};
std::string_view to_string(PersonField field);
std::string_view to_string(EventField field);

// The fields in which two versions of one person or event differ.
std::set<PersonField> changed_fields(const Person& before, const Person& after);
std::set<EventField> changed_fields(const Event& before, const Event& after);
void copy_field(PersonField field, const Person& from, Person& to);
void copy_field(EventField field, const Event& from, Event& to);

}  // namespace attendance
