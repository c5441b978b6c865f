// pettan-hub as other programs see it: output and exit statuses.
#include <nlohmann/json.hpp>

#include "running_hub.h"

using testing::HubProcess;

namespace {

int run(const std::string& words) {
    const int status = std::system((std::string(PETTAN_HUB) + " " + words + " >/dev/null 2>&1").c_str());  // NOLINT
    return WEXITSTATUS(status);
}

}  // namespace

TEST_CASE("wrong usage is exit status 2, help is 0") {
    CHECK(run("") == 2);
    CHECK(run("dance") == 2);
    CHECK(run("serve --listen") == 2);
    CHECK(run("serve --tls-cert x") == 2);
    CHECK(run("user add x --role king") == 2);
    CHECK(run("device revoke") == 2);
    CHECK(run("--help") == 0);
    CHECK(run("serve --help") == 0);
}

TEST_CASE("what fails is exit status 1 and says why") {
    CHECK(run("--data /proc/nothing enrol-code") == 1);
    CHECK(run("--db postgresql://nobody@127.0.0.1:1/none?connect_timeout=1 enrol-code") == 1);
    const testing::TempFolder folder;
    CHECK(run("--data " + folder.path().string() + " restore /nothing") == 1);
    CHECK(run("--data " + folder.path().string() + " serve --listen nowhere") == 1);
    CHECK(run("--data " + folder.path().string() + " device revoke 7") == 1);
}

TEST_CASE("codes, users, devices and backups work while the hub serves, a second hub and a restore do not") {
    const testing::TempFolder folder;
    const std::string backup = (folder.path() / "backup").string();
    HubProcess process({"--data", folder.path() / "data"});
    const testing::Kiosk kiosk = process.enrol();
    CHECK(process.command("user add sachi --role organizer").size() == 23);
    CHECK(process.status_of("user add sachi --role staff") == 1);
    const auto devices = nlohmann::json::parse(process.command("device list --format json"));
    REQUIRE(devices.size() == 1);
    CHECK(devices[0]["device"] == 2);
    CHECK(process.status_of("backup " + backup) == 0);
    CHECK(process.status_of("doctor") == 0);
    CHECK(process.status_of("serve") == 75);
    CHECK(process.status_of("restore " + backup) == 75);
    CHECK(process.status_of("device revoke 2") == 0);
    CHECK(process.client().get("/v1/snapshot", kiosk.token).status == 401);
    CHECK(process.end(SIGTERM) == 0);
    CHECK(process.status_of("restore " + backup) == 0);
    process.start();
    CHECK(process.client().get("/v1/snapshot", kiosk.token).status == 200);
}

TEST_CASE("the hub makes its own key once, and kiosks that pin it accept nothing else") {
    const testing::TempFolder folder;
    HubProcess process({"--data", folder.path() / "data"}, false);
    const std::string pin = process.pin();
    CHECK(process.client().get("/v1/hello").status == 200);
    CHECK(testing::HttpClient(process.url(), "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
              .get("/v1/hello")
              .status == 0);
    process.end(SIGTERM);
    process.start();
    CHECK(process.pin() == pin);
}

TEST_CASE("the database of a hub is for its own user alone") {
    const testing::TempFolder folder;
    const HubProcess process({"--data", folder.path() / "data"});
    using std::filesystem::perms;
    const auto others = perms::group_all | perms::others_all;
    for (const auto& file : std::filesystem::directory_iterator(folder.path() / "data"))
        CHECK((file.status().permissions() & others) == perms::none);
}
