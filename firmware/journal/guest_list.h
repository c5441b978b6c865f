// What guest lists said of people: the keys by which their services know them, as keyed hashes, and who is on a list or
// was taken off by a later one. Lost with a damaged file (salvage.h): the next list then finds its people by name.
#pragma once

#include <string>
#include <vector>

#include "attendance/ids.h"
#include "attendance/moment.h"
#include "attendance/person.h"
#include "base/result.h"

namespace sqlite {
class Database;
}

namespace journal {

struct ListedKey {
    std::string column;  // "connpass:ユーザー名", "mail"
    std::string hash;    // never the value itself
    attendance::PersonId person;
};

// Written together. `on`: those whom the list names as coming; `off`: those whom it does not let come.
struct ListNews {
    std::vector<ListedKey> keys;
    std::vector<attendance::PersonId> on;
    std::vector<attendance::PersonId> off;
    attendance::WallTime at{};  // when the list was imported
};

class Journal;

// The journal's memory of lists, for the one who imports them. Thread: as the journal.
class ListMemory {
public:
    virtual std::vector<ListedKey> listed_keys() = 0;
    virtual base::Result<void> note_list(const ListNews& news) = 0;

protected:
    ~ListMemory() = default;
};
ListMemory& list_memory(Journal& journal);

base::Result<std::vector<ListedKey>> all_listed_keys(sqlite::Database& database);
// Inside the caller's transaction.
base::Result<void> put_list_news(sqlite::Database& database, const ListNews& news);
base::Result<void> forget_listed(sqlite::Database& database, std::int64_t person);  // its number
// Lists name no event: those of an evening are the ones that were imported within a time
// (attendance::list_counts_since). Whom they brought and no later one took off, merges followed, the erased left out;
// by reading and name.
base::Result<std::vector<attendance::Person>> find_listed_people(sqlite::Database& database, attendance::WallTime since,
                                                                 attendance::WallTime before);

}  // namespace journal
