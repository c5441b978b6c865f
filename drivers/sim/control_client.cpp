#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>

#include "sim/control.h"

#include "base/unique_fd.h"

namespace sim {

base::Result<std::string> send_control(const std::filesystem::path& socket, std::string_view line) {
    const auto failure = [&] {
        return base::fail(base::ErrorCode::unreachable,
                          fmt::format("nobody serves {}: {}", socket.string(), std::strerror(errno)));
    };
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = socket.string();
    if (path.empty() || path.size() >= sizeof address.sun_path)
        return base::fail(base::ErrorCode::bad_input, "the path of the control socket is too long: " + path);
    path.copy(address.sun_path, path.size());
    const base::UniqueFd connection(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const auto* any_address = reinterpret_cast<const sockaddr*>(&address);
    if (!connection.valid() || ::connect(connection.get(), any_address, sizeof address) != 0) return failure();

    const std::string request = std::string(line) + "\n";
    if (::send(connection.get(), request.data(), request.size(), MSG_NOSIGNAL) < 0) return failure();
    std::string reply;
    char byte = '\0';
    while (::recv(connection.get(), &byte, 1, 0) == 1 && byte != '\n')
        reply += byte;
    return reply;
}

}  // namespace sim
