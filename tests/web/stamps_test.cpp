#include "../web/browser.h"
#include "testing/temp_folder.h"
#include "web/stamp_set.h"

using testing::RunningSite;
using testing::Tables;

namespace {

void write(const std::filesystem::path& file, std::string_view content) {
    std::filesystem::create_directories(file.parent_path());
    REQUIRE(base::replace_file(file, content, 0644));
}

}  // namespace

TEST_CASE("pages show washi's stamps, or those of the community's pack over them") {
    const auto washi = web::read_stamps("");
    REQUIRE(washi);
    CHECK(washi->events == std::vector<std::string>{"hanamaru", "ring", "sun", "sakura"});
    CHECK(washi->shapes.at("ring").word == 60);
    CHECK_FALSE(washi->shapes.at("seal").word);  // its word is cut out
    const auto space = web::read_stamps(PETTAN_PACKS "/space");
    REQUIRE(space);
    CHECK(space->events.front() == "rocket");
    CHECK_FALSE(space->shapes.at("rocket").word);
    CHECK(space->shapes.at("rocket").svg.starts_with("<svg"));
    CHECK(space->shapes.contains("ring"));
}

TEST_CASE("a pack that cannot be shown stops the hub with file and reason") {
    const testing::TempFolder folder;
    const auto fault = [&] {
        const auto read = web::read_stamps(folder.path().string());
        return read ? "" : read.error().message;
    };
    CHECK_THAT(fault(), contains("holds no pack"));
    const auto pack = folder.path() / "pack.toml";
    write(pack, "[shapes.leaf]\nsvg = \"stamps/leaf.svg\"\n");
    CHECK_THAT(fault(), contains("pack.toml:1: shapes.leaf.svg: "));
    write(pack, "[shapes.leaf]\nsvg = \"../leaf.svg\"\n");
    CHECK_THAT(fault(), contains("is no file of"));
    write(pack, "[stamps]\nevents = [\"leaf\"]\n");
    CHECK_THAT(fault(), contains("there is no shape \"leaf\""));
    write(pack, "[stamps]\nevents = []\n");
    CHECK_THAT(fault(), contains("stamps.events is empty"));
    write(pack, "[stamps\n");
    CHECK_THAT(fault(), contains("pack.toml:1: not TOML"));
    write(pack, "[shapes.leaf]\nsvg = \"stamps/leaf.svg\"\n[stamps]\nevents = [\"leaf\", \"ring\"]\n");
    write(folder.path() / "stamps/leaf.svg", "<svg/>");
    CHECK(fault().empty());
}

TEST_CASE("a stamp's drawing is served as a picture that can do nothing else") {
    const Tables tables(sql::Engine::sqlite);
    RunningSite site(tables);
    auto browser = site.stranger();
    const auto ring = browser.get("/stamps/ring.svg");
    CHECK(ring.status == 200);
    CHECK(ring.body.starts_with("<svg"));
    CHECK(ring.header("content-type") == "image/svg+xml");
    CHECK_THAT(std::string(ring.header("content-security-policy")), contains("default-src 'none'"));
    for (const char* other :
         {"/stamps/", "/stamps/ring", "/stamps/x.svg", "/stamps/..%2fpack.toml", "/stamps/%00.svg"}) {
        INFO(other);
        CHECK((browser.get(other).status == 404 || other == std::string("/stamps/ring")));
    }
}
