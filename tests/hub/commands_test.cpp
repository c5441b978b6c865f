// pettan-hub as other programs see it: output and exit statuses.
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "running_hub.h"
#include "store/address.h"
#include "store/backup.h"
#include "store/settings.h"
#include "testing/child.h"
#include "words/languages.h"

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

TEST_CASE("an export speaks every language that there is, and no other") {
    const testing::TempFolder folder;
    HubProcess process({"--data", folder.path() / "data"});
    for (const words::Language& language : words::languages()) {
        const std::filesystem::path file = folder.path() / (std::string(language.code) + ".xlsx");
        INFO(language.code);
        CHECK(process.status_of("export --format xlsx --lang " + std::string(language.code) + " -o " + file.string()) ==
              0);
        CHECK(testing::slurp(file).starts_with("PK"));
    }
    CHECK(process.status_of("export --format xlsx --lang qq -o " + (folder.path() / "qq").string()) == 2);
}

TEST_CASE("tokens are made with a scope, listed with it and revoked, while the hub serves") {
    const testing::TempFolder folder;
    HubProcess process({"--data", folder.path() / "data"});
    CHECK(process.status_of("token add calendar") == 2);
    CHECK(process.status_of("token add calendar --scope all") == 2);
    const std::string token = process.command("token add calendar --scope people");
    CHECK(token.size() > 20);
    const std::string list = process.command("token list");
    CHECK_THAT(list, contains("people"));
    CHECK_THAT(list, contains("calendar"));
    CHECK(list.find(token.substr(0, 16)) == std::string::npos);  // its hash stands there, not a part of it
    const std::string id = list.substr(0, 16);
    CHECK(process.status_of("token revoke nothing") == 1);
    CHECK(process.status_of("token revoke " + id) == 0);
    CHECK(process.command("token list").empty());
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
    const std::string key_pin = process.key_pin();
    CHECK(process.client().get("/v1/hello").status == 200);
    CHECK(testing::HttpClient(process.url(), "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
              .get("/v1/hello")
              .status == 0);
    process.end(SIGTERM);
    process.start();
    CHECK(process.key_pin() == key_pin);
}

TEST_CASE("the database of a hub is for its own user alone") {
    const testing::TempFolder folder;
    const HubProcess process({"--data", folder.path() / "data"});
    using std::filesystem::perms;
    const auto others = perms::group_all | perms::others_all;
    for (const auto& file : std::filesystem::directory_iterator(folder.path() / "data"))
        CHECK((file.status().permissions() & others) == perms::none);
}

TEST_CASE("a database that was put back after a crash is noticed at the next start") {
    const testing::TempFolder folder;
    const auto data = folder.path() / "data";
    HubProcess process({"--data", data});
    const testing::Kiosk kiosk = process.enrol();
    const auto send = [&](std::int64_t first) {
        return process.client().post("/v1/entries", kiosk.token, wire::to_json(kiosk.stamps(first, 5))).status;
    };
    const auto generation = [&] { return wire::parse_hello(process.client().get("/v1/hello").body)->generation; };
    const auto mark = [&] { return base::read_file(data / "generation").value(); };
    REQUIRE(send(1) == 200);
    REQUIRE(process.status_of("backup " + (folder.path() / "old").string()) == 0);
    const std::string before = mark();
    REQUIRE(send(6) == 200);
    // The mark follows each commit, and what was written is there although nobody forced it to the disk.
    testing::eventually([&] { return mark() != before; });
    process.end(SIGKILL);
    for (const char* suffix : {"", "-wal", "-shm"})
        std::filesystem::remove(data / (std::string("hub.db") + suffix));
    std::filesystem::copy(folder.path() / "old", data / "hub.db");
    process.start();
    CHECK(generation() == 2);
    process.end(SIGKILL);
    process.start();
    CHECK(generation() == 2);
}

TEST_CASE("a user's name that pages and journal cannot hold is refused by the command too") {
    const testing::TempFolder folder;
    const std::string data = "--data " + folder.path().string();
    for (const std::string& bad :
         {std::string(41, 'a'), std::string("'a/b'"), std::string("'a b'"), std::string("''"), std::string("$'a\tb'")})
        CHECK(run(data + " user add " + bad + " --role staff") == 1);
    CHECK(run(data + " user add " + std::string(40, 'a') + " --role staff") == 0);
    CHECK(run(data + " user add さちえ --role staff") == 0);
}

TEST_CASE("the first password goes to no journal, but into a file for its owner alone") {
    const testing::TempFolder folder;
    const auto data = folder.path() / "data";
    const auto output = folder.path() / "journal";
    // As systemd names its stream: by device and inode.
    const std::string line = "touch " + output.string() + "; JOURNAL_STREAM=$(stat -c %d:%i " + output.string() + ") " +
                             std::string(PETTAN_HUB) + " --data " + data.string() +
                             " serve --plain --listen 127.0.0.1:0 >> " + output.string() + " 2>/dev/null & echo $!";
    const pid_t pid = std::stoi(testing::output_of("bash -c '" + line + "'"));
    testing::eventually([&] { return base::read_file(output).value().find("account organizer") != std::string::npos; });
    ::kill(pid, SIGTERM);
    const auto password = base::read_file(data / "first-password");
    REQUIRE(password);
    CHECK(password->size() == 24);
    CHECK(base::read_file(output).value().find(password->substr(0, 23)) == std::string::npos);
    CHECK(std::filesystem::status(data / "first-password").permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("the public address is remembered, printed in codes, and 0.0.0.0 is none") {
    const testing::TempFolder folder;
    const std::string data = "--data " + (folder.path() / "data").string();
    CHECK(run(data + " serve --plain --listen 127.0.0.1:0 --public-url http://0.0.0.0:8443") == 1);
    CHECK(run(data + " serve --plain --listen 127.0.0.1:0 --trusted-proxy nowhere") == 1);
    const auto store = store::open_store({folder.path() / "data", ""}, sql::Role::writer).value();
    REQUIRE(store::set_setting(*store, store::public_url_setting, "https://hub.example.org"));
    const std::string said = testing::output_of(std::string(PETTAN_HUB) + " " + data + " enrol-code 2>&1");
    CHECK_THAT(said, contains("pettan-kiosk enrol https://hub.example.org "));
}

TEST_CASE("a database with another history on its engine begins a new generation, once") {
    const testing::Tables tables(sql::Engine::postgresql);
    const auto store = tables.store();
    CHECK_FALSE(*store::notice_other_history(*store));
    CHECK_FALSE(*store::notice_other_history(*store));
    REQUIRE(!store::setting(*store, "engine_history")->empty());
    REQUIRE(store::set_setting(*store, "engine_history", "7000000000000000000 00000001"));
    CHECK(*store::notice_other_history(*store));
    CHECK(store->position()->generation == 2);
    CHECK_FALSE(*store::notice_other_history(*tables.store()));
    CHECK(store->position()->generation == 2);
}
