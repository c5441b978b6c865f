#include "drivers/virtual_reader.h"

#include <arpa/inet.h>
#include <fmt/core.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/check.h"
#include "testing/temp_folder.h"

namespace testing {
namespace {

namespace fs = std::filesystem;
using base::Bytes;

constexpr const char* pcscd_program = "/usr/sbin/pcscd";
constexpr const char* vpcd_driver = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";

// One for all of this process: pcsc-lite's client reads the address of the socket once.
const fs::path& run_folder() {
    static const TempFolder folder;
    static const fs::path path = folder.path() / "run";
    static const bool made = [] {
        fs::create_directories(path);
        ::setenv("PCSCLITE_CSOCK_NAME", (path / "pcscd/pcscd.comm").c_str(), 1);
        return true;
    }();
    PETTAN_ASSERT(made);
    return path;
}

// The words before a command line of sh -c with a /run of its own.
std::vector<std::string> in_own_run(const std::string& command) {
    const std::string mounted = fmt::format("mount --bind '{}' /run && {}", run_folder().string(), command);
    return {"unshare", ::geteuid() == 0 ? "-m" : "-rm", "sh", "-c", mounted};
}

// vpcd's own words to the slot; everything longer is an APDU.
constexpr std::uint8_t power_off = 0;
constexpr std::uint8_t ask_atr = 4;

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
}

// The port that was bound, or 0.
int bound(const base::UniqueFd& descriptor, int port) {
    sockaddr_in address = loopback(port);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    const bool well =
        ::bind(descriptor.get(), generic, size) == 0 && ::getsockname(descriptor.get(), generic, &size) == 0;
    return well ? ntohs(address.sin_port) : 0;
}

// The first of two in a row that nobody has at the moment.
int two_free_ports() {
    while (true) {
        const base::UniqueFd first(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        const base::UniqueFd second(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        const int port = bound(first, 0);
        if (port > 0 && bound(second, port + 1) > 0) return port;
    }
}

void send_message(int descriptor, const Bytes& message) {
    if (message.empty()) return;
    Bytes bytes{static_cast<std::uint8_t>(message.size() >> 8U), static_cast<std::uint8_t>(message.size() & 0xFFU)};
    bytes.insert(bytes.end(), message.begin(), message.end());
    [[maybe_unused]] const auto sent = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

}  // namespace

std::optional<std::string> why_no_virtual_reader() {
    for (const char* file : {pcscd_program, vpcd_driver})
        if (!fs::exists(file)) return fmt::format("{} is not here (apt install pcscd vsmartcard-vpcd)", file);
    auto child = drivers::ChildProcess::spawn(in_own_run("true"));
    if (!child) return child.error().message;
    child->finish(std::chrono::seconds(20));
    if (child->exit_status() != 0) return "this machine gives no mount namespace to pcscd (unshare)";
    return std::nullopt;
}

VirtualSlot::VirtualSlot(pcsc::FelicaWay way) : m_slot(way), m_port(two_free_ports()) {
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void VirtualSlot::run(const std::stop_token& stop) {
    constexpr int tick_ms = 10;
    while (!stop.stop_requested()) {
        pollfd waiting{m_link.get(), POLLIN, 0};
        ::poll(&waiting, 1, tick_ms);
        const std::lock_guard lock(m_mutex);
        if (waiting.revents != 0) serve();
        if (!m_waiting.empty() && m_fault != SlotFault::hang) answer(std::exchange(m_waiting, {}));
        keep_link();
    }
}

// Connected while a card lies there.
void VirtualSlot::keep_link() {
    const bool card = !m_slot.field().handles().empty();
    if (card == m_link.valid()) return;
    m_link.reset();
    m_unread.clear();
    m_waiting.clear();
    if (!card) return m_slot.set_power(false);
    base::UniqueFd link(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address = loopback(m_port);
    if (::connect(link.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return;
    const int on = 1;
    ::setsockopt(link.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    m_link = std::move(link);
}

void VirtualSlot::serve() {
    std::array<std::uint8_t, 1024> buffer{};
    const ssize_t got = ::recv(m_link.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got <= 0) return m_link.reset();
    m_unread.insert(m_unread.end(), buffer.begin(), buffer.begin() + got);
    while (m_unread.size() >= 2) {
        const std::size_t size = static_cast<std::size_t>(m_unread[0] << 8U | m_unread[1]);
        if (m_unread.size() < 2 + size) break;
        const auto begin = m_unread.begin() + 2;
        const Bytes message(begin, begin + static_cast<std::ptrdiff_t>(size));
        m_unread.erase(m_unread.begin(), begin + static_cast<std::ptrdiff_t>(size));
        answer(message);
    }
}

// A card that does not answer has left: the link goes with it, since vpcd would wait for an answer without bytes for ever.
void VirtualSlot::answer(const Bytes& message) {
    ++m_commands;
    const bool apdu = message.size() > 1;
    if (apdu && m_fault == SlotFault::hang) {
        m_waiting = message;
    } else if (apdu) {
        send_message(m_link.get(), m_fault == SlotFault::garbage ? Bytes{0x55} : m_slot.transmit(message));
    } else if (message[0] == ask_atr) {
        send_message(m_link.get(), m_slot.atr());
    } else {
        m_slot.set_power(message[0] != power_off);
    }
}

sim::TagHandle VirtualSlot::place(sim::Tag tag) {
    const std::lock_guard lock(m_mutex);
    return m_slot.field().place(std::move(tag));
}
bool VirtualSlot::remove(sim::TagHandle handle) {
    const std::lock_guard lock(m_mutex);
    return m_slot.field().remove(handle);
}
void VirtualSlot::remove_all() {
    const std::lock_guard lock(m_mutex);
    m_slot.field().remove_all();
}
void VirtualSlot::tear_after(int exchanges) {
    const std::lock_guard lock(m_mutex);
    m_slot.field().tear_after(exchanges);
}
void VirtualSlot::set_fault(SlotFault fault) {
    const std::lock_guard lock(m_mutex);
    m_fault = fault;
}
SlotCounters VirtualSlot::counters() {
    const std::lock_guard lock(m_mutex);
    return {m_commands, m_slot.field().exchanges()};
}
bool VirtualSlot::beeps() {
    const std::lock_guard lock(m_mutex);
    return m_slot.beeps();
}

bool VirtualSlot::holds_a_card() {
    const std::lock_guard lock(m_mutex);
    return !m_slot.field().handles().empty();
}

Pcscd::Pcscd(std::vector<Reader> readers) : m_readers(std::move(readers)) {
    start();
}

Pcscd::~Pcscd() {
    stop();
}

void Pcscd::start() {
    const fs::path& run = run_folder();
    fs::remove_all(run / "pcscd");
    const fs::path list = run.parent_path() / "readers";
    std::ofstream file(list);
    for (std::size_t i = 0; i < m_readers.size(); ++i) {
        // vpcd keeps its links by slot alone, so two readers of one driver would be served over the same link: each has
        // a copy, which is loaded as a driver of its own.
        const fs::path driver = run.parent_path() / fmt::format("driver-{}.so", i);
        fs::copy_file(vpcd_driver, driver, fs::copy_options::overwrite_existing);
        file << fmt::format("FRIENDLYNAME \"{}\"\nDEVICENAME /dev/null:{}\nLIBPATH {}\nCHANNELID {}\n",
                            m_readers[i].name, m_readers[i].port, driver.string(), i + 1);
    }
    file.close();
    auto process = drivers::ChildProcess::spawn(in_own_run(fmt::format(
        "exec {} --foreground --config '{}' > '{}' 2>&1", pcscd_program, list.string(), (run / "log").string())));
    PETTAN_ASSERT(process.has_value());
    m_process.emplace(std::move(*process));
}

void Pcscd::stop() {
    if (m_process) m_process->stop(std::chrono::seconds(20));
    m_process.reset();
}

}  // namespace testing
