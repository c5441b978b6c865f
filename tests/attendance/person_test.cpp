#include "attendance/person.h"

#include "testing/catch.h"

using attendance::Person;
using attendance::short_label;
using attendance::shown_name;

namespace {

Person named(std::string name, std::string nickname = "") {
    Person person;
    person.name = std::move(name);
    person.nickname = std::move(nickname);
    return person;
}

}  // namespace

TEST_CASE("the nickname is what a public screen shows") {
    CHECK(shown_name(named("髙橋 さくら", "さくら")) == "さくら");
}

TEST_CASE("without a nickname the family name is shown, never the whole Japanese name") {
    CHECK(shown_name(named("髙橋 さくら")) == "髙橋");
    CHECK(shown_name(named("𠮷野　花子")) == "𠮷野");
    CHECK(shown_name(named("﨑")) == "﨑");
    CHECK(shown_name(named("Nguyễn Hường")) == "Nguyễn Hường");
    CHECK(shown_name(named("")).empty());
}

TEST_CASE("a title's number becomes the square's label") {
    CHECK(short_label("第12回 地域テック交流会") == "第12回");
    CHECK(short_label("#12 meetup") == "#12");
    CHECK(short_label("Vol. 3 Spring") == "Vol. 3");
    CHECK(short_label("地域テック交流会") == "");
    CHECK(short_label("地域テック交流会の長い題 第3回") == "");
    CHECK(short_label("") == "");
}
