#include "web/directory.h"

#include "office/person_queries.h"

namespace web {

base::Result<void> Directory::refresh(store::Store& store) {
    TRY(newest, store.position());
    if (newest == m_seen) return {};
    if (newest.generation != m_seen.generation) {
        m_people.clear();
        m_index = {};
        m_seen.change = 0;
    }
    TRY(changed, office::people_since(store, m_seen.change));
    for (const attendance::Person& person : changed) {
        if (person.erased)
            m_people.erase(person.id.value);
        else
            m_people.insert_or_assign(person.id.value, person);
        m_index.put(person);
    }
    // Few are merged, and a merge may be undone: they are taken out anew each time.
    TRY(away, office::merged_away(store));
    for (const std::string& id : m_hidden)
        if (const auto person = m_people.find(id); person != m_people.end()) m_index.put(person->second);
    m_hidden.clear();
    for (const attendance::PersonId& id : away) {
        m_index.remove(id);
        m_hidden.push_back(id.value);
    }
    m_seen = newest;
    return {};
}

base::Result<Directory::Hits> Directory::find(store::Store& store, std::string_view query, std::size_t limit,
                                              const search::Precedence& precedence) {
    const std::lock_guard lock(m_mutex);
    TRY_VOID(refresh(store));
    const search::Found found = m_index.find(query, limit, precedence);
    Hits hits;
    hits.count = found.count;
    for (const attendance::PersonId& id : found.best)
        if (const auto person = m_people.find(id.value); person != m_people.end()) hits.best.push_back(person->second);
    return hits;
}

base::Result<std::size_t> Directory::size(store::Store& store) {
    const std::lock_guard lock(m_mutex);
    TRY_VOID(refresh(store));
    return m_index.size();
}

}  // namespace web
