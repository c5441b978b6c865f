// The short code that a guest with an unknown card says at the desk.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace attendance {

// From the device and the seq of the tap's entry: "B-27". Unique within any thousand entries of a kiosk, so within an
// evening.
std::string ticket_of(std::int64_t device, std::int64_t seq);

// The part of device and seq that a ticket tells.
struct Ticket {
    std::int64_t device = 0;  // modulo ticket_devices
    std::int64_t seq = 0;     // modulo ticket_seqs
    bool operator==(const Ticket&) const = default;
};
inline constexpr std::int64_t ticket_devices = 26;
inline constexpr std::int64_t ticket_seqs = 1000;

// What somebody typed who heard it: "C-4", "c4", "c 4". Anything else is none.
std::optional<Ticket> parse_ticket(std::string_view text);

}  // namespace attendance
