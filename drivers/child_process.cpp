#include "drivers/child_process.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

namespace drivers {
namespace {

using std::chrono::milliseconds;

// Long enough for the kernel to end a process that was killed; a process stuck in a driver is given up after it.
constexpr milliseconds kill_patience{2000};

struct Ends {
    base::UniqueFd ours;
    base::UniqueFd theirs;
};

// Above the child's own numbers, so that moving one into place never overwrites another.
base::UniqueFd lifted(int fd) {
    constexpr int lowest = 10;
    base::UniqueFd high(fcntl(fd, F_DUPFD_CLOEXEC, lowest));
    ::close(fd);
    return high;
}

Ends pipe_to_us() {
    std::array<int, 2> fds{};
    if (pipe2(fds.data(), O_CLOEXEC) != 0) return {};
    return {lifted(fds[0]), lifted(fds[1])};
}

// A socket, not a pipe: writing to a dead child must not raise SIGPIPE in the kiosk.
Ends socket_from_us() {
    std::array<int, 2> fds{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) != 0) return {};
    return {lifted(fds[0]), lifted(fds[1])};
}

struct SpawnPlan {
    posix_spawn_file_actions_t files{};
    posix_spawnattr_t attributes{};

    SpawnPlan(int input, int output, int heartbeat) {
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_adddup2(&files, input, 0);
        posix_spawn_file_actions_adddup2(&files, output, 1);
        posix_spawn_file_actions_adddup2(&files, heartbeat, 3);
        posix_spawn_file_actions_addclosefrom_np(&files, 4);
        posix_spawnattr_init(&attributes);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes, &none);
        sigset_t all;
        sigfillset(&all);
        posix_spawnattr_setsigdefault(&attributes, &all);
        posix_spawnattr_setpgroup(&attributes, 0);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;
    ~SpawnPlan() {
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&files);
    }
};

}  // namespace

base::Result<ChildProcess> ChildProcess::spawn(const std::vector<std::string>& arguments) {
    Ends input = socket_from_us();
    Ends output = pipe_to_us();
    Ends heartbeat = pipe_to_us();
    if (!input.theirs.valid() || !output.theirs.valid() || !heartbeat.theirs.valid())
        return base::fail(base::ErrorCode::failed, fmt::format("no pipe for the reader: {}", std::strerror(errno)));
    for (const int fd : {input.ours.get(), output.ours.get(), heartbeat.ours.get()})
        fcntl(fd, F_SETFL, O_NONBLOCK);

    std::vector<char*> argv;
    argv.reserve(arguments.size() + 1);
    for (const std::string& argument : arguments)
        argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    const SpawnPlan plan(input.theirs.get(), output.theirs.get(), heartbeat.theirs.get());
    pid_t pid = -1;
    const int error = posix_spawnp(&pid, argv[0], &plan.files, &plan.attributes, argv.data(), environ);
    if (error != 0)
        return base::fail(base::ErrorCode::not_found,
                          fmt::format("the reader program {} cannot be started: {}", argv[0], std::strerror(error)));
    return ChildProcess(pid, std::move(input.ours), std::move(output.ours), std::move(heartbeat.ours));
}

ChildProcess::ChildProcess(pid_t pid, base::UniqueFd input, base::UniqueFd output, base::UniqueFd heartbeat)
    : m_pid(pid), m_input(std::move(input)), m_output(std::move(output)), m_heartbeat(std::move(heartbeat)) {}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : m_pid(std::exchange(other.m_pid, -1)),
      m_input(std::move(other.m_input)),
      m_output(std::move(other.m_output)),
      m_heartbeat(std::move(other.m_heartbeat)),
      m_wait_status(other.m_wait_status),
      m_exit_status(other.m_exit_status) {}

ChildProcess::~ChildProcess() {
    if (m_pid > 0) finish(milliseconds(0));
}

bool ChildProcess::reap(milliseconds patience) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (true) {
        const pid_t pid = waitpid(m_pid, &m_wait_status, WNOHANG);
        if (pid == m_pid || (pid < 0 && errno != EINTR)) return true;
        if (std::chrono::steady_clock::now() >= deadline) return false;
        std::this_thread::sleep_for(milliseconds(2));
    }
}

std::string ChildProcess::finish(milliseconds patience) {
    const bool by_itself = reap(patience);
    kill(-m_pid, SIGKILL);  // and whatever it started
    const bool gone = by_itself || reap(kill_patience);
    m_pid = -1;
    m_exit_status = by_itself && WIFEXITED(m_wait_status) ? WEXITSTATUS(m_wait_status) : -1;
    if (!gone) return "cannot be ended";
    if (!by_itself) return "was killed because it did not end";
    if (m_exit_status >= 0) return fmt::format("ended with status {}", m_exit_status);
    const int signal_number = WTERMSIG(m_wait_status);
    return fmt::format("was killed by signal {} ({})", signal_number, sigdescr_np(signal_number));
}

std::string ChildProcess::stop(milliseconds patience) {
    m_input.reset();
    kill(m_pid, SIGTERM);
    return finish(patience);
}

}  // namespace drivers
