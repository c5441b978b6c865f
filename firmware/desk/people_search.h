// All people in memory, found from the first character. They are read in small steps between the desk's inputs: a
// hundred thousand people take seconds, a tap does not wait for them. What was read is kept up to date by whoever
// changes people. On the desk's thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "journal/journal.h"
#include "search/people_index.h"

namespace desk {

class PeopleSearch {
public:
    bool is_reading() const { return m_reading; }
    void read_step(journal::Lookups& lookups);
    void read_again();  // all of them

    void know(const attendance::Person& person) { m_index.put(person); }
    // Asks for them anew: the newest version counts, and one merged away or erased stands for nobody.
    void renew(journal::Lookups& lookups, const attendance::PersonId& id);
    void renew(journal::Lookups& lookups, const journal::RosterUpdate& update);

    search::Found find(const std::string& typed, std::size_t limit) const { return m_index.find(typed, limit); }

private:
    search::PeopleIndex m_index;
    std::int64_t m_read_to = 0;
    bool m_reading = true;
};

}  // namespace desk
