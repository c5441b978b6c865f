#include "web/metrics_text.h"

#include <regex>

#include "../web/browser.h"
#include "office/sessions.h"

using store::DeviceRow;
using testing::RunningSite;

namespace {

DeviceRow kiosk(std::int64_t number, const std::string& name) {
    DeviceRow row;
    row.device = number;
    row.name = name;
    row.contact = attendance::WallTime(std::chrono::milliseconds(1'700'000'000'500));
    row.clock_offset = std::chrono::milliseconds(-1500);
    row.status.clock = attendance::ClockQuality::synchronised;
    row.status.reader = "ok";
    row.status.store = "fault";
    row.status.pending = 12;
    row.status.disk_free_mb = 3;
    return row;
}

std::vector<std::string> lines_with(const std::string& text, const std::string& word) {
    std::vector<std::string> found;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (line.find(word) != std::string::npos) found.push_back(line);
    return found;
}

}  // namespace

TEST_CASE("the figures of a kiosk are written as OpenMetrics wants them") {
    const std::string text =
        web::metrics_text("1.2", {.conflicts = 3, .decided = 0, .rows = 0}, std::vector{kiosk(2, "Door \"A\" \\ \n")});
    CHECK_THAT(text, contains("pettan_build_info{version=\"1.2\"} 1\n"));
    CHECK_THAT(text, contains("pettan_unsettled_conflicts 3\n"));
    const std::string labels = "{kiosk=\"2\",name=\"Door \\\"A\\\" \\\\ \\n\"}";
    CHECK_THAT(text, contains("pettan_kiosk_contact_timestamp_seconds" + labels + " 1700000000.5\n"));
    CHECK_THAT(text, contains("pettan_kiosk_clock_offset_seconds" + labels + " -1.5\n"));
    CHECK_THAT(text, contains("pettan_kiosk_reader_up" + labels + " 1\n"));
    CHECK_THAT(text, contains("pettan_kiosk_store_up" + labels + " 0\n"));
    CHECK_THAT(text, contains("pettan_kiosk_pending_entries" + labels + " 12\n"));
    CHECK_THAT(text, contains("pettan_kiosk_disk_free_bytes" + labels + " 3145728\n"));
    CHECK(text.ends_with("# EOF\n"));
    const std::regex line(
        "# (TYPE pettan_[a-z_]+ (gauge|info)|UNIT pettan_[a-z_]+ [a-z]+|HELP pettan_[a-z_]+ .+|EOF)"
        "|pettan_[a-z_]+(\\{([a-z]+=\"([^\"\\\\]|\\\\.)*\",?)+\\})? -?[0-9.e+]+");
    for (const std::string& one : lines_with(text, "")) {
        INFO(one);
        CHECK(std::regex_match(one, line));
    }
}

TEST_CASE("what a kiosk has not told is left out of the figures, and so is a kiosk that is revoked or never came") {
    DeviceRow bare = kiosk(1, "A");
    bare.status.reader = "none";
    bare.status.disk_free_mb = 0;
    DeviceRow revoked = kiosk(2, "B");
    revoked.revoked = revoked.contact;
    DeviceRow never = kiosk(3, "C");
    never.contact.reset();
    const std::string text = web::metrics_text("1", {}, std::vector{bare, revoked, never});
    CHECK(lines_with(text, "reader_up{").empty());
    CHECK(lines_with(text, "disk_free_bytes{").empty());
    CHECK(lines_with(text, "store_up{").size() == 1);
    CHECK(lines_with(text, "kiosk=\"2\"").empty());
    CHECK(lines_with(text, "kiosk=\"3\"").empty());
}

TEST_CASE("figures are read with a token, and name nobody") {
    ON_EACH_ENGINE();
    RunningSite site(tables);
    site.add_person("Ann Lee", "An", "アン");
    const auto kiosk = testing::Kiosk::enrolled(site.store());
    testing::acked(kiosk.send(site.store(), kiosk.batch({kiosk.stamp(1, std::string(32, 'c'), "e")})));
    CHECK(site.stranger().get("/metrics").status == 401);
    CHECK(site.organizer().get("/metrics").status == 401);  // by token, whoever is signed in
    auto program = site.stranger();
    program.bearer =
        *office::add_api_token(site.store(), "monitor", office::ApiScope::metrics, "user:x", site.clock().read().wall);
    const auto page = program.get("/metrics");
    CHECK(page.status == 200);
    CHECK(page.header("content-type") == web::metrics_type);
    CHECK(lines_with(page.body, "pettan_kiosk_contact_timestamp_seconds{").size() == 1);
    for (const char* nobody : {"Ann", "アン", "cccc"})
        CHECK_FALSE(page.says(nobody));
}
