// A small HTTP server on loopback that does what a test tells it, also what no server should do. One thread a
// connection, one request a connection.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

#include "base/unique_fd.h"

namespace testing {

struct Asked {
    std::string method;
    std::string target;
    std::string head;
    std::string body;
};

struct Answered {
    int status = 200;
    std::string body;
    std::string more_headers;          // each with its CRLF
    std::size_t cut_after = SIZE_MAX;  // bytes of the whole answer; 0: the connection ends without one
    bool says_nothing = false;         // half-open: the connection stays, silent, until the server ends
};

class FaultyServer {
public:
    using Handler = std::function<Answered(const Asked&)>;  // called by several threads

    explicit FaultyServer(Handler handler) : m_handler(std::move(handler)) {
        m_listener.reset(::socket(AF_INET, SOCK_STREAM, 0));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* plain = reinterpret_cast<sockaddr*>(&address);
        if (::bind(m_listener.get(), plain, size) != 0 || ::listen(m_listener.get(), 64) != 0 ||
            ::getsockname(m_listener.get(), plain, &size) != 0)
            throw std::runtime_error("no port for the test's server");
        m_port = ntohs(address.sin_port);
        m_acceptor = std::thread([this] { accept_all(); });
    }
    ~FaultyServer() {
        m_ending = true;
        ::shutdown(m_listener.get(), SHUT_RDWR);
        m_acceptor.join();
        {
            const std::lock_guard lock(m_mutex);
            for (auto& connection : m_connections)
                ::shutdown(connection.fd.get(), SHUT_RDWR);
        }
        for (auto& connection : m_connections)
            connection.thread.join();
    }
    FaultyServer(const FaultyServer&) = delete;
    FaultyServer& operator=(const FaultyServer&) = delete;

    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    bool ending() const { return m_ending; }

private:
    struct Connection {
        base::UniqueFd fd;
        std::thread thread;
    };

    void accept_all() {
        for (;;) {
            const int fd = ::accept(m_listener.get(), nullptr, nullptr);
            if (fd < 0) return;
            const std::lock_guard lock(m_mutex);
            auto& connection = m_connections.emplace_back();
            connection.fd.reset(fd);
            connection.thread = std::thread([this, fd] { serve(fd); });
        }
    }

    void serve(int fd) {
        Asked asked;
        if (!read_request(fd, asked)) return;
        const Answered answered = m_handler(asked);
        if (answered.says_nothing) {
            char byte = 0;
            while (::recv(fd, &byte, 1, 0) > 0) {
            }
            return;
        }
        std::string text = "HTTP/1.1 " + std::to_string(answered.status) + " X\r\nConnection: close\r\n" +
                           answered.more_headers + "Content-Length: " + std::to_string(answered.body.size()) +
                           "\r\n\r\n" + answered.body;
        text.resize(std::min(text.size(), answered.cut_after));
        std::size_t sent = 0;
        while (sent < text.size()) {
            const auto n = ::send(fd, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
            if (n <= 0) break;
            sent += static_cast<std::size_t>(n);
        }
        ::shutdown(fd, SHUT_RDWR);
    }

    static bool read_request(int fd, Asked& asked) {
        std::string text;
        std::size_t end = std::string::npos;
        std::size_t length = 0;
        while (end == std::string::npos || text.size() < end + 4 + length) {
            char buffer[16384];
            const auto n = ::recv(fd, buffer, sizeof buffer, 0);
            if (n <= 0) return false;
            text.append(buffer, static_cast<std::size_t>(n));
            if (end != std::string::npos) continue;
            end = text.find("\r\n\r\n");
            const std::size_t at = text.find("Content-Length: ");
            if (end != std::string::npos && at < end) length = std::stoul(text.substr(at + 16));
        }
        const std::size_t space = text.find(' ');
        asked.method = text.substr(0, space);
        asked.target = text.substr(space + 1, text.find(' ', space + 1) - space - 1);
        asked.head = text.substr(0, end);
        asked.body = text.substr(end + 4);
        return true;
    }

    Handler m_handler;
    base::UniqueFd m_listener;
    std::uint16_t m_port = 0;
    std::atomic<bool> m_ending = false;
    std::mutex m_mutex;
    std::list<Connection> m_connections;
    std::thread m_acceptor;
};

}  // namespace testing
