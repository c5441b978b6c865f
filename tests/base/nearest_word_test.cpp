#include "base/nearest_word.h"

#include <vector>

#include "testing/catch.h"

using base::nearest_word;

TEST_CASE("the nearest word is the one with the fewest changes") {
    const std::vector<std::string> known{"export", "import", "event list"};
    CHECK(nearest_word("exprot", known) == "export");
    CHECK(nearest_word("impor", known) == "import");
    CHECK(nearest_word("", known) == "export");
}
