// pettan-reader as a child: its three pipes, its end, and no zombie. Linux; one thread.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/unique_fd.h"

namespace drivers {

class ChildProcess {
public:
    // The child gets 0 (a socket from us), 1 (a pipe to us), 2 (ours), 3 (the heartbeat pipe to us) and nothing else;
    // its own process group, so that a Ctrl-C at the kiosk reaches it through us only; default signals.
    static base::Result<ChildProcess> spawn(const std::vector<std::string>& arguments);

    ChildProcess(ChildProcess&& other) noexcept;
    ChildProcess& operator=(ChildProcess&&) = delete;
    // Kills what still runs, and reaps it.
    ~ChildProcess();

    int input() const { return m_input.get(); }  // write with send(MSG_NOSIGNAL | MSG_DONTWAIT)
    int output() const { return m_output.get(); }
    int heartbeat() const { return m_heartbeat.get(); }

    // Waits so long for its end; what is left then is killed with its group. Says how it ended, for a person:
    // "ended with status 1", "was killed by signal 6 (Aborted)", "was killed because it did not end".
    std::string finish(std::chrono::milliseconds patience);

    // Closes its input and asks it to end (SIGTERM), then finish().
    std::string stop(std::chrono::milliseconds patience);

    // After finish(): its exit status, or -1 when a signal ended it.
    int exit_status() const { return m_exit_status; }

private:
    ChildProcess(pid_t pid, base::UniqueFd input, base::UniqueFd output, base::UniqueFd heartbeat);
    bool reap(std::chrono::milliseconds patience);

    pid_t m_pid = -1;
    base::UniqueFd m_input;
    base::UniqueFd m_output;
    base::UniqueFd m_heartbeat;
    int m_wait_status = 0;
    int m_exit_status = -1;
};

}  // namespace drivers
