// The lists of tests/sheet/lists through pettan-kiosk import.
#include "testing/guest_lists.h"

#include <nlohmann/json.hpp>
#include <regex>

#include "base/clock.h"
#include "journal/journal.h"
#include "kiosk/command.h"

using nlohmann::json;

namespace {

std::vector<std::string> people_of(const testing::TempFolder& home, const std::string& data) {
    const auto listed = testing::kiosk(home, {"person", "list", "--format", "json", "--data", data});
    REQUIRE(listed.status == 0);
    std::vector<std::string> names;
    for (const json& person : json::parse(listed.out))
        names.push_back(testing::as_in_table(person["name"], person["reading"]));
    std::ranges::sort(names);
    return names;
}

// The lines that an import says it left out, those who wait aside.
std::vector<std::int64_t> left_out_lines(const std::string& output) {
    std::vector<std::int64_t> lines;
    const std::size_t begin = output.find("left out:\n");
    std::istringstream rest(begin == std::string::npos ? "" : output.substr(begin));
    static const std::regex pattern("^line ([0-9]+).*");
    for (std::string line; std::getline(rest, line);)
        if (std::smatch found; std::regex_match(line, found, pattern) && line.find(": waits (") == std::string::npos)
            lines.push_back(std::stoll(found[1]));
    std::ranges::sort(lines);
    return lines;
}

}  // namespace

TEST_CASE("each list of the table gives the kiosk the people it must, nobody else and nobody twice") {
    const auto table = testing::lists_table();
    testing::require_all_lists_in(table);
    REQUIRE(table.size() >= 22);
    for (const testing::ListsRow& row : table) {
        const testing::TempFolder home;
        const std::string data = (home.path() / "data").string();
        std::string output;
        for (const auto& list : row.lists) {
            INFO(list.filename());
            const auto done = testing::kiosk(home, {"import", list.string(), "--data", data});
            INFO(done.err);
            REQUIRE(done.status == 0);
            output = done.out;
        }
        INFO(output);
        std::vector<std::string> known = row.come;
        known.insert(known.end(), row.left.begin(), row.left.end());
        std::ranges::sort(known);
        CHECK(people_of(home, data) == known);
        CHECK(left_out_lines(output) == row.left_out);
        const auto clock = base::system_clock();
        const auto journal = journal::Journal::open({data}, *clock);
        REQUIRE(journal);
        CHECK((*journal)->listed_people({}, base::WallTime::max()).size() == row.come.size());
    }
}
