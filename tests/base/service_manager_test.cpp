#include "base/service_manager.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>

#include "testing/catch.h"
#include "testing/temp_folder.h"

using namespace std::chrono_literals;
namespace manager = base::service_manager;

namespace {

// The socket of a service manager, and what was said to it.
class Manager {
public:
    Manager() : m_socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
        const std::string path = (m_folder.path() / "notify").string();
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        REQUIRE(::bind(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
    }
    ~Manager() {
        ::unsetenv("NOTIFY_SOCKET");
        ::close(m_socket);
    }
    Manager(const Manager&) = delete;
    Manager& operator=(const Manager&) = delete;

    std::string heard() const {
        char text[256];
        const auto size = ::recv(m_socket, text, sizeof text, 0);
        return size <= 0 ? std::string() : std::string(text, static_cast<std::size_t>(size));
    }

private:
    testing::TempFolder m_folder;
    int m_socket;
};

}  // namespace

TEST_CASE("a service manager hears that the program is ready, alive and stopping") {
    const Manager listening;
    manager::report_ready();
    CHECK(listening.heard() == "READY=1");
    manager::feed_watchdog();
    CHECK(listening.heard() == "WATCHDOG=1");
    manager::report_stopping();
    CHECK(listening.heard() == "STOPPING=1");
}

TEST_CASE("without a service manager nothing is said, and nothing fails") {
    ::unsetenv("NOTIFY_SOCKET");
    manager::report_ready();
    manager::feed_watchdog();
    CHECK_FALSE(manager::watchdog_period());
}

TEST_CASE("the watchdog's period counts for the unit's other processes too") {
    ::setenv("WATCHDOG_PID", "1", 1);
    ::setenv("WATCHDOG_USEC", "20000000", 1);
    CHECK(manager::watchdog_period() == 20s);
    for (const char* wrong : {"", "0", "-1", "20s"}) {
        ::setenv("WATCHDOG_USEC", wrong, 1);
        CHECK_FALSE(manager::watchdog_period());
    }
    ::unsetenv("WATCHDOG_USEC");
    ::unsetenv("WATCHDOG_PID");
}
