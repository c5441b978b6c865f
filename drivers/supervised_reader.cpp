#include "drivers/supervised_reader.h"

#include <fmt/core.h>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <optional>
#include <thread>
#include <vector>

#include "base/bounded_queue.h"
#include "base/log.h"
#include "drivers/child_process.h"
#include "drivers/line_buffer.h"
#include "drivers/reader_json.h"

namespace drivers {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// The child's byte while it opens a reader, which takes longer than a poll; every other byte means polling.
constexpr char beat_opening = 'o';
constexpr int exit_try_again = 75;
constexpr std::string_view sends_nonsense = "the reader program sends nonsense";

std::filesystem::path find_program() {
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    for (const auto& folder : {self, self.parent_path() / "bin"})
        if (std::filesystem::exists(folder / "pettan-reader", error)) return folder / "pettan-reader";
    return "pettan-reader";
}

// What was reported to the kiosk, kept through restarts of the child.
class ReportedState {
public:
    explicit ReportedState(ReaderSink sink) : m_sink(std::move(sink)) {}

    void forward(ReaderEvent event) {
        if (auto* tap = std::get_if<TagArrived>(&event)) {
            if (std::erase(m_lay_there, tap->uid) > 0) return;
            if (m_present.size() < present_max) m_present.push_back(tap->uid);
        } else if (auto* left = std::get_if<TagLeft>(&event)) {
            std::erase(m_lay_there, left->uid);
            if (std::erase(m_present, left->uid) == 0) return;
        } else if (auto* status = std::get_if<ReaderStatus>(&event)) {
            if (status->health == m_status.health && status->reason == m_status.reason) return;
            m_status = *status;
            if (!status->reason.empty()) base::log::warning("card reader: {}", status->reason);
        }
        m_sink(std::move(event));
    }

    void child_ended() { m_lay_there = m_present; }

    // The cards that lay there before the restart and were not seen again have left.
    void stop_waiting_for_cards() {
        for (const attendance::CardUid& uid : std::vector(m_lay_there))
            forward(TagLeft{base::monotonic_now(), uid});
    }

    bool waits_for_cards() const { return !m_lay_there.empty(); }
    ReaderHealth health() const { return m_status.health; }

private:
    static constexpr std::size_t present_max = 16;

    ReaderSink m_sink;
    ReaderStatus m_status;
    std::vector<attendance::CardUid> m_present;
    std::vector<attendance::CardUid> m_lay_there;  // of those, the ones that the new child has not seen yet
};

class SupervisedReader final : public CardReader {
public:
    SupervisedReader(ReaderOptions options, ReaderSink sink)
        : m_options(std::move(options)), m_reported(std::move(sink)), m_wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
        if (m_options.program.empty()) m_options.program = find_program();
        m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
        pthread_setname_np(m_thread.native_handle(), "reader");
    }

    ~SupervisedReader() override {
        m_thread.request_stop();
        wake();
        m_thread.join();
    }

    void request_ndef(const attendance::CardUid& uid) override {
        // Full: cards came faster than they can be read. The newest request is dropped; its card stays unread.
        if (m_requests.try_push(uid)) wake();
    }

private:
    void run(const std::stop_token& stop) {
        milliseconds rest{0};
        while (!stop.stop_requested()) {
            const auto started = Clock::now();
            run_child(stop);
            if (stop.stop_requested()) break;
            if (Clock::now() - started >= m_options.good_while) rest = milliseconds(0);
            sleep(stop, rest);
            rest = std::clamp(rest * 2, m_options.restart_rest_min, m_options.restart_rest_max);
        }
    }

    // One life of the child, from its start to its end.
    void run_child(const std::stop_token& stop) {
        auto child =
            ChildProcess::spawn({m_options.program.string(), m_options.connstring, "--ndef",
                                 std::string(to_string(m_options.ndef)), "--supervised", "--heartbeat-fd", "3"});
        if (!child) {
            m_reported.forward(ReaderStatus{ReaderHealth::fault, child.error().message});
            return;
        }
        LineBuffer lines(reader_line_bytes_max);
        const std::string complaint = watch(*child, lines, stop);
        if (stop.stop_requested()) {
            child->stop(m_options.stop_patience);
            take_the_rest(*child, lines);
            return;
        }
        constexpr milliseconds last_words{300};
        const std::string end = child->finish(complaint.empty() ? last_words : milliseconds(0));
        if (complaint != sends_nonsense) take_the_rest(*child, lines);
        m_reported.child_ended();
        // 75: the port is held by another program, and the child has said so itself.
        if (child->exit_status() == exit_try_again && m_reported.health() == ReaderHealth::fault) return;
        const std::string what = complaint.empty() ? "the reader program " + end : complaint;
        m_reported.forward(ReaderStatus{ReaderHealth::fault, what + "; starting it again"});
    }

    // Passes on what the child says. Returns when it has ended ("" is returned), misbehaves (what it did), or at a
    // stop.
    std::string watch(ChildProcess& child, LineBuffer& lines, const std::stop_token& stop) {
        auto silence_max = m_options.open_silence_max;
        auto last_beat = Clock::now();
        std::optional<Clock::time_point> cards_deadline;
        bool heart_open = true;
        while (!stop.stop_requested()) {
            if (m_reported.waits_for_cards() && m_reported.health() == ReaderHealth::ok) {
                if (!cards_deadline) cards_deadline = Clock::now() + m_options.still_there_wait;
                if (Clock::now() >= *cards_deadline) m_reported.stop_waiting_for_cards();
            }
            std::array<pollfd, 3> fds{pollfd{child.output(), POLLIN, 0},
                                      pollfd{heart_open ? child.heartbeat() : -1, POLLIN, 0},
                                      pollfd{m_wake.get(), POLLIN, 0}};
            constexpr int tick_ms = 100;
            ::poll(fds.data(), fds.size(), tick_ms);
            if (fds[2].revents != 0) pass_requests(child);
            if (const auto beat = newest_beat(child)) {
                last_beat = Clock::now();
                silence_max = *beat == beat_opening ? m_options.open_silence_max : m_options.poll_silence_max;
            }
            heart_open = heart_open && (fds[1].revents & (POLLHUP | POLLERR)) == 0;
            if (fds[0].revents != 0) {
                bool open = true;
                const auto begin = Clock::now();
                if (!take_output(child, lines, open)) return std::string(sends_nonsense);
                if (!open) return "";
                // The kiosk may have been slow to take it. Nobody listened meanwhile, and the child may have waited
                // for us: that was not its silence.
                last_beat += Clock::now() - begin;
            }
            if (Clock::now() - last_beat > silence_max)
                return fmt::format("the reader program hangs (no sign of life for {} ms)", silence_max.count());
        }
        return "";
    }

    std::optional<char> newest_beat(const ChildProcess& child) const {
        std::array<char, 256> bytes{};
        const auto count = ::read(child.heartbeat(), bytes.data(), bytes.size());
        return count > 0 ? std::optional(bytes.at(static_cast<std::size_t>(count) - 1)) : std::nullopt;
    }

    // False for a line that is none of ours; `open` becomes false at the end of the child's output.
    bool take_output(const ChildProcess& child, LineBuffer& lines, bool& open) {
        std::array<char, 16 * 1024> bytes{};
        const auto count = ::read(child.output(), bytes.data(), bytes.size());
        if (count <= 0) {
            open = count < 0 && (errno == EAGAIN || errno == EINTR);
            return true;
        }
        bool sense = true;
        const bool fits =
            lines.feed(std::string_view(bytes.data(), static_cast<std::size_t>(count)), [&](std::string_view line) {
                auto event = parse_json_line(line);
                if (event && sense)
                    m_reported.forward(std::move(*event));
                else
                    sense = false;
            });
        return fits && sense;
    }

    // What a child that is gone had said before: its taps were reported and count.
    void take_the_rest(const ChildProcess& child, LineBuffer& lines) {
        bool open = true;
        while (open && take_output(child, lines, open)) {
            pollfd more{child.output(), POLLIN, 0};
            if (::poll(&more, 1, 0) <= 0) return;
        }
    }

    void pass_requests(const ChildProcess& child) {
        drain_wake();
        while (const auto uid = m_requests.pop_until(Clock::time_point::min())) {
            const std::string line = fmt::format("ndef {}\n", uid->hex());
            // A child that does not take it has worse troubles, which its heartbeat will tell.
            [[maybe_unused]] const auto sent =
                ::send(child.input(), line.data(), line.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        }
    }

    void sleep(const std::stop_token& stop, milliseconds rest) const {
        const auto deadline = Clock::now() + rest;
        while (!stop.stop_requested() && Clock::now() < deadline) {
            const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
            pollfd wake_fd{m_wake.get(), POLLIN, 0};
            ::poll(&wake_fd, 1, static_cast<int>(std::max<milliseconds::rep>(left.count(), 0)));
            drain_wake();
        }
    }

    void wake() const {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(m_wake.get(), &one, sizeof one);
    }
    void drain_wake() const {
        std::uint64_t count = 0;
        [[maybe_unused]] const auto taken = ::read(m_wake.get(), &count, sizeof count);
    }

    ReaderOptions m_options;
    ReportedState m_reported;  // the reader thread's own
    base::UniqueFd m_wake;
    base::BoundedQueue<attendance::CardUid> m_requests{16};  // full: see request_ndef
    std::jthread m_thread;
};

}  // namespace

std::unique_ptr<CardReader> start_reader(ReaderOptions options, ReaderSink sink) {
    return std::make_unique<SupervisedReader>(std::move(options), std::move(sink));
}

}  // namespace drivers
