// pettan-reader: a card reader as lines of JSON on standard output (drivers/reader_json.h), for the kiosk's supervisor
// and for anybody's shell.
#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <sched.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>

#include "base/version.h"
#include "drivers/line_buffer.h"
#include "drivers/reader_json.h"
#include "drivers/reader_schemes.h"
#include "reader/make_poller.h"

namespace {

using std::chrono::milliseconds;

constexpr int exit_done = 0;
constexpr int exit_failed = 1;
constexpr int exit_usage = 2;
constexpr int exit_try_again = 75;

constexpr milliseconds beat_interval{200};
constexpr std::size_t command_line_bytes_max = 1024;  // a request names a number, or a code of 400 bytes

// After a request to end: what libnfc may take for it. Without one: how long a single command may hang. The signal's
// default action then ends the process; nothing else frees a thread from inside libnfc (nfc-traps.md 2, 7, 9).
constexpr unsigned end_within_s = 5;
constexpr unsigned hang_within_s = 30;

volatile std::sig_atomic_t g_stopping = 0;

void on_end_signal(int) {
    g_stopping = 1;
    alarm(end_within_s);
}

struct Arguments {
    std::string connstring;
    std::string ndef = "always";
    bool supervised = false;
    int heartbeat_fd = -1;
};

// Absent: the exit status is in `status`.
std::optional<Arguments> parse_arguments(int argc, char** argv, int& status) {
    Arguments arguments;
    CLI::App app{
        "Reads NFC cards and prints one JSON line per tap or change of the reader, until it is ended.\n"
        "A tap is reported once, however long the card lies there. The reader may be unplugged and plugged in again.\n"
        "A card's number can be copied: it says which card was shown, not who showed it.\n"
        "Standard input takes lines `ndef UIDHEX`: the memory of the card with that number, if it lies there.\n"
        "Exit status: 0 ended by a signal or its supervisor, 1 failed, 2 wrong usage, 75 the port is in use.",
        "pettan-reader"};
    app.set_version_flag("--version", "pettan-reader " + std::string(base::version()));
    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);  // an option given twice
    app.add_option("CONNSTRING", arguments.connstring, "The reader, such as " + drivers::scheme_examples())->required();
    app.add_option("--ndef", arguments.ndef,
                   "When to read a card's memory: always (before its tap is reported), unknown (when asked on standard "
                   "input), never")
        ->check(CLI::IsMember({"always", "unknown", "never"}))
        ->capture_default_str();
    app.add_flag("--supervised", arguments.supervised, "End at the end of standard input");
    app.add_option(
           "--heartbeat-fd", arguments.heartbeat_fd,
           "Write a byte to this descriptor at most every 200 ms while the reader is being polled (p) or opened "
           "(o)")
        ->check(CLI::NonNegativeNumber);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        status = app.exit(error) == 0 ? exit_done : exit_usage;
        return std::nullopt;
    }
    return arguments;
}

// libnfc takes descriptor 0 for its own pipe's when it is free, and cannot open then (nfc-traps.md 11).
void fill_standard_descriptors() {
    int fd = ::open("/dev/null", O_RDWR);
    while (fd >= 0 && fd <= STDERR_FILENO)
        fd = ::open("/dev/null", O_RDWR);
    if (fd >= 0) ::close(fd);
}

void set_signals() {
    struct sigaction action {};
    action.sa_handler = on_end_signal;
    for (const int signal_number : {SIGTERM, SIGINT, SIGHUP})
        sigaction(signal_number, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

class Program {
public:
    explicit Program(const Arguments& arguments) : m_arguments(arguments) {}

    int run() {
        auto poller = reader::make_poller(m_arguments.connstring, *drivers::ndef_mode_from(m_arguments.ndef),
                                          {.sink = [this](const drivers::ReaderEvent& event) { print(event); },
                                           .beat = [this](drivers::Activity activity) { beat(activity); },
                                           .stopping = [this] { return stopping(); }});
        if (!poller) {
            fmt::print(stderr, "pettan-reader: {}\n", poller.error().message);
            return exit_usage;
        }
        m_reader = std::move(*poller);
        while (!stopping()) {
            const auto rest = m_reader->turn();
            if (!rest) {
                fmt::print(stderr, "pettan-reader: {}\n", rest.error().message);
                return exit_try_again;
            }
            take_commands(*rest);
        }
        alarm(end_within_s);
        return m_output_lost ? exit_failed : exit_done;
    }

private:
    bool stopping() const { return g_stopping != 0 || m_output_lost || m_input_ended; }

    void print(const drivers::ReaderEvent& event) {
        const std::string line = drivers::to_json_line(event);
        std::string_view rest = line;
        while (!rest.empty() && !m_output_lost) {
            const auto written = ::write(STDOUT_FILENO, rest.data(), rest.size());
            if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
            if (written < 0 && errno != EINTR) lose_output();
        }
    }

    void lose_output() {
        m_output_lost = true;
        fmt::print(stderr, "pettan-reader: nobody reads its output ({})\n", std::strerror(errno));
    }

    void beat(drivers::Activity activity) {
        const auto now = base::monotonic_now();
        if (activity == m_last_activity && now - m_last_beat < beat_interval) return;
        m_last_beat = now;
        m_last_activity = activity;
        if (g_stopping == 0) alarm(hang_within_s);
        const char byte = activity == drivers::Activity::opening ? 'o' : 'p';
        if (m_arguments.heartbeat_fd >= 0) [[maybe_unused]]
            const auto written = ::write(m_arguments.heartbeat_fd, &byte, 1);
    }

    void take_commands(milliseconds rest) {
        pollfd input{m_input_open ? STDIN_FILENO : -1, POLLIN, 0};
        if (::poll(&input, 1, static_cast<int>(rest.count())) <= 0 || input.revents == 0) return;
        std::array<char, 1024> bytes{};
        const auto count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
        if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
        const bool open = count > 0 && m_commands.feed(std::string_view(bytes.data(), static_cast<std::size_t>(count)),
                                                       [this](std::string_view line) { obey(line); });
        if (open) return;
        m_input_open = false;
        m_input_ended = m_arguments.supervised;
    }

    void obey(std::string_view line) {
        constexpr std::string_view verb = "ndef ";
        const auto uid =
            line.starts_with(verb) ? attendance::CardUid::from_hex(line.substr(verb.size())) : std::nullopt;
        if (uid)
            m_reader->read_ndef(*uid);
        else
            fmt::print(stderr, "pettan-reader: not a command: use `ndef UIDHEX`\n");
    }

    Arguments m_arguments;
    drivers::LineBuffer m_commands{command_line_bytes_max};
    bool m_input_open = true;
    bool m_input_ended = false;
    bool m_output_lost = false;
    base::MonotonicTime m_last_beat{};
    std::optional<drivers::Activity> m_last_activity;
    std::unique_ptr<drivers::Poller> m_reader;  // there from run() on
};

// A poll is a dozen short waits for a serial line. Each may cost a scheduler tick while the screen is being drawn by
// the processor, and an 80 ms tap then falls between two polls. Where the system allows it (root, or the service's
// LimitRTPRIO) this process, which uses a hundredth of a core, goes first; elsewhere it takes its turn.
void go_first() {
    sched_param parameters{};
    parameters.sched_priority = 1;
    static_cast<void>(::sched_setscheduler(0, SCHED_RR, &parameters));
}

}  // namespace

int main(int argc, char** argv) {
    fill_standard_descriptors();
    int status = exit_usage;
    const auto arguments = parse_arguments(argc, argv, status);
    if (!arguments) return status;
    set_signals();
    go_first();
    return Program(*arguments).run();
}
