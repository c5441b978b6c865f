#include "attendance/ticket.h"

namespace attendance {

std::string ticket_of(std::int64_t device, std::int64_t seq) {
    return std::string(1, static_cast<char>('A' + device % ticket_devices)) + "-" + std::to_string(seq % ticket_seqs);
}

std::optional<Ticket> parse_ticket(std::string_view text) {
    if (text.empty()) return std::nullopt;
    const char letter = text[0] >= 'a' && text[0] <= 'z' ? static_cast<char>(text[0] - 'a' + 'A') : text[0];
    if (letter < 'A' || letter > 'Z') return std::nullopt;
    text.remove_prefix(1);
    if (!text.empty() && (text[0] == '-' || text[0] == ' ')) text.remove_prefix(1);
    if (text.empty() || text.size() > 3) return std::nullopt;
    Ticket ticket{letter - 'A', 0};
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        ticket.seq = ticket.seq * 10 + (c - '0');
    }
    return ticket;
}

}  // namespace attendance
