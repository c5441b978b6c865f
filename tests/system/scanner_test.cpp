// A scanner beside the reader of a real kiosk: what it scans is a tap.
#include <csignal>
#include <fstream>

#include "testing/catch.h"
#include "testing/kiosk_process.h"
#include "testing/traces.h"
#include "testing/typing_scanner.h"

using testing::eventually;
using testing::Scanner;

namespace {

std::string settings_with(const std::filesystem::path& folder, const std::string& reader_lines) {
    const auto file = folder / "pettan.toml";
    std::ofstream(file) << "[reader]\n" << reader_lines;
    return file.string();
}

testing::Stream scan_of(std::string_view code) {
    return Scanner().type(code).key(KEY_ENTER).stream();
}

}  // namespace

TEST_CASE(
    "a scanned code is stamped like a card: its person is welcomed, an unknown one offers what an unknown card does") {
    const testing::TempFolder folder;
    REQUIRE(testing::add_open_event(folder.path()));
    REQUIRE(testing::kiosk_command(folder.path(), {"person", "add", "さくら", "--id", "sakura"}).status == 0);
    REQUIRE(testing::kiosk_command(folder.path(), {"person", "bind", "sakura", "code:MEMBER-0042"}).status == 0);
    testing::Pipe pipe(folder.path() / "event7");
    const auto config =
        settings_with(folder.path(), "scanner = \"wedge:" + (folder.path() / "event7").string() + "\"\n");
    const auto reader = std::move(*sim::SimulatedReader::start());
    testing::KioskProcess kiosk(folder.path(), reader->connstring(), {"--config", config});
    REQUIRE(kiosk.wait_ready());

    pipe.write(scan_of("MEMBER-0042"));
    REQUIRE(eventually([&] { return kiosk.commits().size() == 1; }));
    CHECK(eventually([&] { return kiosk.presented("welcome", kiosk.commits().at(0)["seq"].get<std::int64_t>()); }));

    pipe.write(scan_of("TICKET-9x_Z"));
    REQUIRE(eventually([&] { return kiosk.commits().size() == 2; }));
    CHECK(eventually([&] { return kiosk.presented("new_card", kiosk.commits().at(1)["seq"].get<std::int64_t>()); }));

    // A card goes on being read beside it.
    reader->tap(*sim::make_tag(sim::TagKind::ntag213, *base::from_hex("04c0de00000001")), std::chrono::seconds(1));
    REQUIRE(eventually([&] { return kiosk.commits().size() == 3; }));
    const auto taps = kiosk.lines("tap");
    REQUIRE(taps.size() == 3);
    CHECK(taps.at(0)["tech"] == "code");
    CHECK(taps.at(1)["tech"] == "code");
    CHECK(taps.at(2)["tech"] == "type2");
}

TEST_CASE("of a scanned code nothing is kept but its keyed hash, in no file and no log") {
    const testing::TempFolder folder;
    REQUIRE(testing::add_open_event(folder.path()));
    testing::Pipe pipe(folder.path() / "event7");
    const std::string connstring = "wedge:" + (folder.path() / "event7").string();
    testing::KioskProcess kiosk(folder.path(), connstring);
    REQUIRE(kiosk.wait_ready());
    const std::string code = "SECRET-7Q2W9";
    pipe.write(scan_of(code));
    REQUIRE(eventually([&] { return kiosk.commits().size() == 1; }));
    kiosk.child().send(SIGTERM);
    CHECK(kiosk.child().wait() == 0);
    const std::string digits = base::to_hex(base::as_bytes(code));
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
        if (!entry.is_regular_file()) continue;
        ++files;
        const std::string bytes = testing::bytes_of(entry.path());
        INFO(entry.path());
        for (const std::string& form : testing::forms_of(code))
            CHECK(bytes.find(form) == std::string::npos);
        CHECK(bytes.find(digits) == std::string::npos);
    }
    CHECK(files > 3);
}
