#include "sql/catalogue.h"

namespace sql {

base::Result<std::vector<std::string>> tables_of(Database& database) {
    const std::string_view question = database.engine() == Engine::sqlite
                                          ? R"(SELECT name FROM sqlite_master
                 WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'
                 ORDER BY name)"
                                          : R"(SELECT table_name FROM information_schema.tables
                 WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
                 ORDER BY table_name)";
    std::vector<std::string> names;
    TRY_VOID(database.run(question, {}, [&](const RowView& row) { names.emplace_back(row.text(0)); }));
    return names;
}

base::Result<std::vector<Column>> columns_of(Database& database, std::string_view table) {
    const std::string_view question = database.engine() == Engine::sqlite
                                          ? "SELECT name, lower(type) FROM pragma_table_info($1) ORDER BY cid"
                                          : R"(SELECT column_name, data_type FROM information_schema.columns
                 WHERE table_schema = current_schema() AND table_name = $1
                 ORDER BY ordinal_position)";
    std::vector<Column> columns;
    TRY_VOID(database.run(question, {table}, [&](const RowView& row) {
        columns.push_back({std::string(row.text(0)), row.text(1) == "text" ? CellType::text : CellType::integer});
    }));
    return columns;
}

}  // namespace sql
