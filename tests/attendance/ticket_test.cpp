#include "attendance/ticket.h"

#include "testing/catch.h"

using attendance::parse_ticket;
using attendance::Ticket;
using attendance::ticket_of;

TEST_CASE("a ticket that is said at the desk leads back to the device and the seq that it was made of") {
    for (const std::int64_t device : {0, 2, 25, 26, 51})
        for (const std::int64_t seq : {1, 4, 999, 1000, 1001, 123'456}) {
            CAPTURE(device, seq);
            CHECK(parse_ticket(ticket_of(device, seq)) == Ticket{device % 26, seq % 1000});
        }
}

TEST_CASE("a ticket may be typed in any usual way, and what is none is none") {
    for (const char* text : {"C-4", "c-4", "C4", "c 4", "c-004"})
        CHECK(parse_ticket(text) == Ticket{2, 4});
    for (const char* text : {"", "C", "C-", "4", "C-1000", "CC-4", "C--4", "C-4x", "さくら"})
        CHECK_FALSE(parse_ticket(text));
}
