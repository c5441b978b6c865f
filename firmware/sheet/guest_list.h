// Reading somebody's guest list: who stands in it, who comes, and which rows are no guest. Pure. Whom of these we know
// already is judged in who_is_who.h.
//
// Forgiving: rows that lack their last cells are filled, empty cells beyond the header are passed over, a header that
// comes again and rows that sum up (合計, Total, "2名") are left out, rows without a name are kept as such. Formula
// guards (csv.h) are taken off; else texts are kept byte for byte.
// connpass: ユーザー名 is the stable key of a person and 表示名 the name shown; real names are not in its lists.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "attendance/card_uid.h"
#include "attendance/person.h"
#include "base/result.h"
#include "sheet/columns.h"
#include "sheet/coming.h"
#include "sheet/csv.h"

namespace sheet {

// An id that may be given by hand: 1 to 64 of A-Z a-z 0-9 . _ - and not beginning with a sign.
bool is_plain_id(std::string_view text);

// What a list knows a person by, beside their name: one value in one column of one service ("connpass:ユーザー名",
// "sakura"), or their address (email_column, folded). Keys of different columns say nothing about each other.
struct GuestKey {
    std::string column;
    std::string value;
    auto operator<=>(const GuestKey&) const = default;
};
inline constexpr std::string_view email_column = "mail";

// One person as a row tells of them; what it does not say is empty.
struct Guest {
    std::int64_t line = 0;
    attendance::PersonId id;
    std::vector<GuestKey> keys;  // the service's first; an address only to be compared, never to be kept as it is
    std::string name;            // empty: the row names nobody
    std::string nickname;        // empty where it is only the whole name once more
    std::string reading;
    std::string lang;
    std::string ticket;  // 受付番号
    std::string status;  // the word in the list
    Coming coming = Coming::yes;
    std::optional<attendance::CardUid> card;
};

enum class WhyLeftOut {
    total,       // sums up other rows
    header,      // the header again
    too_wide,    // more cells than the header: a separator inside a cell
    unreadable,  // an id, card number or text that cannot be taken
};
struct LeftOut {
    std::int64_t line = 0;
    WhyLeftOut why{};
    std::string text;    // what stands in the row, for people
    std::string reason;  // English, with line and column
};

struct StatusCount {
    std::string value;  // as it stands in the list; "": nothing said
    std::int64_t rows = 0;
    Coming coming = Coming::yes;
};

struct GuestList {
    std::vector<Guest> guests;  // in the order of lines, whether they come or not
    std::vector<LeftOut> left_out;
    std::vector<StatusCount> statuses;  // empty where there is no such column; most rows first
    std::vector<std::string> unused_columns;

    std::int64_t count(Coming coming) const;
};

// What an organizer said that words of the status column mean; compared folded. The rest is judged by coming.h.
using StatusWords = std::map<std::string, Coming>;

// bad_input where no header is found.
base::Result<GuestList> read_guests(const Table& table, const StatusWords& words = {});
GuestList read_guests(const Table& table, const Columns& columns, const StatusWords& words = {});

}  // namespace sheet
