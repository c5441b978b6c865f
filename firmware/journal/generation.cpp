#include "journal/generation.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace journal {
namespace {

constexpr std::string_view next_prefix = "next_";
constexpr std::string_view last_prefix = "last_";
// Of tables that hold what organizers wrote; their indexes are not called so. `season`, `prompt` and the deck's are
// older than this rule.
constexpr std::string_view written_prefix = "written_";
// Tables and views.
constexpr std::array<std::string_view, 18> table_names{
    "roster_state", "roster_person", "roster_event", "roster_card", "roster_merge",  "roster_presence",
    "roster_stamp", "season",        "prompt",       "sentence",    "sentence_text", "owner",
    "tenure",       "mistake",       "merged",       "anchor",      "presence",      "contested"};

bool is_word_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool is_generational(std::string_view word) {
    return word.starts_with(written_prefix) || std::ranges::find(table_names, word) != table_names.end();
}

struct Definition {
    std::string type, name, sql;
};

// Of the present generation: tables before indexes before views.
base::Result<std::vector<Definition>> definitions(Database& database) {
    std::vector<Definition> all;
    auto query = database.ask(
        R"(SELECT type, name, sql, tbl_name FROM sqlite_schema
           WHERE sql IS NOT NULL AND type IN ('table', 'index', 'view')
           ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name)");
    for (;;) {
        TRY(row, query.next());
        if (!row) return all;
        if (is_generational(query.text(3))) all.push_back({query.text(0), query.text(1), query.text(2)});
    }
}

// An index keeps its name when its table is renamed: of two generations one's indexes have the prefix and the other's
// have not.
std::string other_index_name(const std::string& name) {
    return name.starts_with(next_prefix) ? name.substr(next_prefix.size()) : std::string(next_prefix) + name;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

// Of the generation with this prefix.
base::Result<std::vector<std::string>> names_of(Database& database, std::string_view type, std::string_view prefix) {
    std::vector<std::string> found;
    auto query = database.ask(
        R"(SELECT name FROM sqlite_schema WHERE type = ?1 AND substr(name, 1, length(?2)) = ?2 ORDER BY name)", type,
        prefix);
    for (;;) {
        TRY(row, query.next());
        if (!row) return found;
        std::string name = query.text(0);
        if (is_generational(std::string_view(name).substr(prefix.size()))) found.push_back(std::move(name));
    }
}

}  // namespace

std::string on_next(std::string_view sql) {
    std::string next;
    for (std::size_t at = 0; at < sql.size();) {
        std::size_t end = at;
        while (end < sql.size() && is_word_character(sql[end]))
            ++end;
        if (end == at) {
            next += sql[at++];
            continue;
        }
        const std::string_view word = sql.substr(at, end - at);
        if (is_generational(word)) next += next_prefix;
        next += word;
        at = end;
    }
    return next;
}

base::Result<void> make_next_generation(Database& database) {
    TRY(all, definitions(database));
    for (const Definition& definition : all) {
        std::string sql = definition.sql;
        if (definition.type == "index") sql = replaced(sql, definition.name, other_index_name(definition.name));
        TRY_VOID(database.run_script(on_next(sql)));
    }
    return database.run("INSERT INTO next_roster_state VALUES (0)");
}

base::Result<void> switch_generations(Database& database) {
    TRY(all, definitions(database));
    // A view would follow its tables to their other names.
    std::string before, renames, after;
    for (const auto& [type, name, sql] : all) {
        if (type == "view") {
            before += fmt::format("DROP VIEW {0}; DROP VIEW {1}{0};", name, next_prefix);
            after += sql + ";";
        } else if (type == "table") {
            renames += fmt::format("ALTER TABLE {0} RENAME TO {2}{0}; ALTER TABLE {1}{0} RENAME TO {0};", name,
                                   next_prefix, last_prefix);
        }
    }
    return database.run_script(before + renames + after);
}

base::Result<bool> clear_other_generations(Database& database, std::int64_t rows_max) {
    TRY(views, names_of(database, "view", next_prefix));
    for (const std::string& view : views)
        TRY_VOID(database.run_script("DROP VIEW " + view));
    TRY(tables, names_of(database, "table", last_prefix));
    if (tables.empty()) {
        TRY(of_next, names_of(database, "table", next_prefix));
        tables = std::move(of_next);
    }
    if (tables.empty()) return false;
    const std::string& table = tables.front();
    TRY(key, database.text("SELECT group_concat(name) FROM pragma_table_info(?1) WHERE pk > 0", table));
    TRY(rows, database.number(fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} LIMIT ?1)", table), rows_max));
    // What is left when it is dropped is few rows; secure_delete clears its pages in either case.
    if (key && rows.value_or(0) == rows_max)
        TRY_VOID(database.run_script(
            fmt::format("DELETE FROM {0} WHERE ({1}) IN (SELECT {1} FROM {0} LIMIT {2})", table, *key, rows_max)));
    else
        TRY_VOID(database.run_script("DROP TABLE " + table));
    return true;
}

base::Result<bool> has_next_generation(Database& database) {
    TRY(some, database.number("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'next_roster_state')"));
    return some.value_or(0) != 0;
}

}  // namespace journal
