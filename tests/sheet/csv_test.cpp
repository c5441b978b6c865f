#include "sheet/csv.h"

#include <random>

#include "testing/catch.h"

using namespace sheet;

static std::vector<std::vector<std::string>> cells_of(const Table& table) {
    std::vector<std::vector<std::string>> cells;
    for (const Row& row : table.rows) {
        cells.emplace_back();
        for (const Cell& cell : row)
            cells.back().push_back(cell.text);
    }
    return cells;
}

static std::vector<std::vector<std::string>> read(std::string_view text) {
    auto table = parse_csv(text);
    if (!table) FAIL(table.error().message);
    return cells_of(*table);
}

static std::string error_of(std::string_view text) {
    const auto table = parse_csv(text);
    REQUIRE(!table);
    CHECK(table.error().code == base::ErrorCode::bad_input);
    return table.error().message;
}

static std::string written(const std::vector<std::vector<std::string>>& rows, CsvWriter::Bom bom = CsvWriter::Bom::no) {
    std::string text;
    CsvWriter writer(
        [&](std::string_view part) {
            text += part;
            return base::Result<void>();
        },
        bom);
    for (const auto& row : rows)
        REQUIRE(writer.row(row));
    return text;
}

using Rows = std::vector<std::vector<std::string>>;

TEST_CASE("cells stand between separators, lines end with CRLF, LF or the end of the text") {
    CHECK(read("a,b\r\n1,2\r\n") == Rows{{"a", "b"}, {"1", "2"}});
    CHECK(read("a,b\n1,2") == Rows{{"a", "b"}, {"1", "2"}});
    CHECK(read("a,\n,") == Rows{{"a", ""}, {"", ""}});
    CHECK(read("").empty());
}

TEST_CASE("a quoted cell may hold separators, line breaks and doubled quotes") {
    CHECK(read("\"a,b\",\"c\r\nd\",\"say \"\"hi\"\"\"\r\nx,y,z") ==
          Rows{{"a,b", "c\r\nd", "say \"hi\""}, {"x", "y", "z"}});
    CHECK(read("\"\"\n\"\"\"\"") == Rows{{""}, {"\""}});
}

TEST_CASE("nothing is trimmed and empty lines are left out") {
    CHECK(read(" a , b\n\n\r\nc,d\n\n") == Rows{{" a ", " b"}, {"c", "d"}});
}

TEST_CASE("the separator that stands most often is taken, quotes not counted") {
    CHECK(parse_csv("a\tb\n\"1,2,3\"\t4")->separator == '\t');
    CHECK(parse_csv("a;b\n1;2")->separator == ';');
    CHECK(parse_csv("name\n髙橋")->separator == ',');
    CHECK(parse_csv("a;b", ',')->rows[0].size() == 1);
}

TEST_CASE("a cell knows its line and column, counted in characters") {
    const auto table = parse_csv("名前,よみ\n\"山\n本\",やまもと\n髙橋,たかはし\n");
    REQUIRE(table);
    CHECK(table->rows[0][1].at == Place{1, 4});
    CHECK(table->rows[1][0].at == Place{2, 1});
    CHECK(table->rows[1][1].at == Place{3, 4});
    CHECK(table->rows[2][1].at == Place{4, 4});
}

TEST_CASE("malformed text is refused with the place") {
    CHECK_THAT(error_of("a,b\n1,x\"y\n"), contains("line 2, column 4: a quote stands inside a cell"));
    CHECK_THAT(error_of("a,b\n1,\"x\" y\n"), contains("line 2, column 6: text follows the closing quote"));
    CHECK_THAT(error_of("a,b\n髙橋,\"x\ny\n"), contains("line 2, column 4: a quote is opened here and never closed"));
    CHECK_THAT(error_of("a,b\r1,2\r"), contains("line 1, column 4: a carriage return"));
    CHECK_THAT(error_of(std::string_view("a,b\n\0,2", 7)), contains("line 2, column 1: a NUL"));
    CHECK_THAT(error_of(std::string_view("a,\"b\0\"", 6)), contains("line 1, column 5: a NUL"));
    CHECK_THAT(error_of("a,\"b\"\r"), contains("line 1, column 6: a carriage return"));
}

TEST_CASE("the writer quotes what needs it and ends lines with CRLF") {
    CHECK(written({{"a", "b,c", "d\"e", "f\ng", " h", ""}}) == "a,\"b,c\",\"d\"\"e\",\"f\ng\",\" h\",\r\n");
    CHECK(written({{"髙橋"}, {""}}, CsvWriter::Bom::yes) == "\xEF\xBB\xBF髙橋\r\n\"\"\r\n");
}

TEST_CASE("a text that a spreadsheet would take for a formula is guarded, a plain number is not") {
    CHECK(guard_formula("=1+1") == "'=1+1");
    CHECK(guard_formula("@sakura") == "'@sakura");
    CHECK(guard_formula("-san") == "'-san");
    CHECK(guard_formula("+81 90") == "'+81 90");
    CHECK(guard_formula("\tx") == "'\tx");
    CHECK(guard_formula("\rx") == "'\rx");
    CHECK(guard_formula("-12.5") == "-12.5");
    CHECK(guard_formula("+7") == "+7");
    CHECK(guard_formula("-12.") == "'-12.");
    CHECK(guard_formula("-") == "'-");
    CHECK(guard_formula("2026-07-21T19:00:00+09:00") == "2026-07-21T19:00:00+09:00");
    CHECK(guard_formula("") == "");
    CHECK(guard_formula("O'Neil") == "O'Neil");
}

TEST_CASE("taking the guard off gives back every text") {
    for (const std::string text : {"=1", "'=1", "''=1", "'", "''", "'x", "-5", "'-5", "髙橋", "@", "'@a'"})
        CHECK(unguard_formula(guard_formula(text)) == text);
}

TEST_CASE("what is written is read back byte for byte, whatever it is") {
    const unsigned seed = std::random_device()();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const std::vector<std::string> pieces{
        ",", "\"", "\r\n", "\n", ";", "\t", " ", "'", "=", "髙", "𠮷", "辻󠄀", "a", "👨‍👩‍👧", "نا"};
    for (int round = 0; round < 300; ++round) {
        Rows rows(1 + random() % 4, std::vector<std::string>(2));
        for (auto& row : rows)
            for (auto& cell : row)
                for (auto n = random() % 6; n > 0; --n)
                    cell += pieces[random() % pieces.size()];
        const auto table = parse_csv(written(rows), ',');
        REQUIRE(table);
        CHECK(cells_of(*table) == rows);
    }
}

TEST_CASE("no bytes crash the reader") {
    const unsigned seed = std::random_device()();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    static constexpr std::string_view alphabet("\",;\t\r\nab\0\xE9\x80", 11);
    for (int round = 0; round < 5000; ++round) {
        std::string text;
        for (auto n = random() % 24; n > 0; --n)
            text += alphabet[random() % alphabet.size()];
        const auto table = parse_csv(text);
        if (!table) CHECK_THAT(table.error().message, contains("line "));
    }
}
