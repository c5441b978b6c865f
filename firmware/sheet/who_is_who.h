// Whom of a guest list we know already, and what the list says new of them. Pure.
//
// Rows are matched by our own id (person_id), then by the service's key, by the address, and last by the folded name
// with its reading (fold.h). Importing again updates and never doubles. A key whose name changed altogether, a name
// that several have, a name with lost letters: doubtful, somebody decides.
//
// A list fills what is empty and repairs what was damaged. It changes a name, reading or language only by our own id,
// and never replaces a nickname: its person may have chosen it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "attendance/person.h"
#include "sheet/guest_list.h"

namespace sheet {

// `keys` as the holder compares them: an address as its keyed hash, in guests and here alike.
struct KnownGuest {
    attendance::Person person;
    std::vector<GuestKey> keys;
};

enum class Verdict {
    fresh,      // nobody like that is known
    update,     // known, and the list says something new of them
    unchanged,  // known as they are
    repeat,     // the same person as an earlier line
    doubtful,   // a person must decide; not imported
};

// Why a row is doubtful, for programs that say it in other words than Proposal::reason.
enum class Doubt {
    none,
    erased,      // the id of somebody who asked to be erased
    other_id,    // somebody of this name is known under another id
    said_twice,  // another line says something else of the same person
    several,     // so many people of this name are known
    same_line,   // another line has the same name and reading
    damaged,     // letters were lost in the file
    renamed,     // the key is somebody's of another name
    other_key,   // somebody of this name is known, with another address and no reading to tell
    nameless,    // no name in the row
    status,      // nobody knows whether that status means to come
};

struct Change {
    Field field{};  // name, nickname, reading or lang
    std::string from;
    std::string to;
};

struct Proposal {
    Guest guest;
    Verdict verdict = Verdict::fresh;
    attendance::Person person;  // as it is to be kept: fresh version 1 (the id may be empty: make one), update the next
    std::string reason;         // of a doubtful one: why, and what to do, in English
    Doubt doubt = Doubt::none;
    std::int64_t number = 0;                     // the other line (of a repeat too), or how many people
    std::vector<Change> changes;                 // of an update
    std::vector<attendance::Person> candidates;  // of a doubtful one: who it may be
};

inline constexpr std::size_t candidates_max = 4;

// In the order of `guests`. Rows that come or wait are judged against each other as well; the rest only against those
// who are known, and are never doubtful but for Doubt::status.
std::vector<Proposal> propose(std::span<const Guest> guests, std::span<const KnownGuest> known);

// The person as they are kept once the list was read. `by_our_id`: the row names them by person_id.
attendance::Person merged(const attendance::Person& known, const Guest& guest, bool by_our_id);
std::vector<Change> changes_between(const attendance::Person& before, const attendance::Person& after);

}  // namespace sheet
