// The control socket: a program or a person at a shell moves cards and breaks the reader while something else reads it.
// A stream socket in the file system, one command a line, one JSON object a line back: {"ok":true,…} or
// {"ok":false,"error":…}. `help` lists the commands.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "sim/table.h"

namespace sim {

inline constexpr std::size_t control_line_bytes_max = 512;

// Carries out one line (without its end) and gives the reply's JSON. Never fails: what is wrong stands in the reply.
std::string control(Table& table, std::string_view line);

// Serves up to eight connections at once in a thread, "sim-control", until the destructor. A line that is too long ends
// its connection. The socket is for its owner only, and goes with the server; an old one at the same place is replaced.
class ControlServer {
public:
    // The table must outlive it.
    static base::Result<std::unique_ptr<ControlServer>> start(Table& table, std::filesystem::path socket);
    ~ControlServer();

private:
    class Server;
    explicit ControlServer(std::unique_ptr<Server> server);
    std::unique_ptr<Server> m_server;
};

// The other side: connects, sends one line and gives the reply's line. unreachable when nobody serves the socket.
base::Result<std::string> send_control(const std::filesystem::path& socket, std::string_view line);

}  // namespace sim
