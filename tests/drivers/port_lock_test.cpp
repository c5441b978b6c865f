#include "nfc/port_lock.h"

#include <stdlib.h>
#include <unistd.h>

#include "sim/port.h"
#include "testing/catch.h"
#include "testing/temp_folder.h"

using nfc::port_of;
using nfc::PortLock;

TEST_CASE("the port is the path in a connection string") {
    CHECK(port_of("pn532_uart:/dev/ttyUSB0:115200") == "/dev/ttyUSB0");
    CHECK(port_of("pn532_uart:/dev/ttyUSB0") == "/dev/ttyUSB0");
    CHECK(port_of("pn532_i2c:/dev/i2c-1") == "/dev/i2c-1");
    CHECK_FALSE(port_of("acr122_usb:001:004"));
    CHECK_FALSE(port_of("acr122_usb"));
    CHECK_FALSE(port_of("pn532_uart:"));
    CHECK_FALSE(port_of(""));
}

TEST_CASE("a port is held by one at a time, and free again after it") {
    auto chip = sim::SimulatedReader::start();
    REQUIRE(chip);
    const std::string path = (*chip)->device_path();
    {
        const auto first = PortLock::take(path);
        REQUIRE(first);
        first->exclude_others();
        const auto second = PortLock::take(path);
        REQUIRE_FALSE(second);
        CHECK(second.error().code == base::ErrorCode::busy);
        CHECK_THAT(second.error().message, contains(path));
    }
    CHECK(PortLock::take(path));
}

TEST_CASE("a port that is not there is told from one that is no port") {
    const testing::TempFolder folder;
    const auto missing = PortLock::take((folder.path() / "ttyUSB7").string());
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == base::ErrorCode::not_found);
    const auto no_port = PortLock::take(folder.path().string());
    REQUIRE_FALSE(no_port);
    CHECK(no_port.error().code == base::ErrorCode::failed);
}
