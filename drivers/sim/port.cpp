#include "sim/port.h"

#include <fmt/core.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <thread>

#include "base/file.h"
#include "sim/terminal.h"

namespace sim {

class SimulatedReader::Port {
public:
    Port(std::filesystem::path link, std::filesystem::path own_folder, std::uint64_t seed)
        : m_link(std::move(link)), m_own_folder(std::move(own_folder)), m_chip(seed) {}
    ~Port();

    base::Result<void> start(bool uart_time);
    base::Result<void> plug();
    void unplug();

    // Runs `action` on the chip and lets the thread look at what changed.
    template <typename Action>
    auto with_chip(Action action) {
        const std::lock_guard lock(m_mutex);
        wake();
        return action(m_chip);
    }
    bool plugged() const {
        const std::lock_guard lock(m_mutex);
        return m_terminal.chip_end.valid();
    }
    Counters counters() const {
        const std::lock_guard lock(m_mutex);
        return {m_port_opens, m_chip.commands(), m_chip.selects(), m_chip.field().exchanges()};
    }
    const std::filesystem::path& link() const { return m_link; }
    TagHandle tap(Tag tag, std::chrono::milliseconds stay);

private:
    struct Leaving {
        base::MonotonicTime at;
        TagHandle handle;
    };
    std::optional<base::MonotonicTime> next_event() const;
    void run(const std::stop_token& stop);
    void take_away(base::MonotonicTime now);
    void serve_device();
    void count_opens();
    void wake() const;

    const std::filesystem::path m_link;
    const std::filesystem::path m_own_folder;  // empty: the link stands in somebody else's
    mutable std::mutex m_mutex;                // guards all below
    Chip m_chip;
    Terminal m_terminal;
    base::UniqueFd m_opens;  // inotify: who opens the device
    base::UniqueFd m_wake;   // eventfd: something changed
    std::vector<Leaving> m_leaving;
    std::uint64_t m_port_opens = 0;
    std::jthread m_thread;  // last: stops before what it uses goes
};

SimulatedReader::Port::~Port() {
    m_thread.request_stop();
    wake();
    if (m_thread.joinable()) m_thread.join();
    unplug();
    std::error_code ignored;
    if (!m_own_folder.empty()) std::filesystem::remove_all(m_own_folder, ignored);
}

base::Result<void> SimulatedReader::Port::start(bool uart_time) {
    m_chip.timing().set_uart_time(uart_time);
    m_wake = base::UniqueFd(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
    if (!m_wake.valid()) return system_failure("eventfd");
    TRY_VOID(plug());
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
    ::pthread_setname_np(m_thread.native_handle(), "sim-reader");
    // A chip does not wait for the host's scheduler. Where this is not allowed, its times are the machine's.
    sched_param parameters{};
    parameters.sched_priority = 2;
    static_cast<void>(::pthread_setschedparam(m_thread.native_handle(), SCHED_RR, &parameters));
    return {};
}

base::Result<void> SimulatedReader::Port::plug() {
    TRY(terminal, open_terminal());
    base::UniqueFd opens(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    if (!opens.valid() || ::inotify_add_watch(opens.get(), terminal.name.c_str(), IN_OPEN) < 0)
        return system_failure("inotify");

    const std::lock_guard lock(m_mutex);
    if (m_terminal.chip_end.valid()) return {};
    std::error_code error;
    if (std::filesystem::is_symlink(m_link, error)) std::filesystem::remove(m_link, error);
    std::filesystem::create_symlink(terminal.name, m_link, error);
    if (error) {
        return base::fail(base::ErrorCode::failed, fmt::format("simulated reader: cannot make the link {}: {}",
                                                               m_link.string(), error.message()));
    }
    m_terminal = std::move(terminal);
    m_opens = std::move(opens);
    wake();
    return {};
}

void SimulatedReader::Port::unplug() {
    const std::lock_guard lock(m_mutex);
    if (!m_terminal.chip_end.valid()) return;
    std::error_code ignored;
    std::filesystem::remove(m_link, ignored);
    count_opens();
    m_terminal = Terminal{};
    m_opens.reset();
    m_chip.brown_out();
    wake();
}

void SimulatedReader::Port::wake() const {
    const std::uint64_t one = 1;
    // It can only fail when the counter is full, and then the thread is awake.
    [[maybe_unused]] const auto written = ::write(m_wake.get(), &one, sizeof one);
}

void SimulatedReader::Port::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        std::array<pollfd, 3> waiting{};
        std::optional<base::MonotonicTime> next;
        {
            const std::lock_guard lock(m_mutex);
            take_away(base::monotonic_now());
            serve_device();
            next = next_event();
            waiting[0] = {m_wake.get(), POLLIN, 0};
            waiting[1] = {m_terminal.chip_end.get(), POLLIN, 0};
            waiting[2] = {m_opens.get(), POLLIN, 0};
        }
        timespec timeout{};
        if (next) {
            const auto rest = std::max(*next - base::monotonic_now(), base::MonotonicTime{});
            timeout.tv_sec = static_cast<time_t>(rest.count() / 1'000'000'000);
            timeout.tv_nsec = static_cast<long>(rest.count() % 1'000'000'000);
        }
        ::ppoll(waiting.data(), waiting.size(), next ? &timeout : nullptr, nullptr);
        std::uint64_t ignored = 0;
        [[maybe_unused]] const auto got = ::read(m_wake.get(), &ignored, sizeof ignored);
    }
}

TagHandle SimulatedReader::Port::tap(Tag tag, std::chrono::milliseconds stay) {
    const std::lock_guard lock(m_mutex);
    wake();
    const TagHandle handle = m_chip.field().place(std::move(tag));
    m_leaving.push_back({base::monotonic_now() + stay, handle});
    return handle;
}

void SimulatedReader::Port::take_away(base::MonotonicTime now) {
    std::erase_if(m_leaving, [&](const Leaving& leaving) {
        if (leaving.at > now) return false;
        m_chip.field().remove(leaving.handle);
        return true;
    });
}

std::optional<base::MonotonicTime> SimulatedReader::Port::next_event() const {
    std::optional<base::MonotonicTime> next = m_chip.next_event();
    for (const Leaving& leaving : m_leaving)
        if (!next || leaving.at < *next) next = leaving.at;
    return next;
}

void SimulatedReader::Port::serve_device() {
    if (!m_terminal.chip_end.valid()) return;
    count_opens();
    std::array<std::uint8_t, 512> buffer{};
    const base::MonotonicTime now = base::monotonic_now();
    for (;;) {
        const ssize_t got = ::read(m_terminal.chip_end.get(), buffer.data(), buffer.size());
        if (got <= 0) break;
        m_chip.receive(base::ByteView(buffer).first(static_cast<std::size_t>(got)), now);
    }
    const base::Bytes out = m_chip.transmit(base::monotonic_now());
    // A host that does not read loses bytes, as on a real line.
    if (!out.empty()) [[maybe_unused]]
        const auto written = ::write(m_terminal.chip_end.get(), out.data(), out.size());
}

void SimulatedReader::Port::count_opens() {
    alignas(inotify_event) std::array<char, 1024> buffer{};
    for (;;) {
        const ssize_t got = ::read(m_opens.get(), buffer.data(), buffer.size());
        if (got <= 0) return;
        m_port_opens += static_cast<std::uint64_t>(got) / sizeof(inotify_event);
    }
}

SimulatedReader::SimulatedReader(std::unique_ptr<Port> port) : m_port(std::move(port)) {}
SimulatedReader::~SimulatedReader() = default;

base::Result<std::unique_ptr<SimulatedReader>> SimulatedReader::start(Options options) {
    std::filesystem::path own_folder;
    if (options.link.empty()) {
        std::string pattern = (base::temporary_folder() / "pettan-sim-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) return system_failure("no temporary folder");
        own_folder = pattern;
        options.link = own_folder / "reader";
    }
    auto port = std::make_unique<Port>(base::absolute(options.link), own_folder, options.seed);
    TRY_VOID(port->start(options.uart_time));
    return std::unique_ptr<SimulatedReader>(new SimulatedReader(std::move(port)));
}

std::string SimulatedReader::device_path() const {
    return m_port->link().string();
}
std::string SimulatedReader::connstring() const {
    return fmt::format("pn532_uart:{}:115200", device_path());
}

TagHandle SimulatedReader::place(Tag tag) {
    return m_port->with_chip([&](Chip& chip) { return chip.field().place(std::move(tag)); });
}
TagHandle SimulatedReader::tap(Tag tag, std::chrono::milliseconds stay) {
    return m_port->tap(std::move(tag), stay);
}
bool SimulatedReader::remove(TagHandle handle) {
    return m_port->with_chip([&](Chip& chip) { return chip.field().remove(handle); });
}
void SimulatedReader::remove_all() {
    m_port->with_chip([](Chip& chip) { chip.field().remove_all(); });
}
std::vector<TagHandle> SimulatedReader::placed() const {
    return m_port->with_chip([](Chip& chip) { return chip.field().handles(); });
}
void SimulatedReader::tear_after(int exchanges) {
    m_port->with_chip([&](Chip& chip) { chip.field().tear_after(exchanges); });
}
void SimulatedReader::set_collision(Collision collision) {
    m_port->with_chip([&](Chip& chip) { chip.field().set_collision(collision); });
}
void SimulatedReader::set_fault(Fault fault) {
    m_port->with_chip([&](Chip& chip) { chip.set_fault(fault); });
}
void SimulatedReader::clear_fault() {
    m_port->with_chip([](Chip& chip) { chip.set_fault(std::nullopt); });
}
void SimulatedReader::brown_out() {
    m_port->with_chip([](Chip& chip) { chip.brown_out(); });
}
void SimulatedReader::unplug() {
    m_port->unplug();
}
base::Result<void> SimulatedReader::replug() {
    return m_port->plug();
}
bool SimulatedReader::plugged() const {
    return m_port->plugged();
}
void SimulatedReader::set_uart_time(bool on) {
    m_port->with_chip([&](Chip& chip) { chip.timing().set_uart_time(on); });
}
Counters SimulatedReader::counters() const {
    return m_port->counters();
}

}  // namespace sim
