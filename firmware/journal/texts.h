// The texts of people and events, in versions. The only room for names in the file.
#pragma once

#include <optional>
#include <vector>

#include "attendance/person.h"
#include "journal/ids.h"

namespace journal {

// A version is written once; writing the same again is harmless. Other content under a known version, a text too long,
// and an edit of an erased person are bad_input. Inside the caller's transaction.
base::Result<void> put_person(Database& database, const attendance::Person& person);
base::Result<void> put_event(Database& database, const attendance::Event& event);

// What an edit says of itself (attendance/edit_mark.h): what it sets of the newest version that is known here, and the
// hub's version of that moment. Empty for somebody or something new. Asked for before put_….
base::Result<std::string> edit_mark(Database& database, const attendance::Person& person);
base::Result<std::string> edit_mark(Database& database, const attendance::Event& event);

// What the hub says: kept beside the own versions, which are still to be sent. The newest version of both counts. True:
// texts were overwritten, as by erase_person().
base::Result<bool> put_roster_person(Database& database, const attendance::Person& person);
base::Result<void> put_roster_event(Database& database, const attendance::Event& event);

// Overwrites every version's texts and leaves a tombstone. True: there were texts. Their bytes are gone from the file
// after leave_no_traces() and once the WAL was checkpointed and cut.
base::Result<bool> erase_person(Database& database, const attendance::PersonId& person);

// Where a page of the tables was split, the old one still holds what moved, until something is written over it:
// secure_delete clears what is deleted, not what is moved. So the tables are written anew, in their order, in which no
// page is ever split. Inside the transaction that erased.
enum class NamesOf { all, own };  // own: without what the hub said
base::Result<void> leave_no_traces(Database& database, NamesOf whose = NamesOf::all);

// One version, of those that this kiosk wrote.
base::Result<std::optional<attendance::Person>> find_person(Database& database, IdNumber person, std::int64_t version);
base::Result<std::optional<attendance::Event>> find_event(Database& database, IdNumber event, std::int64_t version);

// Newest versions, of all kiosks'.
base::Result<std::optional<attendance::Person>> find_person(Database& database, IdNumber person);
base::Result<std::optional<attendance::Event>> find_event(Database& database, IdNumber event);
base::Result<std::vector<attendance::Person>> all_people(Database& database);  // by id
base::Result<std::vector<attendance::Event>> all_events(Database& database);   // by start

}  // namespace journal
