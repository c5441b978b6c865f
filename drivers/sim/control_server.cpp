#include <fmt/core.h>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>

#include "base/file.h"
#include "base/unique_fd.h"
#include "sim/control.h"

namespace sim {
namespace {

constexpr std::size_t connections_max = 8;

base::Unexpected failure(const std::filesystem::path& socket) {
    return base::fail(base::ErrorCode::failed,
                      fmt::format("no control socket at {}: {}", socket.string(), std::strerror(errno)));
}

}  // namespace

class ControlServer::Server {
public:
    Server(Table& table, std::filesystem::path socket) : m_table(table), m_socket(std::move(socket)) {}
    ~Server();
    base::Result<void> start();

private:
    struct Connection {
        base::UniqueFd descriptor;
        std::string line;  // what has come of the next one
    };

    void run(const std::stop_token& stop);
    void accept_one();
    // False when the connection is over.
    bool serve(Connection& connection);
    bool reply_to(const Connection& connection, std::string_view line);

    Table& m_table;
    const std::filesystem::path m_socket;
    base::UniqueFd m_listening;
    base::UniqueFd m_wake;
    std::vector<Connection> m_connections;  // the thread's own
    std::jthread m_thread;
};

ControlServer::Server::~Server() {
    if (!m_thread.joinable()) return;
    m_thread.request_stop();
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(m_wake.get(), &one, sizeof one);
    m_thread.join();
    std::error_code ignored;
    std::filesystem::remove(m_socket, ignored);
}

base::Result<void> ControlServer::Server::start() {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = m_socket.string();
    if (path.empty() || path.size() >= sizeof address.sun_path)
        return base::fail(base::ErrorCode::bad_input,
                          fmt::format("the path of the control socket is too long: {}", path));
    path.copy(address.sun_path, path.size());
    std::error_code ignored;
    if (std::filesystem::is_socket(m_socket, ignored)) std::filesystem::remove(m_socket, ignored);
    m_wake = base::UniqueFd(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
    m_listening = base::UniqueFd(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!m_wake.valid() || !m_listening.valid()) return failure(m_socket);
    const int listening = m_listening.get();
    if (::bind(listening, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return failure(m_socket);
    if (::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0 || ::listen(listening, 4) != 0) return failure(m_socket);
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
    ::pthread_setname_np(m_thread.native_handle(), "sim-control");
    return {};
}

void ControlServer::Server::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        std::vector<pollfd> waiting = {{m_wake.get(), POLLIN, 0}, {m_listening.get(), POLLIN, 0}};
        if (m_connections.size() >= connections_max) waiting[1].fd = -1;
        for (const Connection& connection : m_connections)
            waiting.push_back({connection.descriptor.get(), POLLIN, 0});
        ::poll(waiting.data(), waiting.size(), -1);
        std::size_t index = 2;
        std::erase_if(m_connections, [&](Connection& one) { return waiting[index++].revents != 0 && !serve(one); });
        if (waiting[1].revents != 0) accept_one();
    }
}

void ControlServer::Server::accept_one() {
    base::UniqueFd descriptor(::accept4(m_listening.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (descriptor.valid()) m_connections.push_back({std::move(descriptor), {}});
}

bool ControlServer::Server::serve(Connection& connection) {
    char buffer[control_line_bytes_max];
    const ssize_t got = ::recv(connection.descriptor.get(), buffer, sizeof buffer, 0);
    if (got <= 0) return got < 0 && (errno == EAGAIN || errno == EINTR);
    connection.line.append(buffer, static_cast<std::size_t>(got));
    for (std::size_t end = connection.line.find('\n'); end != std::string::npos; end = connection.line.find('\n')) {
        if (!reply_to(connection, connection.line.substr(0, end))) return false;
        connection.line.erase(0, end + 1);
    }
    if (connection.line.size() <= control_line_bytes_max) return true;
    reply_to(connection, connection.line);
    return false;
}

// False when the other side does not read its replies: it is not waited for.
bool ControlServer::Server::reply_to(const Connection& connection, std::string_view line) {
    const std::string reply = control(m_table, line) + "\n";
    const ssize_t sent = ::send(connection.descriptor.get(), reply.data(), reply.size(), MSG_NOSIGNAL);
    return sent == static_cast<ssize_t>(reply.size());
}

ControlServer::ControlServer(std::unique_ptr<Server> server) : m_server(std::move(server)) {}
ControlServer::~ControlServer() = default;

base::Result<std::unique_ptr<ControlServer>> ControlServer::start(Table& table, std::filesystem::path socket) {
    auto server = std::make_unique<Server>(table, base::absolute(socket));
    TRY_VOID(server->start());
    return std::unique_ptr<ControlServer>(new ControlServer(std::move(server)));
}

}  // namespace sim
