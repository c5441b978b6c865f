#include "base/file.h"

#include <sys/stat.h>
#include <unistd.h>

#include "testing/catch.h"
#include "testing/temp_folder.h"

TEST_CASE("a replaced file holds the new content and nothing lies beside it") {
    const testing::TempFolder folder;
    const auto path = folder.path() / "settings";
    REQUIRE(base::replace_file(path, "old"));
    REQUIRE(base::replace_file(path, "new", 0600));
    CHECK(*base::read_file(path) == "new");
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a file made with secret permissions is readable by its owner only") {
    const testing::TempFolder folder;
    const auto path = folder.path() / "key";
    REQUIRE(base::replace_file(path, "k", 0600));
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0600U);
}

TEST_CASE("a file that is not there is not found, and the message names it") {
    const testing::TempFolder folder;
    const auto result = base::read_file(folder.path() / "nothing");
    REQUIRE_FALSE(result);
    CHECK(result.error().code == base::ErrorCode::not_found);
    CHECK_THAT(result.error().message, contains("nothing"));
}

TEST_CASE("replacing a file in a folder that does not exist fails and says so") {
    const testing::TempFolder folder;
    const auto result = base::replace_file(folder.path() / "no" / "file", "x");
    REQUIRE_FALSE(result);
    CHECK(result.error().code == base::ErrorCode::not_found);
}

TEST_CASE("a full disk leaves the old content where it was") {
    const testing::TempFolder folder;
    const auto path = folder.path() / "settings";
    REQUIRE(base::replace_file(path, "old"));
    // /dev/full takes the name of the file that is written beside: every write to it reports a full disk.
    REQUIRE(::symlink("/dev/full", (path.string() + ".new").c_str()) == 0);
    const auto result = base::replace_file(path, "new");
    REQUIRE_FALSE(result);
    CHECK(result.error().code == base::ErrorCode::full);
    CHECK(*base::read_file(path) == "old");
}
