// A PN532 as its serial line shows it (NXP UM0701-02): bytes in, bytes out at their time. It knows nothing of devices,
// threads or clocks: the time of each call is an argument and must not go back. One thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <random>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "sim/fault.h"
#include "sim/field.h"
#include "sim/frame.h"
#include "sim/timing.h"

namespace sim {

class Chip {
public:
    // The seed draws the numbers of phones and the noise of faults.
    explicit Chip(std::uint64_t seed) : m_field(seed), m_noise(seed) {}
    Chip(const Chip&) = delete;  // a polling in work points to its chip
    Chip& operator=(const Chip&) = delete;

    // Bytes that arrive from the host now.
    void receive(base::ByteView bytes, base::MonotonicTime now);
    // Bytes that the chip has put on the line by now.
    base::Bytes transmit(base::MonotonicTime now);
    // When transmit() has something to do next; absent: when something is received.
    std::optional<base::MonotonicTime> next_event() const;

    Field& field() { return m_field; }
    const Field& field() const { return m_field; }
    Timing& timing() { return m_timing; }

    void set_fault(std::optional<Fault> fault) { m_fault = fault; }
    // The supply dips: the chip forgets its settings and targets, and is deaf until it is woken.
    void brown_out();

    std::uint64_t commands() const { return m_commands; }
    // Selections that found at least one tag.
    std::uint64_t selects() const { return m_selects; }

private:
    enum class Power {
        asleep,        // deaf until a byte 55
        awaiting_sam,  // woken from low VBat: takes SAMConfiguration only
        normal,
    };
    // A reply that is due on the line.
    struct Emission {
        base::MonotonicTime due;
        base::Bytes bytes;
    };
    // What a command has to say, and how long the radio takes for it. An empty body: an error frame.
    struct Reply {
        base::Bytes body;
        base::MonotonicTime radio{};
    };
    // A selection that is tried until it finds a tag or its attempts are used up.
    struct Polling {
        std::function<std::optional<Reply>()> attempt;  // absent: nothing found
        base::Bytes not_found;
        std::optional<std::uint64_t> attempts_left;  // absent: for ever
        base::MonotonicTime pause;
        base::MonotonicTime next;
    };

    void take_frame(const HostFrame& frame, base::MonotonicTime now);
    void take_command(base::ByteView command, base::MonotonicTime now);
    std::optional<FaultKind> fault_for(base::ByteView command);
    void send_ack(base::MonotonicTime due);
    void send_reply(const Reply& reply, base::MonotonicTime start);
    void send(base::Bytes bytes, base::MonotonicTime due);
    base::Bytes noise(std::size_t count);
    void run_polling(base::MonotonicTime now);

    // chip.cpp: the chip itself. Absent: a polling was started that will reply.
    std::optional<Reply> execute(base::ByteView command, base::MonotonicTime start);
    Reply get_general_status() const;
    Reply read_registers(base::ByteView parameters);
    Reply write_registers(base::ByteView parameters);
    Reply configure_radio(base::ByteView parameters);
    void power_down();

    // chip_select.cpp: finding tags and letting them go.
    struct Selected {
        std::vector<base::Bytes> target_data;  // of each tag, its number first
        base::MonotonicTime radio{};
    };
    std::optional<Reply> list_passive_targets(base::ByteView parameters, base::MonotonicTime start);
    std::optional<Reply> auto_poll(base::ByteView parameters, base::MonotonicTime start);
    std::optional<Reply> attempt_type(std::uint8_t type);
    static std::optional<Reply> list_reply(const std::optional<Selected>& selected);
    std::optional<Selected> select_a(base::ByteView uid, std::size_t count_max);
    std::optional<Selected> select_f(std::uint8_t technology, std::uint16_t system, std::uint8_t request_code,
                                     std::size_t count_max);
    Reply release(std::uint8_t code, base::ByteView parameters);
    Reply select(base::ByteView parameters);

    // chip_exchange.cpp: speaking to the selected tag.
    enum class RawFrame { no, yes };
    Reply exchange_data(base::ByteView parameters);
    Reply communicate_thru(base::ByteView parameters);
    Reply reply_of(std::uint8_t code, const Answer& answer, std::size_t sent, RawFrame raw);
    Reply attention_request();

    std::uint8_t register_value(std::uint16_t address) const;

    Field m_field;
    Timing m_timing;
    FrameReader m_reader;
    Power m_power = Power::asleep;
    std::vector<Emission> m_line;
    std::optional<Polling> m_polling;
    base::Bytes m_last_reply;
    std::map<std::uint16_t, std::uint8_t> m_registers;
    std::uint8_t m_parameters = 0x14;  // SetParameters: automatic ATR_RES and RATS
    std::uint8_t m_retries = 0xFF;     // MxRtyPassiveActivation
    std::vector<TagHandle> m_targets;  // number n of the host is m_targets[n - 1]
    std::size_t m_active_target = 0;   // index of the one that is activated now
    std::optional<Fault> m_fault;
    std::optional<FaultKind> m_reply_fault;  // hits the reply of the command in work
    base::MonotonicTime m_delay{};           // of a late reply
    std::mt19937_64 m_noise;
    std::uint64_t m_commands = 0;
    std::uint64_t m_selects = 0;
};

}  // namespace sim
