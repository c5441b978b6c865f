// A program run by a test: started with arguments and extra environment, its output in files, killed when it goes out
// of scope. Nothing here waits a fixed time: callers poll for what they expect.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace testing {

inline std::string slurp(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

// Polls until the condition holds; false when it does not within the limit, which is generous: on a machine that is
// busy otherwise a kiosk, whose drawing stands back, was seen to need more than 30 s for its start.
[[nodiscard]] inline bool eventually(const std::function<bool()>& holds,
                                     std::chrono::seconds limit = std::chrono::seconds(120)) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
}

class Child {
public:
    // `output`: file that gets standard output and error. `environment`: NAME=VALUE, added to this process's.
    Child(std::vector<std::string> command, std::filesystem::path output, std::vector<std::string> environment = {})
        : m_output(std::move(output)) {
        std::vector<char*> argv;
        for (auto& word : command)
            argv.push_back(word.data());
        argv.push_back(nullptr);
        std::vector<char*> envp;
        for (char** at = environ; *at != nullptr; ++at)
            envp.push_back(*at);
        for (auto& setting : environment)
            envp.push_back(setting.data());
        envp.push_back(nullptr);

        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions, 1, m_output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        posix_spawn_file_actions_adddup2(&actions, 1, 2);
        if (posix_spawnp(&m_pid, argv[0], &actions, nullptr, argv.data(), envp.data()) != 0) m_pid = -1;
        posix_spawn_file_actions_destroy(&actions);
    }
    ~Child() {
        if (running()) {
            send(SIGKILL);
            wait();
        }
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    pid_t pid() const { return m_pid; }
    void send(int signal) const {
        if (m_pid > 0) ::kill(m_pid, signal);
    }
    bool running() {
        if (m_pid <= 0 || m_status) return false;
        int status = 0;
        if (::waitpid(m_pid, &status, WNOHANG) == m_pid) m_status = status;
        return !m_status;
    }
    // Exit status; 128 + signal when a signal ended it; -1 when it could not be started.
    int wait() {
        if (m_pid <= 0) return -1;
        if (!m_status) {
            int status = 0;
            ::waitpid(m_pid, &status, 0);
            m_status = status;
        }
        return WIFEXITED(*m_status) ? WEXITSTATUS(*m_status) : 128 + WTERMSIG(*m_status);
    }
    std::string output() const { return slurp(m_output); }

private:
    std::filesystem::path m_output;
    pid_t m_pid = -1;
    std::optional<int> m_status;
};

// Runs to the end: exit status and everything that it printed.
struct Finished {
    int status;
    std::string output;
};
inline Finished run_program(std::vector<std::string> command, const std::filesystem::path& folder,
                            std::vector<std::string> environment = {}) {
    Child child(std::move(command), folder / "output.txt", std::move(environment));
    const int status = child.wait();
    return {status, child.output()};
}

}  // namespace testing
