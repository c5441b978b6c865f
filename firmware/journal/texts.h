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

// Overwrites every version's texts and leaves a tombstone. The names are gone from the file once the WAL was
// checkpointed and cut (secure_delete clears what they leave in the pages).
base::Result<void> erase_person(Database& database, const attendance::PersonId& person);

// One version.
base::Result<std::optional<attendance::Person>> find_person(Database& database, IdNumber person, std::int64_t version);
base::Result<std::optional<attendance::Event>> find_event(Database& database, IdNumber event, std::int64_t version);

// Newest versions.
base::Result<std::optional<attendance::Person>> find_person(Database& database, IdNumber person);
base::Result<std::optional<attendance::Event>> find_event(Database& database, IdNumber event);
base::Result<std::vector<attendance::Person>> all_people(Database& database);  // by id
base::Result<std::vector<attendance::Event>> all_events(Database& database);   // by start

}  // namespace journal
