#include "wire/bad_row.h"

#include "testing/catch.h"
#include "wire/codec.h"

namespace {

constexpr std::string_view start =
    R"({"epoch":1,"epoch_first_seq":1,"first_seq":1,"boot":"b1","sent_wall_us":1,"sent_boottime_ns":1,"rows":[)";

wire::EntriesRequest request(const std::string& rows, const std::string& more = "") {
    const auto parsed = wire::parse_entries_request(std::string(start) + rows + "]" + more + "}");
    if (!parsed) FAIL(parsed.error().message);
    return *parsed;
}

std::string raw(const wire::EntriesRequest& request, std::size_t row = 0) {
    return std::get<wire::BadRow>(request.rows.at(row)).raw;
}

}  // namespace

TEST_CASE("a row that cannot be read keeps the boot that its request named") {
    const std::string held = raw(request(R"([1,99,5,6,null,2,1,null,null,"p",null,0,null,"x",null])"));
    CHECK_THAT(held, contains("\"b1\""));
    // Sent again in a later boot it names its own; an older hub kept none.
    CHECK(wire::is_same_raw(held, R"([1,99,5,6,"b1",2,1,null,null,"p",null,0,null,"x",null])"));
    CHECK(wire::is_same_raw(held, R"([1,99,5,6,null,2,1,null,null,"p",null,0,null,"x",null])"));
    CHECK_FALSE(wire::is_same_raw(held, R"([1,99,5,6,"b2",2,1,null,null,"p",null,0,null,"x",null])"));
    CHECK_FALSE(wire::is_same_raw(held, R"([1,99,5,7,"b1",2,1,null,null,"p",null,0,null,"x",null])"));
}

TEST_CASE("what a row brought is held with it, and does not make it another row") {
    const auto held = request(R"([1,99,5,6,null,2,1,null,null,"p",null,1,null,null,null])",
                              R"(,"persons":[{"id":"p","version":1,"name":"髙橋"}])");
    CHECK_THAT(raw(held), contains("髙橋"));
    const auto later = request(R"([1,99,5,6,null,2,1,null,null,"p",null,1,null,null,null])",
                               R"(,"persons":[{"id":"p","version":1,"erased":true}])");
    CHECK(wire::is_same_raw(raw(held), raw(later)));
}

TEST_CASE("a row that can be read by now becomes an entry with what it brought") {
    const auto person = wire::understand(
        R"({"row":[4,7,5,6,"b1",2,2,null,null,"p",null,1,null,null,null],"object":{"id":"p","version":1,"name":"髙橋"}})",
        1, 4);
    REQUIRE(person);
    REQUIRE(person->people.size() == 1);
    CHECK(person->people[0].person.name == "髙橋");
    CHECK(std::get<attendance::Entry>(person->rows[0]).at.boot_id == "b1");

    const auto stamp = wire::understand(R"([4,1,5,6,null,2,1,"e","c",null,null,0,null,null,null])", 1, 4);
    REQUIRE(stamp);
    // No boot was named: its clock is nobody else's.
    CHECK(std::get<attendance::Entry>(stamp->rows[0]).at.boot_id == "unknown-1-4");

    for (const char* unreadable : {"[4,99]", "erased", "", "[5,1,5,6,null,2,1,\"e\",\"c\",null,null,0,null,null,null]",
                                   R"({"row":4,"object":{}})", "null"})
        CHECK_FALSE(wire::understand(unreadable, 1, 4));
}
