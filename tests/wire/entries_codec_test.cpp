#include <fmt/core.h>

#include <algorithm>

#include "testing/catch.h"
#include "wire/codec.h"
#include "wire/samples.h"

namespace {

// A request with these rows, as text, beginning with seq 1.
std::string with_rows(const std::string& rows, const std::string& more = "") {
    return R"({"epoch":1,"epoch_first_seq":1,"first_seq":1,"boot":"b","sent_wall_us":1,"sent_boottime_ns":1,"rows":)" +
           rows + more + "}";
}

std::string message_of(const std::string& json) {
    const auto request = wire::parse_entries_request(json);
    return request ? "taken" : request.error().message;
}

// The reason for which the first row was put aside.
std::string why_bad(const std::string& row) {
    const auto request = wire::parse_entries_request(with_rows("[" + row + "]"));
    if (!request) return "refused: " + request.error().message;
    const auto* bad = std::get_if<wire::BadRow>(&request->rows.at(0));
    return bad == nullptr ? "taken" : bad->why;
}

const std::string good_row = R"([1,1,1,1,null,2,1,"e","c",null,null,0,null,null,null])";

}  // namespace

TEST_CASE("a batch comes back from its JSON as it was") {
    CHECK(*wire::parse_entries_request(wire::to_json(samples::entries())) == samples::entries());
}

TEST_CASE("every beginning of a batch is refused") {
    const std::string json = wire::to_json(samples::entries());
    for (std::size_t n = 0; n < json.size(); ++n)
        REQUIRE_FALSE(wire::parse_entries_request(json.substr(0, n)));
}

TEST_CASE("a batch without rows is a sign of life") {
    CHECK(wire::parse_entries_request(with_rows("[]")));
}

TEST_CASE("a row without a boot is of the request's boot") {
    const auto request = wire::parse_entries_request(with_rows("[" + good_row + "]"));
    REQUIRE(request);
    CHECK(std::get<attendance::Entry>(request->rows[0]).at.boot_id == "b");
}

TEST_CASE("rows that are not contiguous refuse the batch and name the row") {
    CHECK_THAT(message_of(with_rows("[[2]]")), contains("rows[0][0]: must be 1"));
    CHECK_THAT(message_of(with_rows("[" + good_row + ",[1]]")), contains("rows[1][0]: must be 2"));
    CHECK_THAT(message_of(with_rows("[[]]")), contains("rows[0]"));
    CHECK_THAT(message_of(with_rows("[7]")), contains("rows[0]"));
    CHECK_THAT(message_of(with_rows("[[\"1\"]]")), contains("rows[0][0]: must be an integer"));
    CHECK_THAT(message_of(with_rows("{}")), contains("rows: must be an array"));
}

TEST_CASE("a row that can never be an entry is put aside with field and reason") {
    CHECK(why_bad(good_row) == "taken");
    CHECK_THAT(why_bad("[1]"), contains("rows[0]: has 1 columns"));
    CHECK_THAT(why_bad(R"([1,99,1,1,null,2,1,"e","c",null,null,0,null,null,null])"), contains("rows[0].kind"));
    CHECK_THAT(why_bad(R"([1,1,-1,1,null,2,1,"e","c",null,null,0,null,null,null])"), contains("rows[0].wall_us"));
    CHECK_THAT(why_bad(R"([1,1,1,1.5,null,2,1,"e","c",null,null,0,null,null,null])"), contains("rows[0].boottime_ns"));
    CHECK_THAT(why_bad(R"([1,1,1,1,null,3,1,"e","c",null,null,0,null,null,null])"), contains("rows[0].quality"));
    CHECK_THAT(why_bad(R"([1,1,1,1,null,2,6,"e","c",null,null,0,null,null,null])"), contains("rows[0].source"));
    CHECK_THAT(why_bad(R"([1,1,1,1,null,2,1,"","c",null,null,0,null,null,null])"), contains("rows[0].event"));
    CHECK_THAT(why_bad(R"([1,1,1,1,null,2,1,"e","c\u0000",null,null,0,null,null,null])"), contains("rows[0].card"));
    CHECK_THAT(why_bad(R"([1,4,1,1,null,2,1,null,null,null,null,0,[0,1,1],null,null])"), contains("rows[0].target"));
    CHECK_THAT(why_bad(R"([1,4,1,1,null,2,1,null,null,null,null,0,[0,0,0],null,null])"), contains("rows[0].target[2]"));
    CHECK_THAT(why_bad(R"([1,4,1,1,null,2,1,null,null,null,null,0,null,null,null])"), contains("names the entry"));
    CHECK_THAT(why_bad(R"([1,1,18446744073709551615,1,null,2,1,"e","c",null,null,0,null,null,null])"),
               contains("rows[0].wall_us"));
}

TEST_CASE("an id has 1 to 64 bytes") {
    const auto row = [](std::size_t n) {
        return fmt::format(R"([1,1,1,1,null,2,1,"{}","c",null,null,0,null,null,null])", std::string(n, 'e'));
    };
    CHECK_THAT(why_bad(row(0)), contains("rows[0].event"));
    CHECK(why_bad(row(1)) == "taken");
    CHECK(why_bad(row(64)) == "taken");
    CHECK_THAT(why_bad(row(65)), contains("rows[0].event"));
}

TEST_CASE("a batch has at most 500 rows") {
    const auto batch = [](int n) {
        wire::EntriesRequest request;
        request.sent.boot_id = "b";
        for (int i = 1; i <= n; ++i)
            request.rows.push_back(samples::stamp(i));
        return wire::to_json(request);
    };
    CHECK(wire::parse_entries_request(batch(499)));
    CHECK(wire::parse_entries_request(batch(500)));
    CHECK_THAT(message_of(batch(501)), contains("rows: has 501 items"));
}

TEST_CASE("texts of people have at most 400 bytes, else their entry is put aside") {
    const auto parse = [](std::size_t n) {
        wire::EntriesRequest request = samples::entries();
        request.people[0].person.name = std::string(n, 'n');
        return wire::parse_entries_request(wire::to_json(request));
    };
    CHECK(parse(400)->people.size() == 1);
    const auto beyond = parse(401);
    REQUIRE(beyond);
    CHECK(beyond->people.empty());
    const auto& bad = std::get<wire::BadRow>(beyond->rows[1]);
    CHECK(bad.seq == 12);
    CHECK_THAT(bad.why, contains("persons[0].name"));
    CHECK_THAT(bad.raw, contains("nnnn"));
}

TEST_CASE("a person that no entry names refuses the batch") {
    CHECK_THAT(message_of(with_rows("[" + good_row + "]", R"(,"persons":[{"id":"p","version":1}])")),
               contains("persons[0]: no entry"));
}

TEST_CASE("nesting, size and bad UTF-8 are refused before anything is read") {
    CHECK_THAT(message_of(with_rows("[[1,[[[[[[1]]]]]]]]")), contains("nested"));
    CHECK_THAT(message_of(std::string(100'000, '[')), contains("nested"));
    CHECK_THAT(message_of(std::string(wire::json_bytes_max + 1, ' ')), contains("at most"));
    CHECK_THAT(message_of(with_rows("[[1,\"\xC0\xAF\"]]")), contains("not JSON"));
    CHECK_THAT(message_of("{} {}"), contains("not JSON"));
    CHECK_THAT(message_of("[]"), contains("must be an object"));
    CHECK_THAT(message_of(""), contains("not JSON"));
}

TEST_CASE("brackets inside texts are no nesting") {
    CHECK(why_bad(R"([1,3,1,1,null,2,1,"e","c",null,null,0,null,"[[[[[[[[[[ \" [[[[",null])") == "taken");
}

TEST_CASE("an epoch begins at or before its batch") {
    const auto parse = [](int epoch_first, int first) {
        return wire::parse_entries_request(fmt::format(
            R"({{"epoch":1,"epoch_first_seq":{},"first_seq":{},"boot":"b","sent_wall_us":1,"sent_boottime_ns":1,)"
            R"("rows":[]}})",
            epoch_first, first));
    };
    CHECK(parse(5, 6));
    CHECK(parse(5, 5));
    CHECK_FALSE(parse(5, 4));
    CHECK_FALSE(parse(0, 4));
}

TEST_CASE("bytes that are no UTF-8 do not stop a batch, and a person whose name has lost some is put aside") {
    wire::EntriesRequest request = samples::entries();
    REQUIRE_FALSE(request.people.empty());
    request.people[0].person.name = GENERATE("\xE9\xAB\xFF", "高\uFFFD");
    const auto read = wire::parse_entries_request(wire::to_json(request));
    REQUIRE(read);
    CHECK(read->people.size() == request.people.size() - 1);
    const auto bad = std::ranges::find_if(read->rows, [](const wire::Row& row) { return row.index() == 1; });
    REQUIRE(bad != read->rows.end());
    CHECK_THAT(std::get<wire::BadRow>(*bad).why, contains("name") && contains("enter it again"));
}
