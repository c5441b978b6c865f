// A hub that runs: inside the test, or as the program itself.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <thread>

#include "base/clock.h"
#include "engines.h"
#include "http/http_server.h"
#include "http_client.h"
#include "protocol/service.h"
#include "wire/codec.h"

namespace testing {

// Polls for something that will be so soon; fails the test when it is not within two minutes.
template <typename Condition>
void eventually(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(120);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) FAIL("it did not come to be within two minutes");
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

// The service and its HTTP server on a free port of the loopback, without TLS.
class RunningHub {
public:
    explicit RunningHub(const Tables& tables, http::HttpOptions http = {}, std::size_t group_max = 64,
                        std::shared_ptr<store::CommitBell> bell = std::make_shared<store::CommitBell>())
        : m_store(tables.store()), m_clock(base::system_clock()) {
        protocol::ServiceOptions options;
        options.group_max = group_max;
        options.bell = std::move(bell);
        // As in the program: whoever is not known by a token is a stranger.
        if (!http.caller)
            http.caller = [callers = options.callers](const http::HttpRequest& request) {
                return callers->kind_of(request.bearer_token());
            };
        options.open_store = [&tables](sql::Role role) -> base::Result<std::unique_ptr<store::Store>> {
            return std::make_unique<store::Store>(tables.connect(role));
        };
        auto service = protocol::Service::start(options, *m_clock);
        if (!service) FAIL(service.error().message);
        m_service = std::move(*service);
        m_service->add_to(m_routes);
        auto server = http::HttpServer::start(http, [this](http::HttpRequest request, http::Reply reply) {
            m_routes.handle(std::move(request), std::move(reply));
        });
        if (!server) FAIL(server.error().message);
        m_server = std::move(*server);
    }
    ~RunningHub() {
        m_server.reset();
        m_service.reset();
    }
    RunningHub(const RunningHub&) = delete;
    RunningHub& operator=(const RunningHub&) = delete;

    int port() const { return m_server->port(); }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port()); }
    store::Store& store() { return *m_store; }
    Kiosk enrol() {
        Kiosk kiosk;
        const auto code = m_store->make_enrol_code(m_clock->read().wall);
        REQUIRE(code);
        HttpClient client(url());
        const HttpAnswer answer =
            client.post("/v1/enrol", "", wire::to_json(wire::EnrolRequest{code->code, "k", "", "1", {}}));
        const auto reply = wire::parse_enrol_reply(answer.body);
        if (!reply) FAIL(answer.body);
        kiosk.device = reply->device;
        kiosk.token = reply->token;
        return kiosk;
    }

private:
    std::unique_ptr<store::Store> m_store;  // of the test's own
    std::unique_ptr<base::Clock> m_clock;
    http::Routes m_routes;
    std::unique_ptr<protocol::Service> m_service;
    std::unique_ptr<http::HttpServer> m_server;
};

// pettan-hub serve, as a process that may be killed.
class HubProcess {
public:
    // `where`: "--data DIR" or "--db URL", one word each.
    explicit HubProcess(std::vector<std::string> where, bool plain = true) : m_where(std::move(where)), m_plain(plain) {
        start();
    }
    ~HubProcess() { end(SIGKILL); }
    HubProcess(const HubProcess&) = delete;
    HubProcess& operator=(const HubProcess&) = delete;

    void start() {
        const std::filesystem::path output = m_folder.path() / "output";
        std::filesystem::remove(output);
        m_pid = ::fork();
        if (m_pid == 0) {
            const int fd = ::open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
            ::dup2(fd, STDOUT_FILENO);
            std::vector<std::string> words = arguments("serve");
            words.insert(words.end(), {"--listen", "127.0.0.1:" + std::to_string(m_port)});
            if (m_plain) words.emplace_back("--plain");
            run(words);
        }
        eventually([&] {
            int status = 0;
            if (::waitpid(m_pid, &status, WNOHANG) == m_pid) FAIL("pettan-hub ended at its start");
            std::ifstream file(output);
            std::string word;
            std::string address;
            if (!(file >> word >> address)) return false;
            if (!m_plain && !(file >> word >> m_key_pin)) return false;
            const std::size_t colon = address.rfind(':');
            m_url = address;
            m_port = std::stoi(address.substr(colon + 1));  // the same at the next start
            return true;
        });
    }
    // The exit status, or -1 when the signal ended it.
    int end(int signal) {
        if (m_pid <= 0) return -1;
        ::kill(m_pid, signal);
        int status = 0;
        ::waitpid(m_pid, &status, 0);
        m_pid = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    const std::string& url() const { return m_url; }
    const std::string& key_pin() const { return m_key_pin; }
    int port() const { return m_port; }
    pid_t pid() const { return m_pid; }
    HttpClient client() const { return HttpClient(m_url, m_key_pin); }

    // Another pettan-hub on the same tables: its output, or only its exit status.
    std::string command(const std::string& words) const {
        std::string line = PETTAN_HUB;
        for (const std::string& word : m_where)
            line += " '" + word + "'";
        return output_of(line + " " + words + " 2>/dev/null");
    }
    int status_of(const std::string& words) const {
        std::string line = PETTAN_HUB;
        for (const std::string& word : m_where)
            line += " '" + word + "'";
        const int status = std::system((line + " " + words + " >/dev/null 2>&1").c_str());  // NOLINT
        return WEXITSTATUS(status);
    }
    Kiosk enrol() const {
        const auto reply = wire::parse_enrol_reply(
            client()
                .post("/v1/enrol", "", wire::to_json(wire::EnrolRequest{command("enrol-code"), "k", "", "1", {}}))
                .body);
        REQUIRE(reply);
        Kiosk kiosk;
        kiosk.device = reply->device;
        kiosk.token = reply->token;
        return kiosk;
    }

private:
    std::vector<std::string> arguments(const std::string& command) const {
        std::vector<std::string> words{PETTAN_HUB};
        words.insert(words.end(), m_where.begin(), m_where.end());
        words.push_back(command);
        return words;
    }
    [[noreturn]] static void run(std::vector<std::string>& words) {
        std::vector<char*> pointers;
        for (std::string& word : words)
            pointers.push_back(word.data());
        pointers.push_back(nullptr);
        ::execv(pointers[0], pointers.data());
        ::_exit(127);
    }

    std::vector<std::string> m_where;
    bool m_plain;
    TempFolder m_folder;
    pid_t m_pid = -1;
    int m_port = 0;
    std::string m_url;
    std::string m_key_pin;
};

}  // namespace testing
