#include "store/season_rows.h"

#include <fmt/core.h>

#include "store/entry_columns.h"

namespace store {
namespace {

constexpr std::string_view columns = "id, name, first_us, end_us, squares, removed";

attendance::SeasonRow season_of(const sql::RowView& row) {
    sql::Columns columns(row);
    return {columns.text(),
            {columns.text(), columns.time(), columns.time(), static_cast<int>(columns.integer())},
            columns.flag()};
}

}  // namespace

base::Result<std::vector<attendance::SeasonRow>> read_seasons(sql::Database& database) {
    std::vector<attendance::SeasonRow> list;
    const std::string sql = fmt::format("SELECT {} FROM season WHERE removed = 0 ORDER BY first_us, id", columns);
    TRY_VOID(database.run(sql, {}, [&](const sql::RowView& row) { list.push_back(season_of(row)); }));
    return list;
}

base::Result<std::optional<attendance::SeasonRow>> read_season(sql::Database& database, std::string_view id) {
    std::optional<attendance::SeasonRow> season;
    const std::string sql = fmt::format("SELECT {} FROM season WHERE id = $1", columns);
    TRY_VOID(database.run(sql, {id}, [&](const sql::RowView& row) { season = season_of(row); }));
    return season;
}

base::Result<void> write_season(sql::Database& database, const attendance::SeasonRow& row, std::int64_t change_no) {
    TRY_VOID(database.run(
        R"(INSERT INTO season (id, name, first_us, end_us, squares, removed, change_no)
           VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (id) DO UPDATE SET name = excluded.name, first_us = excluded.first_us,
               end_us = excluded.end_us, squares = excluded.squares, removed = excluded.removed,
               change_no = excluded.change_no)",
        {std::string_view(row.id), std::string_view(row.season.name), to_us(row.season.first), to_us(row.season.end),
         std::int64_t{row.season.squares}, std::int64_t{row.removed}, change_no}));
    return {};
}

}  // namespace store
