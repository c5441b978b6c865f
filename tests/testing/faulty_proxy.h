// Stands between kiosk and hub (plain HTTP) and does what networks do: drops, delays, sends twice, lets later requests
// overtake, leaves connections half-open, cuts after the hub has committed and before its reply, answers by itself with
// 500, 429, a login page, a redirect, and cuts gzipped replies short. Until it is healed.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <map>
#include <random>

#include "client/faulty_server.h"

namespace testing {

enum class Fault {
    none,
    drop,       // the connection ends without an answer, the hub sees nothing
    late,       // by up to a fifth of a second, so that requests overtake each other
    twice,      // the hub sees the request twice
    half_open,  // no answer and no end
    cut_after,  // the hub has done it, its answer does not arrive
    error_500,
    error_429,
    login_page,  // HTML with 200
    redirect,
    torn_reply,  // half of it
    torn_gzip,   // says gzip and is not all of it
};
inline constexpr int faults = 12;

class FaultyProxy {
public:
    FaultyProxy(int hub_port, unsigned seed)
        : m_hub_port(hub_port), m_random(seed), m_server([this](const Asked& asked) { return answer(asked); }) {}

    std::string url() const { return m_server.url(); }
    void heal() { m_healed = true; }
    // How often each fault was met.
    std::map<Fault, int> met() {
        const std::lock_guard lock(m_mutex);
        return m_met;
    }

private:
    Fault draw() {
        if (m_healed) return Fault::none;
        const std::lock_guard lock(m_mutex);
        const auto fault = static_cast<Fault>(m_random() % faults);
        ++m_met[fault];
        return fault;
    }

    static Answered own(int status, std::string body, std::string headers) {
        Answered answered;
        answered.status = status;
        answered.body = std::move(body);
        answered.more_headers = std::move(headers);
        return answered;
    }

    Answered answer(const Asked& asked) {
        const Fault fault = draw();
        Answered nothing;
        nothing.cut_after = 0;
        switch (fault) {
            case Fault::none:
                return forward(asked);
            case Fault::drop:
                return nothing;
            case Fault::late:
                std::this_thread::sleep_for(std::chrono::milliseconds(asked.body.size() * 7 % 200));
                return forward(asked);
            case Fault::twice: {
                const Answered first = forward(asked);
                forward(asked);
                return first;
            }
            case Fault::half_open:
                nothing.says_nothing = true;
                return nothing;
            case Fault::cut_after:
                forward(asked);
                return nothing;
            case Fault::error_500:
                return own(500, "<h1>Bad gateway</h1>", "");
            case Fault::error_429:
                return own(429, "slow down", "Retry-After: 1\r\n");
            case Fault::login_page:
                return own(200, "<html>Welcome to our network, please log in</html>", "Content-Type: text/html\r\n");
            case Fault::redirect:
                return own(302, "", "Location: http://127.0.0.1:1/login\r\n");
            case Fault::torn_reply: {
                Answered torn = forward(asked);
                torn.cut_after = 60 + torn.body.size() / 2;
                return torn;
            }
            case Fault::torn_gzip:
                forward(asked);
                return own(200, std::string("\x1f\x8b\x08\0\0\0\0\0\0\x03\xab", 11), "Content-Encoding: gzip\r\n");
        }
        return nothing;
    }

    Answered forward(const Asked& asked) const {
        const base::UniqueFd fd(::socket(AF_INET, SOCK_STREAM, 0));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(m_hub_port));
        Answered answered;
        answered.cut_after = 0;
        if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return answered;
        const std::string request = asked.head + "\r\nConnection: close\r\n\r\n" + asked.body;
        if (::send(fd.get(), request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
            return answered;
        std::string reply;
        std::array<char, 16384> buffer{};
        for (ssize_t n = 0; (n = ::recv(fd.get(), buffer.data(), buffer.size(), 0)) > 0;)
            reply.append(buffer.data(), static_cast<std::size_t>(n));
        const std::size_t end = reply.find("\r\n\r\n");
        if (end == std::string::npos || reply.size() < 12) return answered;
        answered.cut_after = SIZE_MAX;
        answered.status = std::atoi(reply.c_str() + 9);
        answered.body = reply.substr(end + 4);
        if (reply.substr(0, end).find("gzip") != std::string::npos)
            answered.more_headers = "Content-Encoding: gzip\r\n";
        return answered;
    }

    const int m_hub_port;
    std::atomic<bool> m_healed = false;
    std::mutex m_mutex;
    std::mt19937 m_random;
    std::map<Fault, int> m_met;
    FaultyServer m_server;  // last: its threads use the rest
};

}  // namespace testing
