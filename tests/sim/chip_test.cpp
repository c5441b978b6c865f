#include "sim/chip.h"

#include "chip_host.h"
#include "sim/crc.h"
#include "testing/catch.h"

using base::Bytes;
using sim_test::ChipHost;
using sim_test::ntag213;

namespace {

const Bytes list_one_a = {0x4A, 0x01, 0x00};
const Bytes retries_none = {0x32, 0x05, 0x00, 0x00, 0x00};
const Bytes retries_two = {0x32, 0x05, 0x00, 0x01, 0x02};
const Bytes nothing_found = {0x4B, 0x00};

Bytes error_answer() {
    Bytes bytes = sim::encode_ack();
    const Bytes error = sim::encode_error();
    bytes.insert(bytes.end(), error.begin(), error.end());
    return bytes;
}

double ms(base::MonotonicTime time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

}  // namespace

TEST_CASE("the chip is deaf until a 55, and then takes SAMConfiguration only") {
    ChipHost host;
    host.send(sim::encode_command(Bytes{0x02}));
    CHECK(host.collect().empty());
    host.send(Bytes{0x55});
    host.send(sim::encode_command(Bytes{0x02}));
    CHECK(host.collect().empty());
    CHECK(host.command({0x14, 0x01}) == Bytes{0x15});
    CHECK(host.command({0x02}) == Bytes{0x03, 0x32, 0x01, 0x06, 0x07});
}

TEST_CASE("PowerDown is answered, and then the chip is deaf again") {
    ChipHost host;
    host.wake();
    CHECK(host.command({0x16, 0xF0}) == Bytes{0x17, 0x00});
    CHECK(!host.command({0x02}));
    host.wake();
    CHECK(host.command({0x02}));
}

TEST_CASE("the line test sends back what it was given") {
    ChipHost host;
    host.wake();
    CHECK(host.command({0x00, 0x00, 'p', 'e', 't'}) == Bytes{0x01, 0x00, 'p', 'e', 't'});
}

TEST_CASE("registers keep what is written") {
    ChipHost host;
    host.wake();
    CHECK(host.command({0x08, 0x63, 0x05, 0x40, 0x63, 0x3D, 0x07}) == Bytes{0x09});
    CHECK(host.command({0x06, 0x63, 0x3D, 0x63, 0x05, 0x63, 0x02}) == Bytes{0x07, 0x07, 0x40, 0x80});
}

TEST_CASE("unknown commands and commands with parts missing get an error frame") {
    ChipHost host;
    host.wake();
    const std::vector<Bytes> bad = {{0x77},
                                    {0x4A},
                                    {0x4A, 0x03, 0x00},
                                    {0x4A, 0x01, 0x09},
                                    {0x4A, 0x01, 0x01, 0x00},
                                    {0x40, 0x01},
                                    {0x32, 0x05, 0x00},
                                    {0x06, 0x63},
                                    {0x08, 0x63, 0x05},
                                    {0x60, 0x01, 0x01},
                                    {0x60, 0x00, 0x01, 0x10},
                                    {0x12},
                                    {0x14},
                                    {0x44},
                                    {0x54},
                                    {0x00}};
    for (const Bytes& command : bad) {
        CAPTURE(base::to_hex(command));
        host.send(sim::encode_command(command));
        CHECK(host.collect() == error_answer());
    }
}

TEST_CASE("every command of up to three bytes is answered, whatever it is") {
    ChipHost host;
    host.chip.field().place(ntag213());
    for (unsigned code = 0; code < 256; ++code) {
        for (const unsigned parameter : {0U, 1U, 2U, 0x7FU, 0xFFU}) {
            host.wake();
            host.command(retries_none);
            const auto byte = static_cast<std::uint8_t>(parameter);
            host.send(sim::encode_command(Bytes{static_cast<std::uint8_t>(code), byte, byte}));
            CHECK(host.collect().size() > 6);
        }
    }
}

TEST_CASE("a NACK brings the last reply again") {
    ChipHost host;
    host.wake();
    host.command({0x02});
    host.send(Bytes{0x00, 0x00, 0xFF, 0xFF, 0x00, 0x00});
    CHECK(host.collect() == sim::encode_reply(Bytes{0x03, 0x32, 0x01, 0x06, 0x07}));
}

TEST_CASE("retries of FF poll until a tag comes") {
    ChipHost host;
    host.wake();
    host.send(sim::encode_command(list_one_a));
    CHECK(host.collect(std::chrono::seconds(1)) == sim::encode_ack());
    host.chip.field().place(ntag213());
    CHECK(host.collect(std::chrono::seconds(1)) ==
          sim::encode_reply(Bytes{0x4B, 1, 1, 0x00, 0x44, 0x00, 7, 0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF6}));
}

TEST_CASE("an ACK of the host, or another command, ends a polling without a reply") {
    ChipHost host;
    host.wake();
    host.send(sim::encode_command(list_one_a));
    host.collect(std::chrono::milliseconds(100));
    host.send(Bytes{0x00, 0x00, 0xFF, 0x00, 0xFF, 0x00});
    host.chip.field().place(ntag213());
    CHECK(host.collect().empty());

    host.chip.field().remove_all();
    host.send(sim::encode_command(list_one_a));
    host.collect(std::chrono::milliseconds(100));
    CHECK(host.command({0x02}) == Bytes{0x03, 0x32, 0x01, 0x06, 0x07});
    CHECK(!host.chip.next_event());
}

TEST_CASE("without retries a selected tag is silent once and answers the next selection") {
    ChipHost host;
    host.wake();
    host.command(retries_none);
    host.chip.field().place(ntag213());
    CHECK(host.command(list_one_a) != nothing_found);
    CHECK(host.command(list_one_a) == nothing_found);
    CHECK(host.command(list_one_a) != nothing_found);
    host.command(retries_two);
    CHECK(host.command(list_one_a) != nothing_found);
    CHECK(host.command(list_one_a) != nothing_found);
}

TEST_CASE("two targets are listed at once, spoken to by their numbers and chosen by InSelect") {
    ChipHost host;
    host.wake();
    host.command(retries_two);
    host.chip.field().place(ntag213(0x01));
    host.chip.field().place(ntag213(0x02));
    const auto listed = host.command({0x4A, 0x02, 0x00});
    REQUIRE(listed);
    CHECK((*listed)[1] == 2);
    const Bytes first = host.command({0x40, 0x01, 0x30, 0x00}).value();
    const Bytes second = host.command({0x40, 0x02, 0x30, 0x00}).value();
    CHECK(first[9] == 0x01);
    CHECK(second[9] == 0x02);
    CHECK(host.command({0x54, 0x01}) == Bytes{0x55, 0x00});
    CHECK(host.command({0x40, 0x01, 0x30, 0x00}) == first);
    CHECK(host.command({0x40, 0x03, 0x30, 0x00}) == Bytes{0x41, 0x27});
}

TEST_CASE("a released target is no target any more") {
    ChipHost host;
    host.wake();
    host.command(retries_two);
    host.chip.field().place(ntag213());
    host.command(list_one_a);
    CHECK(host.command({0x52, 0x00}) == Bytes{0x53, 0x00});
    CHECK(host.command({0x40, 0x01, 0x30, 0x00}) == Bytes{0x41, 0x27});
    CHECK(host.command(list_one_a) == nothing_found);  // halted
    host.command({0x32, 0x01, 0x00});
    CHECK(host.command(list_one_a) != nothing_found);  // the field was dropped
}

TEST_CASE("a halted tag is woken by its number, with cascade tags or without") {
    ChipHost host;
    host.wake();
    host.command(retries_two);
    host.chip.field().place(ntag213());
    host.command(list_one_a);
    host.command({0x44, 0x00});
    CHECK(host.command(list_one_a) == nothing_found);
    CHECK(host.command({0x4A, 0x01, 0x00, 0x88, 0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF7}) == nothing_found);
    CHECK(host.command({0x4A, 0x01, 0x00, 0x88, 0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF6}) != nothing_found);
    host.command({0x44, 0x00});
    CHECK(host.command({0x4A, 0x01, 0x00, 0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF6}) != nothing_found);
}

TEST_CASE("with UART time a selection takes the model's 3.4 ms of line and 4.5 ms of radio") {
    ChipHost host;
    host.wake();
    host.command(retries_two);
    host.chip.field().place(ntag213());
    host.chip.timing().set_uart_time(true);
    const base::MonotonicTime begin = host.now;
    host.command(list_one_a);
    CHECK_THAT(ms(host.now - begin), WithinAbs(3.4 + 4.5, 0.1));
}

TEST_CASE("with UART time FAST_READ of 36 pages takes about half the time of nine READs") {
    ChipHost host;
    host.wake();
    host.chip.field().place(ntag213());
    host.command(list_one_a);
    host.chip.timing().set_uart_time(true);
    base::MonotonicTime begin = host.now;
    for (std::uint8_t page = 4; page < 40; page = static_cast<std::uint8_t>(page + 4))
        host.command({0x40, 0x01, 0x30, page});
    const base::MonotonicTime reads = host.now - begin;
    begin = host.now;
    CHECK(host.command({0x42, 0x3A, 4, 39}).value().size() == 2 + 36 * 4);
    CHECK_THAT(ms(host.now - begin) / ms(reads), WithinAbs(0.5, 0.1));
}

TEST_CASE("the host may count the checksum by itself, and a wrong one is not answered") {
    ChipHost host;
    host.wake();
    host.chip.field().place(ntag213());
    host.command(list_one_a);
    host.command({0x08, 0x63, 0x02, 0x00, 0x63, 0x03, 0x00});
    const Bytes read_0 = {0x42, 0x30, 0x00, 0x02, 0xA8};
    CHECK(host.command(read_0).value().size() == 2 + 16 + 2);
    CHECK(host.command({0x42, 0x30, 0x00, 0x02, 0xA9}) == Bytes{0x43, 0x01});
    // A refusal is then its four bits.
    const Bytes crc = sim::crc_a(Bytes{0x30, 0xF0});
    CHECK(host.command({0x42, 0x30, 0xF0, crc[0], crc[1]}) == Bytes{0x43, 0x00, 0x00});
    CHECK((host.command({0x06, 0x63, 0x3C}).value()[1] & 0x07) == 4);
}

TEST_CASE("an answer longer than the chip's buffer is an error, not a cut answer") {
    ChipHost host;
    host.wake();
    host.chip.field().place(sim::make_tag(sim::TagKind::ntag215, Bytes{0x04, 1, 2, 3, 4, 5, 6}).value());
    host.command(list_one_a);
    CHECK(host.command({0x42, 0x3A, 0, 64}).value().size() == 2 + 65 * 4);
    CHECK(host.command({0x42, 0x3A, 0, 65}) == Bytes{0x43, 0x07});
}

TEST_CASE("a fault hits as many commands as it says, after those that it lets pass") {
    ChipHost host;
    host.wake();
    host.chip.set_fault(sim::Fault{.kind = sim::FaultKind::mute, .skip = 1, .commands = 2});
    CHECK(host.command({0x02}));
    CHECK(!host.command({0x02}));
    CHECK(!host.command({0x02}));
    CHECK(host.command({0x02}));
}

TEST_CASE("each fault shows on the line as it is called") {
    ChipHost host;
    host.wake();
    const auto answer_with = [&](sim::Fault fault) {
        host.chip.set_fault(fault);
        host.send(sim::encode_command(Bytes{0x02}));
        return host.collect();
    };
    const Bytes ack = sim::encode_ack();
    const Bytes reply = sim::encode_reply(Bytes{0x03, 0x32, 0x01, 0x06, 0x07});
    Bytes whole = ack;
    whole.insert(whole.end(), reply.begin(), reply.end());
    CHECK(answer_with({.kind = sim::FaultKind::mute}).empty());
    CHECK(answer_with({.kind = sim::FaultKind::no_ack}) == reply);
    const Bytes garbage = answer_with({.kind = sim::FaultKind::garbage});
    CHECK(garbage.size() == whole.size());
    CHECK(garbage != whole);
    const Bytes truncated = answer_with({.kind = sim::FaultKind::truncated});
    CHECK(truncated.size() == ack.size() + reply.size() / 2);
    Bytes wrong = whole;
    wrong[wrong.size() - 2] ^= 0x01;
    CHECK(answer_with({.kind = sim::FaultKind::bad_checksum}) == wrong);
    const base::MonotonicTime begin = host.now;
    CHECK(answer_with({.kind = sim::FaultKind::late, .delay = std::chrono::milliseconds(500)}) == whole);
    CHECK_THAT(ms(host.now - begin), WithinAbs(500.0, 1.0));
}

TEST_CASE("bit 7 is set only where a reply has a status byte") {
    ChipHost host;
    host.wake();
    host.chip.set_fault(sim::Fault{.kind = sim::FaultKind::status_80, .commands = 1});
    CHECK(host.command({0x02}) == Bytes{0x03, 0x32, 0x01, 0x06, 0x07});
    CHECK(host.command({0x40, 0x01, 0x30, 0x00}) == Bytes{0x41, 0xA7});
    CHECK(host.command({0x40, 0x01, 0x30, 0x00}) == Bytes{0x41, 0x27});
}

TEST_CASE("after a brown-out the chip has forgotten its settings and targets") {
    ChipHost host;
    host.wake();
    host.command(retries_none);
    host.chip.field().place(ntag213());
    host.command(list_one_a);
    host.chip.brown_out();
    CHECK(!host.command({0x02}));
    host.wake();
    CHECK(host.command({0x40, 0x01, 0x30, 0x00}) == Bytes{0x41, 0x27});
    host.chip.field().remove_all();
    host.send(sim::encode_command(list_one_a));
    CHECK(host.collect(std::chrono::seconds(1)) == sim::encode_ack());  // polling for ever again
}
