// The questions of the desk, each one indexed query or two.
#pragma once

#include "journal/journal.h"
#include "journal/sqlite.h"

namespace journal {

base::Result<std::optional<PersonId>> find_owner(Database& database, const CardId& card);
base::Result<std::optional<attendance::Presence>> find_presence(Database& database, const EventId& event,
                                                                const Subject& subject);
base::Result<std::vector<attendance::Visit>> find_visits(Database& database, const Subject& subject);
base::Result<std::optional<attendance::Person>> find_person_after_merges(Database& database, const PersonId& id);
base::Result<std::optional<attendance::Event>> find_event_by_id(Database& database, const EventId& id);
// `boot_id`: the present boot.
base::Result<std::optional<attendance::Opening>> find_opening(Database& database, const std::string& boot_id);
// Whether something is known of the other id, and not that both are one card's.
base::Result<bool> needs_rekey(Database& database, const CardId& card, const CardId& other);
base::Result<std::int64_t> find_bind_version(Database& database, const CardId& card);
base::Result<std::optional<PersonId>> find_holder(Database& database, const CardId& card);
base::Result<Counts> count_event(Database& database, const EventId& event);
base::Result<std::vector<PersonId>> find_first_timers(Database& database, const EventId& event);
base::Result<std::vector<PersonId>> find_people_at(Database& database, const EventId& event, std::int64_t limit);
base::Result<std::int64_t> count_arrived(Database& database, const EventId& event);

}  // namespace journal
