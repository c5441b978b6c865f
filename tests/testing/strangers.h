// Strangers at a hub's door, of ten kinds: what none of them may do is cost anybody else an answer. Loopback only;
// every fourth comes from 127.0.0.2, the address that tests give to kiosks and organizers.
#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "web/context.h"
#include "wire/gzip.h"

namespace testing {

// As a browser's form, with the token that a visitor makes for themselves.
inline std::string guess_of_a_password(int i) {
    const std::string visitor = "stranger" + std::to_string(i);
    const std::string body = "csrf=" + web::csrf_of(visitor) + "&name=sachi&password=guess" + std::to_string(i);
    return "POST /sign-in HTTP/1.1\r\nHost: h\r\nCookie: pettan_visitor=" + visitor +
           "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

inline std::string http_post(const std::string& path, const std::string& headers, const std::string& body,
                             std::size_t claimed) {
    return "POST " + path + " HTTP/1.1\r\nHost: h\r\n" + headers + "Content-Length: " + std::to_string(claimed) +
           "\r\n\r\n" + body;
}

// One connection of a stranger, begun again whenever the hub ends it.
class Stranger {
public:
    Stranger(int number, int port, const std::string& bomb) : m_number(number), m_port(port), m_bomb(bomb) { open(); }
    ~Stranger() { ::close(m_fd); }
    Stranger(const Stranger&) = delete;
    Stranger& operator=(const Stranger&) = delete;

    void turn() {
        char buffer[4096];
        if (m_kind != Kind::slow_reader) {
            const ssize_t n = ::recv(m_fd, buffer, sizeof buffer, MSG_DONTWAIT);
            if (n == 0 || (n < 0 && errno != EAGAIN && errno != ENOTCONN)) return open();
        }
        if (m_kind == Kind::dripping_head) say("X-Drip: 1\r\n");
        if (m_kind == Kind::claiming || m_kind == Kind::slow_body) say(" ");
        const bool asks_again = m_kind == Kind::bombing || m_kind == Kind::guessing_password ||
                                m_kind == Kind::guessing_code || m_kind == Kind::redirecting;
        if (asks_again) begin();
    }

private:
    enum class Kind {
        idle,
        dripping_head,
        claiming,
        slow_body,
        bombing,
        guessing_password,
        guessing_code,
        redirecting,
        half_closed,
        slow_reader
    };

    void open() {
        if (m_fd >= 0) ::close(m_fd);
        m_kind = static_cast<Kind>(m_number % 10);
        m_fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        sockaddr_in from{};
        from.sin_family = AF_INET;
        from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + static_cast<unsigned>(m_number / 10 % 4));
        ::bind(m_fd, reinterpret_cast<const sockaddr*>(&from), sizeof from);
        const int small = 4096;
        if (m_kind == Kind::slow_reader) ::setsockopt(m_fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(static_cast<std::uint16_t>(m_port));
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::connect(m_fd, reinterpret_cast<const sockaddr*>(&to), sizeof to);
        m_begun = false;
        begin();
    }
    // Not before it is connected: said again at the next turn.
    void begin() {
        const bool once = m_kind != Kind::bombing && m_kind != Kind::guessing_password &&
                          m_kind != Kind::guessing_code && m_kind != Kind::redirecting;
        if (once && m_begun) return;
        m_begun = say(first_words());
        if (m_kind == Kind::half_closed && m_begun) ::shutdown(m_fd, SHUT_WR);
    }
    std::string first_words() {
        const std::string token = "Authorization: Bearer stranger" + std::to_string(++m_said) + "\r\n";
        switch (m_kind) {
            case Kind::idle:
                return "";
            case Kind::dripping_head:
                return "GET /v1/hello HTTP/1.1\r\n";
            case Kind::claiming:
                return http_post("/import", "", "", 8 * 1024 * 1024);
            case Kind::slow_body:
                return http_post("/v1/entries", token, std::string(3000, ' '), 60'000);
            case Kind::bombing:
                return http_post("/v1/entries", token + "Content-Encoding: gzip\r\n", m_bomb, m_bomb.size());
            case Kind::guessing_password:
                return guess_of_a_password(m_number);
            case Kind::guessing_code:
                return http_post("/v1/enrol", "", R"({"code":"AAAA-AAAA"})", 20);
            case Kind::redirecting:
                return "GET /sign-in?to=/%09/evil.example/ HTTP/1.1\r\nHost: h\r\n\r\n";
            case Kind::half_closed:
                return "GET /sign-in HTTP/1.1\r\nHost: h\r\n\r\n";
            case Kind::slow_reader:
                return "GET /static/site.css HTTP/1.1\r\nHost: h\r\n\r\n";
        }
        return "";
    }
    bool say(const std::string& words) {
        if (words.empty()) return true;
        return ::send(m_fd, words.data(), words.size(), MSG_NOSIGNAL | MSG_DONTWAIT) ==
               static_cast<ssize_t>(words.size());
    }

    const int m_number;
    const int m_port;
    const std::string& m_bomb;
    Kind m_kind = Kind::idle;
    int m_fd = -1;
    int m_said = 0;
    bool m_begun = false;
};

// All of them at work until it ends, on two threads that run `as` first. The constructor returns once each has begun.
class Crowd {
public:
    Crowd(
        int strangers, int port, const std::function<void()>& as = [] {}) {
        std::string nothing = "[";
        for (int i = 0; i < 100'000; ++i)
            nothing += "[],";
        m_bomb = wire::gzip(nothing + "[]]");
        for (int part = 0; part < threads; ++part)
            m_threads.emplace_back([this, part, strangers, port, as] {
                as();
                std::vector<std::unique_ptr<Stranger>> own;
                for (int i = part; i < strangers && !m_over; i += threads) {
                    own.push_back(std::make_unique<Stranger>(i, port, m_bomb));
                    ++m_begun;
                }
                while (!m_over) {
                    for (const auto& stranger : own)
                        stranger->turn();
                    std::this_thread::sleep_for(std::chrono::milliseconds(200));
                }
            });
        while (m_begun < strangers)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    ~Crowd() { end(); }
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;

    void end() {
        m_over = true;
        for (std::thread& thread : m_threads)
            if (thread.joinable()) thread.join();
    }

private:
    static constexpr int threads = 2;
    std::string m_bomb;
    std::atomic<bool> m_over = false;
    std::atomic<int> m_begun = 0;
    std::vector<std::thread> m_threads;
};

}  // namespace testing
