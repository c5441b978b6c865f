// A reader of the real pcscd's whose slot is ours: vsmartcard's driver (vpcd) asks us over TCP what a reader would ask its
// card. pcscd runs with a /run of its own, so that a machine's own pcscd is not disturbed.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/unique_fd.h"
#include "drivers/child_process.h"
#include "drivers/slot.h"

namespace testing {

// Why none can run on this machine; absent: it can.
std::optional<std::string> why_no_virtual_reader();

enum class SlotFault {
    none,
    hang,     // an APDU is answered when the fault is over
    garbage,  // an APDU is answered with a single byte
};

struct SlotCounters {
    std::uint64_t commands = 0;   // whatever pcscd asked
    std::uint64_t exchanges = 0;  // exchanges that a tag answered
};

// The cards' side of a slot. vpcd listens; being connected is what it takes for a card. Any thread.
class VirtualSlot {
public:
    explicit VirtualSlot(pcsc::FelicaWay way);
    ~VirtualSlot() = default;

    // Where vpcd is to listen: of two ports in a row, since it makes two slots of a reader; the second stays empty.
    int port() const { return m_port; }

    sim::TagHandle place(sim::Tag tag);
    bool remove(sim::TagHandle handle);
    void remove_all();
    void tear_after(int exchanges);
    void set_fault(SlotFault fault);
    SlotCounters counters();
    bool beeps();
    bool holds_a_card();

private:
    void run(const std::stop_token& stop);
    void keep_link();
    void serve();
    void answer(const base::Bytes& message);

    std::mutex m_mutex;
    Slot m_slot;
    SlotFault m_fault = SlotFault::none;
    std::uint64_t m_commands = 0;
    int m_port = 0;
    base::UniqueFd m_link;  // the thread's own, as what follows
    base::Bytes m_unread;
    base::Bytes m_waiting;  // an APDU that hangs
    std::jthread m_thread;
};

// pcscd with readers of these names, each with the slots of one VirtualSlot.
class Pcscd {
public:
    struct Reader {
        std::string name;
        int port = 0;
    };

    explicit Pcscd(std::vector<Reader> readers);
    ~Pcscd();

    void start();
    void stop();
    // From the next start on.
    void set_readers(std::vector<Reader> readers) { m_readers = std::move(readers); }

private:
    std::vector<Reader> m_readers;
    std::optional<drivers::ChildProcess> m_process;
};

}  // namespace testing
