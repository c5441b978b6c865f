// From somebody's guest list to people: reading the rows, and deciding for each whether it is news. Pure.
//
// connpass: ユーザー名 is the stable key of a person and 表示名 the name shown; real names are not in its lists. Rows
// that say キャンセル are left out. Formula guards (csv.h) are taken off; else texts are kept byte for byte.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "attendance/card_uid.h"
#include "attendance/person.h"
#include "base/result.h"
#include "sheet/csv.h"

namespace sheet {

// An id that may be given by hand: 1 to 64 of A-Z a-z 0-9 . _ - and not beginning with a sign.
bool is_plain_id(std::string_view text);

// One person as a list tells of them; what the list does not say is empty.
struct Guest {
    std::int64_t line = 0;
    attendance::PersonId id;
    std::string service_key;  // "connpass:sakura"; its holder decides which id it stands for
    std::string name;         // never empty
    std::string nickname;
    std::string reading;
    std::string lang;
    std::optional<attendance::CardUid> card;
};

struct GuestList {
    std::vector<Guest> guests;
    std::vector<Guest> withdrawn;  // of the cancelled, those that could be read
    std::int64_t cancelled = 0;
    std::vector<std::string> unused_columns;
};

// bad_input with line and column: no header, a row of another width, no name, a text longer than
// attendance::text_bytes_max, an id, language or card number that is none, a card whose number changes at every tap.
base::Result<GuestList> read_guests(const Table& table);

enum class Verdict {
    fresh,      // nobody like that is known
    update,     // known, and the list says something new of them
    unchanged,  // known as they are
    doubtful,   // a person must decide; not imported
};

// Why a row is doubtful, for programs that say it in other words than Proposal::reason.
enum class Doubt {
    none,
    erased,      // the id of somebody who asked to be erased
    other_id,    // somebody of this name is known under another id
    said_twice,  // another line says something else of the same id
    several,     // so many people of this name are known
    same_line,   // another line has the same name and reading
    damaged,     // characters were lost in the file
};

struct Proposal {
    Guest guest;
    Verdict verdict = Verdict::fresh;
    attendance::Person person;  // as it is to be kept: fresh version 1 (the id may be empty: make one), update the next
    std::string reason;         // of a doubtful one: why, and what to do, in English
    Doubt doubt = Doubt::none;
    std::int64_t number = 0;  // the other line, or how many people
};

// Who is who: by id; else by name and reading (one may be missing; 〜 and ～ are the same), so that importing again
// updates and never doubles. An empty cell leaves what is known as it is.
std::vector<Proposal> propose(std::span<const Guest> guests, std::span<const attendance::Person> known);

}  // namespace sheet
