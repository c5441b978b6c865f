// The simulated reader as a device: a Chip behind a pseudo-terminal, so that programs for a real PN532 open it as they
// would open /dev/ttyUSB0.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "sim/chip.h"

namespace sim {

struct Counters {
    std::uint64_t port_opens = 0;  // programs that opened the device
    std::uint64_t commands = 0;    // whole commands that reached the chip
    std::uint64_t selects = 0;     // selections that found a tag
    std::uint64_t exchanges = 0;   // exchanges that a tag answered
};

// Every method may be called from any thread. The chip runs in a thread of its own, "sim-reader", from start() until
// the destructor.
class SimulatedReader {
public:
    struct Options {
        // Where the device is found: a link to the pseudo-terminal, the same after a replug. An old link is replaced.
        // Empty: in a fresh temporary folder.
        std::filesystem::path link = {};
        bool uart_time = false;
        std::uint64_t seed = 1;
    };
    static base::Result<std::unique_ptr<SimulatedReader>> start(Options options);
    static base::Result<std::unique_ptr<SimulatedReader>> start() { return start(Options()); }
    ~SimulatedReader();

    std::string device_path() const;
    // For nfc_open: "pn532_uart:PATH:115200".
    std::string connstring() const;

    TagHandle place(Tag tag);
    // Takes itself away after that time.
    TagHandle tap(Tag tag, std::chrono::milliseconds stay);
    bool remove(TagHandle handle);
    void remove_all();
    std::vector<TagHandle> placed() const;
    // As Field::tear_after and Field::set_collision.
    void tear_after(int exchanges);
    void set_collision(Collision collision);

    void set_fault(Fault fault);
    void clear_fault();
    void brown_out();
    // The device disappears, together with its link; who has it open is hung up on. The chip loses its power, the tags
    // stay where they are. Nothing happens when it is unplugged already.
    void unplug();
    base::Result<void> replug();
    bool plugged() const;

    void set_uart_time(bool on);
    Counters counters() const;

private:
    class Port;
    explicit SimulatedReader(std::unique_ptr<Port> port);
    std::unique_ptr<Port> m_port;
};

}  // namespace sim
