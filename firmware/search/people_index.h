// Finds people from the first character, by their name as written, nickname or reading, in kana, kanji or romaji.
// Everything is in memory (some 700 bytes a person): a search looks at the keys that hold the rarest two neighbouring
// characters of what is sought, not at all of them.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "attendance/person.h"

namespace search {

struct Found {
    std::vector<attendance::PersonId> best;  // best first, at most as many as asked for
    std::size_t count = 0;                   // all who match
};

// Who stands before and behind all others that are found, whatever the fit; in itself each part is ordered as all are.
struct Precedence {
    std::vector<attendance::PersonId> first;
    std::vector<attendance::PersonId> last;
};

// Thread: an index belongs to one thread.
class PeopleIndex {
public:
    PeopleIndex();
    ~PeopleIndex();
    PeopleIndex(PeopleIndex&&) noexcept;
    PeopleIndex& operator=(PeopleIndex&&) noexcept;

    // Adds a person, or replaces what was known of them. An erased person is removed.
    void put(const attendance::Person& person);
    void remove(const attendance::PersonId& id);
    std::size_t size() const;

    // Each word of the query must be found in one of a person's texts. Whose text is the query comes before those whose
    // text begins with it, these before those with a word that does, and these before those where it stands inside
    // (for two characters and more); then by reading. An empty query finds all.
    Found find(std::string_view query, std::size_t limit, const Precedence& precedence = {}) const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace search
