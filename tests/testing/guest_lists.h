// The table of tests/sheet/lists/README.md: guest lists in the layouts that organizers have, and what each must give.
// PETTAN_LISTS is that folder (a compile definition of the test).
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "testing/catch.h"
#include "testing/child.h"

namespace testing {

struct ListsRow {
    std::vector<std::filesystem::path> lists;  // in turn
    std::vector<std::string> come;             // "name" or "name (reading)", sorted; so the next two
    std::vector<std::string> wait;
    std::vector<std::string> left;
    std::vector<std::int64_t> left_out;  // lines of the last list, sorted
};

inline std::string as_in_table(const std::string& name, const std::string& reading) {
    return reading.empty() ? name : name + " (" + reading + ")";
}

inline std::vector<std::string> parts_of(const std::string& text, const std::string& separator) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        std::string part = text.substr(at, end - at);
        part.erase(0, std::min(part.find_first_not_of(' '), part.size()));
        part.erase(part.find_last_not_of(' ') + 1);
        parts.push_back(part);
        at = end + separator.size();
    }
    return parts;
}

inline std::vector<std::string> names_in(const std::string& cell) {
    std::vector<std::string> names = parts_of(cell, ";");
    std::erase(names, "");
    std::ranges::sort(names);
    return names;
}

inline std::vector<ListsRow> lists_table() {
    std::ifstream file(std::filesystem::path(PETTAN_LISTS) / "README.md");
    std::vector<ListsRow> rows;
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("| `")) continue;
        const auto cells = parts_of(line, "|");
        REQUIRE(cells.size() == 8);
        ListsRow row;
        for (const std::string& name : parts_of(cells[1], "`"))
            if (!name.empty()) row.lists.push_back(std::filesystem::path(PETTAN_LISTS) / name);
        row.come = names_in(cells[3]);
        row.wait = names_in(cells[4]);
        row.left = names_in(cells[5]);
        for (const std::string& left_out : names_in(cells[6]))
            row.left_out.push_back(std::stoll(left_out.substr(5)));
        std::ranges::sort(row.left_out);
        rows.push_back(row);
    }
    return rows;
}

// Every list of the folder stands in the table.
inline void require_all_lists_in(const std::vector<ListsRow>& rows) {
    for (const auto& entry : std::filesystem::directory_iterator(PETTAN_LISTS)) {
        if (entry.path().filename() == "README.md") continue;
        const bool named = std::ranges::any_of(
            rows, [&](const ListsRow& row) { return std::ranges::find(row.lists, entry.path()) != row.lists.end(); });
        if (!named) FAIL(entry.path() << " stands in no row of the table");
    }
}

}  // namespace testing
