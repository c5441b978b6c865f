// Store::changes: pages of what is new behind a cursor.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "store/entry_columns.h"
#include "store/store.h"

namespace store {
namespace {

using attendance::CardId;
using attendance::EventId;
using attendance::PersonId;
using wire::Changes;
using wire::ErrorBody;
using wire::ErrorWord;

ErrorBody gone_error() {
    ErrorBody error;
    error.word = ErrorWord::gone;
    error.message = "this cursor leads nowhere: the hub was restored from a backup, or is another one";
    error.todo = "take GET /v1/snapshot, and send again what it does not acknowledge";
    return error;
}
ErrorBody bad_cursor_error() {
    ErrorBody error;
    error.word = ErrorWord::bad_request;
    error.message = "cursor: is none that this hub gave";
    error.todo = "send the cursor of the last answer, or take GET /v1/snapshot";
    return error;
}

std::string text(const sql::RowView& row, int column) {
    return std::string(row.text(column));
}

void read_person(const sql::RowView& row, Changes& page) {
    page.people.push_back({PersonId{text(row, 1)}, row.integer(2), text(row, 3), text(row, 4), text(row, 5),
                           text(row, 6), row.integer(7) != 0});
}
void read_card(const sql::RowView& row, Changes& page) {
    page.cards.push_back({CardId{text(row, 1)}, std::nullopt, row.integer(3)});
    if (!row.text(2).empty()) page.cards.back().person = PersonId{text(row, 2)};
}
void read_same_card(const sql::RowView& row, Changes& page) {
    page.carried.push_back({CardId{text(row, 1)}, CardId{text(row, 2)}});
}
void read_merge(const sql::RowView& row, Changes& page) {
    page.merges.push_back({PersonId{text(row, 1)}, {}});
    if (!row.is_null(2)) page.merges.back().into = PersonId{text(row, 2)};
}
void read_event(const sql::RowView& row, Changes& page) {
    page.events.push_back({EventId{text(row, 1)}, row.integer(2), text(row, 3), text(row, 4), from_us(row.integer(5)),
                           from_us(row.integer(6))});
}
void read_season(const sql::RowView& row, Changes& page) {
    page.seasons.push_back(
        {text(row, 1),
         {text(row, 2), from_us(row.integer(3)), from_us(row.integer(4)), static_cast<int>(row.integer(5))},
         row.integer(6) != 0});
}
void read_prompt(const sql::RowView& row, Changes& page) {
    page.prompts.push_back({text(row, 1), text(row, 2), text(row, 3), row.integer(4) != 0});
}
void read_presence(const sql::RowView& row, Changes& page) {
    wire::PresenceRow item;
    item.presence.event = EventId{text(row, 1)};
    if (row.integer(2) == 0)
        item.presence.subject = PersonId{text(row, 3)};
    else
        item.presence.subject = CardId{text(row, 3)};
    item.removed = row.integer(10) != 0;
    if (!item.removed) {
        item.presence.stamp = {row.integer(4), row.integer(5), row.integer(6)};
        item.presence.at = from_us(row.integer(7));
        item.presence.quality = static_cast<attendance::ClockQuality>(row.integer(8));
        item.presence.source = static_cast<attendance::Source>(row.integer(9));
    }
    page.presences.push_back(std::move(item));
}

// One table that kiosks are told of. Column 0 is its change number.
struct Stream {
    std::string_view columns;
    std::string_view table;
    void (*read)(const sql::RowView&, Changes&);
};
constexpr std::array streams{
    Stream{"id, version, name, nickname, reading, lang, erased", "person", read_person},
    Stream{"card, stands_for", "same_card", read_same_card},
    Stream{"card, person, version", "card", read_card},
    Stream{"person, into_person", "merged", read_merge},
    Stream{"id, version, title, venue, starts_us, ends_us", "event", read_event},
    Stream{"id, name, first_us, end_us, squares, removed", "season", read_season},
    Stream{"id, lang, words, removed", "prompt", read_prompt},
    Stream{"event, subject_kind, subject, device, epoch, seq, at_us, quality, source, removed", "presence",
           read_presence},
};

// The last change number of a page of `rows_max` things behind `after`, over all tables; `after` if there is none.
base::Result<std::int64_t> end_of_page(sql::Database& database, std::int64_t after, std::size_t rows_max, bool& more) {
    std::vector<std::int64_t> numbers;
    const auto limit = static_cast<std::int64_t>(rows_max + 1);
    for (const Stream& stream : streams) {
        const std::string sql =
            fmt::format("SELECT change_no FROM {} WHERE change_no > $1 ORDER BY change_no LIMIT $2", stream.table);
        TRY_VOID(
            database.run(sql, {after, limit}, [&](const sql::RowView& row) { numbers.push_back(row.integer(0)); }));
    }
    std::ranges::sort(numbers);
    more = numbers.size() > rows_max;
    if (more) numbers.resize(rows_max);
    return numbers.empty() ? after : numbers.back();
}

}  // namespace

std::string cursor_text(Position position) {
    return fmt::format("{}-{}", position.generation, position.change);
}

std::optional<Position> parse_cursor(std::string_view text) {
    const auto number = [](std::string_view digits) -> std::optional<std::int64_t> {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        const bool whole = error == std::errc() && end == digits.data() + digits.size();
        if (!whole || value < 0 || digits.front() < '0') return std::nullopt;
        return value;
    };
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto generation = number(text.substr(0, dash));
    const auto change = number(text.substr(dash + 1));
    if (!generation || !change) return std::nullopt;
    return Position{*generation, *change};
}

base::Result<std::variant<Changes, ErrorBody>> Store::changes(std::int64_t device, std::string_view cursor,
                                                              std::size_t rows_max, WallTime now) {
    TRY(transaction, sql::Transaction::begin(*m_database, sql::Access::read));
    Position newest;
    TRY_VOID(m_database->run(read_counter_sql, {}, [&](const sql::RowView& row) {
        newest = {row.integer(0), row.integer(1)};
    }));
    Position from{newest.generation, 0};
    if (!cursor.empty()) {
        const auto parsed = parse_cursor(cursor);
        if (!parsed) return {bad_cursor_error()};
        if (parsed->generation != newest.generation || parsed->change > newest.change) return {gone_error()};
        from = *parsed;
    }
    Changes page;
    page.generation = newest.generation;
    page.server_ms = to_us(now) / 1000;
    TRY_VOID(m_database->run("SELECT epoch, acked_seq FROM epoch WHERE device = $1 ORDER BY epoch DESC LIMIT 1",
                             {device}, [&](const sql::RowView& row) {
                                 page.acked_epoch = row.integer(0);
                                 page.acked_seq = row.integer(1);
                             }));
    std::int64_t last = from.change;
    if (from.change != newest.change) {
        TRY(end, end_of_page(*m_database, from.change, rows_max, page.more));
        last = end;
    }
    if (last > from.change) {
        for (const Stream& stream : streams) {
            const std::string sql =
                fmt::format("SELECT change_no, {} FROM {} WHERE change_no > $1 AND change_no <= $2 ORDER BY change_no",
                            stream.columns, stream.table);
            TRY_VOID(
                m_database->run(sql, {from.change, last}, [&](const sql::RowView& row) { stream.read(row, page); }));
        }
    }
    // Numbers behind the last thing may have been drawn for what has changed again since.
    page.cursor = cursor_text({newest.generation, page.more ? last : std::max(last, newest.change)});
    return {page};
}

}  // namespace store
