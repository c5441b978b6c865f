#include "kiosk/enrol_file.h"

#include <fstream>

#include "testing/catch.h"
#include "testing/temp_folder.h"

using kiosk::find_enrol_file;
using kiosk::parse_enrol_file;

namespace {

void check(const std::string& text, const std::string& url, const std::string& code, const std::string& key_pin) {
    INFO(text);
    const auto file = parse_enrol_file(text);
    REQUIRE(file);
    CHECK(file->url == url);
    CHECK(file->code == code);
    CHECK(file->key_pin == key_pin);
}

}  // namespace

TEST_CASE("an enrolment's file is an address, a code and, if it is there, a pin") {
    check("https://hub.local:8443 ABCD-EFGH\n", "https://hub.local:8443", "ABCD-EFGH", "");
    check("https://hub.local:8443\nABCD-EFGH\nsha256//abc=\n", "https://hub.local:8443", "ABCD-EFGH", "sha256//abc=");
    check("hub.local AB", "hub.local", "AB", "");
}

TEST_CASE("comments, empty lines and the line ends of other systems do no harm") {
    check("# hub of our community\n\n  hub.local \t AB \n# end\n", "hub.local", "AB", "");
    check("hub.local\r\nABCD-EFGH\r\n", "hub.local", "ABCD-EFGH", "");
    check("hub.local\n#CODE\nAB", "hub.local", "AB", "");
}

TEST_CASE("what follows the pin is not looked at") {
    check("hub.local AB pin more words", "hub.local", "AB", "pin");
}

TEST_CASE("a file without a code is no enrolment") {
    for (const std::string text : {"", "\n", "# nothing yet\n", "https://hub.local:8443\n", "hub.local\n#AB\n"}) {
        INFO(text);
        CHECK_FALSE(parse_enrol_file(text));
    }
    CHECK_FALSE(parse_enrol_file(std::string(1, '\0')));
}

TEST_CASE("a byte-order mark, which some editors write, is no part of the address") {
    check("\xEF\xBB\xBFhub.local AB", "hub.local", "AB", "");
}

TEST_CASE("the file beside the configuration goes before the one in the data folder") {
    const testing::TempFolder folder;
    const auto config = folder.path() / "etc" / "pettan.toml";
    const auto data = folder.path() / "data";
    std::filesystem::create_directories(config.parent_path());
    std::filesystem::create_directories(data);
    CHECK(find_enrol_file(config, data).empty());
    std::ofstream(data / "enrol.txt") << "a b";
    CHECK(find_enrol_file(config, data) == data / "enrol.txt");
    std::ofstream(config.parent_path() / "enrol.txt") << "a b";
    CHECK(find_enrol_file(config, data) == config.parent_path() / "enrol.txt");
}
