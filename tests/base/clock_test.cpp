#include "base/clock.h"

#include "testing/catch.h"

TEST_CASE("the system clock's boottime and monotonic time never run backwards") {
    const auto clock = base::system_clock();
    const auto first = clock->read();
    const auto then = clock->monotonic();
    for (int i = 0; i < 1000; ++i) {
        CHECK(clock->read().boottime >= first.boottime);
        CHECK(clock->monotonic() >= then);
    }
}

TEST_CASE("the boot id is 32 hexadecimal digits and the same at every reading") {
    const auto clock = base::system_clock();
    const auto id = clock->read().boot_id;
    CHECK(id.size() == 32);
    CHECK(id.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(clock->read().boot_id == id);
}
