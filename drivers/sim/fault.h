// What can be wrong with a reader, as the host sees it.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace sim {

enum class FaultKind {
    mute,          // no ACK, no reply, nothing done
    no_ack,        // the reply comes without its ACK
    garbage,       // noise in place of ACK and reply
    truncated,     // the reply stops in its middle
    bad_checksum,  // the reply's data checksum is wrong
    late,          // ACK and reply come `delay` late
    status_80,     // bit 7 of the status byte is set, which makes libnfc 1.8.0 abort its process
};

std::string_view to_string(FaultKind kind);
std::optional<FaultKind> fault_kind_from(std::string_view text);

struct Fault {
    FaultKind kind = FaultKind::mute;
    int skip = 0;                       // commands that pass untouched first
    std::optional<int> commands = {};   // how many are hit then; absent: until cleared
    std::chrono::milliseconds delay{};  // of `late`
};

}  // namespace sim
