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

TEST_CASE("without a nickname the family name is shown, never the whole name") {
    CHECK(shown_name(named("髙橋 さくら")) == "髙橋");
    CHECK(shown_name(named("𠮷野　花子")) == "𠮷野");
    CHECK(shown_name(named("  髙橋 さくら")) == "髙橋");
    CHECK(shown_name(named("Иван Петров")) == "Иван");
    CHECK(shown_name(named("")).empty());
}

TEST_CASE("a name that no space parts is not shown, since it would be all of it") {
    CHECK(shown_name(named("髙橋さくら")).empty());
    CHECK(shown_name(named("﨑")).empty());
    CHECK(shown_name(named("สมชาย")).empty());
    CHECK(shown_name(named("髙橋さくら ")).empty());
}

TEST_CASE("of a Latin name the given name and an initial are shown") {
    CHECK(shown_name(named("Peter Schmidt")) == "Peter S.");
    CHECK(shown_name(named("Anna Maria von Berg")) == "Anna B.");
    CHECK(shown_name(named("Schmidt, Peter Paul")) == "Peter S.");
    CHECK(shown_name(named("Élodie Ångström")) == "Élodie Å.");
    CHECK(shown_name(named("Nguyễn Hường")) == "Nguyễn H.");
    CHECK(shown_name(named("Peter A\xCC\x8Angstro\xCC\x88m")) == "Peter A\xCC\x8A.");  // marks of their own
    CHECK(shown_name(named(" Peter  Schmidt ")) == "Peter S.");
    CHECK(shown_name(named("Peter")) == "Peter");
    CHECK(shown_name(named("Schmidt,")) == "");
}

TEST_CASE("a community that agreed to full names shows them") {
    CHECK(shown_name(named("Peter Schmidt"), attendance::PublicNames::full) == "Peter Schmidt");
    CHECK(shown_name(named("髙橋さくら"), attendance::PublicNames::full) == "髙橋さくら");
    CHECK(shown_name(named("髙橋 さくら", "さくら"), attendance::PublicNames::full) == "さくら");
}

TEST_CASE("a title's number becomes the square's label") {
    CHECK(short_label("第12回 地域テック交流会") == "第12回");
    CHECK(short_label("#12 meetup") == "#12");
    CHECK(short_label("Vol. 3 Spring") == "Vol. 3");
    CHECK(short_label("地域テック交流会") == "");
    CHECK(short_label("地域テック交流会の長い題 第3回") == "");
    CHECK(short_label("") == "");
}
