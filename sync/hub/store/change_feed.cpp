// Store::changes: pages of what is new behind a cursor.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "store/entry_columns.h"
#include "store/sentence_rows.h"
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

using Columns = sql::Columns;

// Nobody where it is NULL or "".
std::optional<PersonId> person_in(Columns& row) {
    std::string id = row.text();
    return id.empty() ? std::nullopt : std::optional(PersonId{std::move(id)});
}

// How a kind of thing that flows to kiosks stands in its table: the columns behind change_no, and one row as a value.
// Braces read the columns from left to right.
template <typename T>
struct Stream;

template <>
struct Stream<attendance::Person> {
    static constexpr std::string_view table = "person";
    static constexpr std::string_view columns = "id, version, name, nickname, reading, lang, erased";
    static attendance::Person read(Columns row) {
        return {PersonId{row.text()}, row.integer(), row.text(), row.text(), row.text(), row.text(), row.flag()};
    }
};

template <>
struct Stream<attendance::Event> {
    static constexpr std::string_view table = "event";
    static constexpr std::string_view columns = "id, version, title, venue, starts_us, ends_us";
    static attendance::Event read(Columns row) {
        return {EventId{row.text()}, row.integer(), row.text(), row.text(), row.time(), row.time()};
    }
};

template <>
struct Stream<attendance::SeasonRow> {
    static constexpr std::string_view table = "season";
    static constexpr std::string_view columns = "id, name, first_us, end_us, squares, removed";
    static attendance::SeasonRow read(Columns row) {
        return {row.text(), {row.text(), row.time(), row.time(), static_cast<int>(row.integer())}, row.flag()};
    }
};

template <>
struct Stream<attendance::Prompt> {
    static constexpr std::string_view table = "prompt";
    static constexpr std::string_view columns = "id, lang, words, removed";
    static attendance::Prompt read(Columns row) { return {row.text(), row.text(), row.text(), row.flag()}; }
};

template <>
struct Stream<attendance::DeckSentence> {
    static constexpr std::string_view table = "sentence";
    static constexpr std::string_view columns = sentence_columns;
    static attendance::DeckSentence read(Columns row) { return sentence_of(row); }
};

template <>
struct Stream<attendance::SameCard> {
    static constexpr std::string_view table = "same_card";
    static constexpr std::string_view columns = "card, stands_for";
    static attendance::SameCard read(Columns row) { return {CardId{row.text()}, CardId{row.text()}}; }
};

template <>
struct Stream<attendance::CardOwner> {
    static constexpr std::string_view table = "card";
    static constexpr std::string_view columns = "card, person, version";
    static attendance::CardOwner read(Columns row) { return {CardId{row.text()}, person_in(row), row.integer()}; }
};

template <>
struct Stream<attendance::Merge> {
    static constexpr std::string_view table = "merged";
    static constexpr std::string_view columns = "person, into_person";
    static attendance::Merge read(Columns row) { return {PersonId{row.text()}, person_in(row)}; }
};

template <>
struct Stream<attendance::PresenceRow> {
    static constexpr std::string_view table = "presence";
    static constexpr std::string_view columns =
        "removed, event, subject_kind, subject, device, epoch, seq, at_us, quality, source";
    static attendance::PresenceRow read(Columns row) {
        attendance::PresenceRow item;
        item.removed = row.flag();
        item.presence.event = EventId{row.text()};
        const bool is_person = row.integer() == 0;
        if (is_person)
            item.presence.subject = PersonId{row.text()};
        else
            item.presence.subject = CardId{row.text()};
        if (item.removed) return item;
        item.presence.stamp = {row.integer(), row.integer(), row.integer()};
        item.presence.at = row.time();
        item.presence.quality = static_cast<attendance::ClockQuality>(row.integer());
        item.presence.source = static_cast<attendance::Source>(row.integer());
        return item;
    }
};

// Calls visit(pointer to the list, its Stream) for each.
template <typename Visit>
base::Result<void> try_each_stream(Visit&& visit) {
    return attendance::try_each_change_list(
        [&]<typename T>(std::vector<T> attendance::ChangeLists::*list) { return visit(list, Stream<T>()); });
}

// The last change number of a page of `rows_max` things behind `after`, over all tables; `after` if there is none.
base::Result<std::int64_t> end_of_page(sql::Database& database, std::int64_t after, std::size_t rows_max, bool& more) {
    std::vector<std::int64_t> numbers;
    const auto limit = static_cast<std::int64_t>(rows_max + 1);
    TRY_VOID(try_each_stream([&](auto, auto stream) -> base::Result<void> {
        const std::string sql =
            fmt::format("SELECT change_no FROM {} WHERE change_no > $1 ORDER BY change_no LIMIT $2", stream.table);
        TRY_VOID(
            database.run(sql, {after, limit}, [&](const sql::RowView& row) { numbers.push_back(row.integer(0)); }));
        return {};
    }));
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
        TRY_VOID(try_each_stream([&](auto list, auto stream) -> base::Result<void> {
            const std::string sql =
                fmt::format("SELECT {} FROM {} WHERE change_no > $1 AND change_no <= $2 ORDER BY change_no",
                            stream.columns, stream.table);
            TRY_VOID(m_database->run(sql, {from.change, last}, [&](const sql::RowView& row) {
                (page.*list).push_back(stream.read(Columns(row)));
            }));
            return {};
        }));
    }
    // Numbers behind the last thing may have been drawn for what has changed again since.
    page.cursor = cursor_text({newest.generation, page.more ? last : std::max(last, newest.change)});
    return {page};
}

}  // namespace store
