// HTTP as a kiosk speaks it (libcurl, one kept connection), and as a stranger does (a bare socket).
#pragma once

#include <curl/curl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace testing {

struct HttpAnswer {
    int status = 0;  // 0: no answer
    std::string body;
};

class HttpClient {
public:
    // `base`: "http://127.0.0.1:8080"; `pin`: "sha256//…" for https.
    explicit HttpClient(std::string base, std::string key_pin = "")
        : m_base(std::move(base)), m_key_pin(std::move(key_pin)), m_curl(curl_easy_init(), curl_easy_cleanup) {}

    std::string from;  // an address of this machine to come from

    HttpAnswer get(const std::string& path, const std::string& token = "") { return call(path, token, nullptr, {}); }
    HttpAnswer post(const std::string& path, const std::string& token, const std::string& body,
                    std::vector<std::string> headers = {}) {
        return call(path, token, &body, std::move(headers));
    }

private:
    HttpAnswer call(const std::string& path, const std::string& token, const std::string* body,
                    std::vector<std::string> lines) {
        CURL* curl = m_curl.get();
        curl_easy_reset(curl);
        HttpAnswer answer;
        curl_easy_setopt(curl, CURLOPT_URL, (m_base + path).c_str());
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        if (!from.empty()) curl_easy_setopt(curl, CURLOPT_INTERFACE, ("host!" + from).c_str());
        curl_easy_setopt(curl, CURLOPT_TIMEOUT, 120L);
        curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip");
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &collect);
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
        if (!m_key_pin.empty()) {
            curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
            curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0L);
            curl_easy_setopt(curl, CURLOPT_PINNEDPUBLICKEY, m_key_pin.c_str());
        }
        if (!token.empty()) lines.push_back("Authorization: Bearer " + token);
        lines.emplace_back("Expect:");
        curl_slist* headers = nullptr;
        for (const std::string& line : lines)
            headers = curl_slist_append(headers, line.c_str());
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
        if (body != nullptr) {
            curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body->data());
            curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(body->size()));
        }
        if (curl_easy_perform(curl) == CURLE_OK) {
            long status = 0;
            curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
            answer.status = static_cast<int>(status);
        }
        curl_slist_free_all(headers);
        return answer;
    }

    static std::size_t collect(const char* data, std::size_t, std::size_t n, void* into) {
        static_cast<std::string*>(into)->append(data, n);
        return n;
    }

    std::string m_base;
    std::string m_key_pin;
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> m_curl;
};

class BareConnection {
public:
    explicit BareConnection(int port) : m_fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_connected = ::connect(m_fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~BareConnection() {
        if (m_fd >= 0) ::close(m_fd);
    }
    BareConnection(BareConnection&& other) noexcept
        : m_fd(std::exchange(other.m_fd, -1)), m_connected(other.m_connected) {}
    BareConnection& operator=(BareConnection&&) = delete;

    bool connected() const { return m_connected; }
    bool send(const std::string& bytes) {
        return ::send(m_fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
    }
    // What arrives until the other side closes, nothing more comes for a moment, or the time is over.
    std::string read_for(std::chrono::milliseconds limit) {
        std::string got;
        const auto end = std::chrono::steady_clock::now() + limit;
        for (;;) {
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
            pollfd poll{m_fd, POLLIN, 0};
            if (left.count() <= 0 || ::poll(&poll, 1, static_cast<int>(got.empty() ? left.count() : 200)) <= 0)
                return got;
            char buffer[4096];
            const ssize_t n = ::recv(m_fd, buffer, sizeof buffer, 0);
            if (n <= 0) {
                m_closed = true;
                return got;
            }
            got.append(buffer, static_cast<std::size_t>(n));
        }
    }
    bool closed() const { return m_closed; }  // seen by read_for

private:
    int m_fd;
    bool m_connected = false;
    bool m_closed = false;
};

}  // namespace testing
