// Everybody, in memory, to be found by name: kept up to date from the store by what changed since the last look.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "search/people_index.h"
#include "store/store.h"

namespace web {

class Directory {
public:
    struct Hits {
        std::vector<attendance::Person> best;
        std::size_t count = 0;
    };
    // Thread-safe. Reads what is new first.
    base::Result<Hits> find(store::Store& store, std::string_view query, std::size_t limit,
                            const search::Precedence& precedence = {});
    base::Result<std::size_t> size(store::Store& store);

private:
    base::Result<void> refresh(store::Store& store);

    std::mutex m_mutex;
    store::Position m_seen{-1, 0};
    search::PeopleIndex m_index;
    std::map<std::string, attendance::Person> m_people;  // with those merged away
    std::vector<std::string> m_hidden;                   // merged away: not found
};

}  // namespace web
