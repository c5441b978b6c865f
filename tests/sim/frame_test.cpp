#include "sim/frame.h"

#include <random>

#include "testing/catch.h"

using base::Bytes;
using sim::FrameReader;
using sim::HostAck;
using sim::HostCommand;
using sim::HostNack;

namespace {

std::vector<Bytes> commands_in(FrameReader& reader) {
    std::vector<Bytes> commands;
    while (const auto frame = reader.next())
        if (const auto* command = std::get_if<HostCommand>(&*frame)) commands.push_back(command->bytes);
    return commands;
}

Bytes counting(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::uint8_t>(i);
    return bytes;
}

}  // namespace

TEST_CASE("GetFirmwareVersion is framed as the manual's example") {
    CHECK(sim::encode_command(Bytes{0x02}) == Bytes{0x00, 0x00, 0xFF, 0x02, 0xFE, 0xD4, 0x02, 0x2A, 0x00});
    CHECK(sim::encode_reply(Bytes{0x03, 0x32, 0x01, 0x06, 0x07}) ==
          Bytes{0x00, 0x00, 0xFF, 0x06, 0xFA, 0xD5, 0x03, 0x32, 0x01, 0x06, 0x07, 0xE8, 0x00});
}

TEST_CASE("a command of every length comes through, normal up to 254 bytes and extended above") {
    for (std::size_t size = 1; size <= sim::frame_body_max - 1; ++size) {
        const Bytes frame = sim::encode_command(counting(size));
        CHECK((frame[3] == 0xFF && frame[4] == 0xFF) == (size > 254));
        FrameReader reader;
        reader.push(frame);
        CHECK(commands_in(reader) == std::vector<Bytes>{counting(size)});
    }
}

TEST_CASE("a command cut at any byte is nothing until the rest comes") {
    for (const std::size_t size : {2U, 264U}) {
        const Bytes frame = sim::encode_command(counting(size));
        for (std::size_t cut = 0; cut + 1 < frame.size(); ++cut) {  // the last byte is the postamble, which may lack
            FrameReader reader;
            reader.push(base::ByteView(frame).first(cut));
            CHECK(commands_in(reader).empty());
            reader.push(base::ByteView(frame).subspan(cut));
            CHECK(commands_in(reader) == std::vector<Bytes>{counting(size)});
        }
    }
}

TEST_CASE("a command with any byte changed is dropped, and the next one is heard") {
    const Bytes command = {0x4A, 0x01, 0x00};
    const Bytes frame = sim::encode_command(command);
    for (std::size_t at = 1; at + 1 < frame.size(); ++at) {  // before: one zero of the preamble; behind: the postamble
        Bytes broken = frame;
        broken[at] ^= 0x10;
        FrameReader reader;
        reader.push(broken);
        CHECK(commands_in(reader).empty());
        // A broken length may wait for as many bytes as a frame can have.
        reader.push(Bytes(sim::frame_body_max + 8));
        CHECK(commands_in(reader).empty());
        reader.push(frame);
        CHECK(commands_in(reader) == std::vector<Bytes>{command});
    }
}

TEST_CASE("a wake-up of 55 bytes and zeros before a command is skipped") {
    FrameReader reader;
    reader.push(Bytes{0x55, 0x55, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    reader.push(sim::encode_command(Bytes{0x14, 0x01}));
    CHECK(commands_in(reader) == std::vector<Bytes>{Bytes{0x14, 0x01}});
}

TEST_CASE("ACK and NACK of the host are told apart") {
    FrameReader reader;
    reader.push(Bytes{0x00, 0x00, 0xFF, 0x00, 0xFF, 0x00});
    reader.push(Bytes{0x00, 0x00, 0xFF, 0xFF, 0x00, 0x00});
    CHECK(std::holds_alternative<HostAck>(reader.next().value()));
    CHECK(std::holds_alternative<HostNack>(reader.next().value()));
    CHECK(!reader.next());
}

TEST_CASE("noise never makes a command that nobody framed, and a command behind it is heard") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 200; ++round) {
        FrameReader reader;
        Bytes noise(random() % 600);
        for (std::uint8_t& byte : noise)
            byte = static_cast<std::uint8_t>(random() % 3 == 0 ? 0xFF : random() % 4);
        reader.push(noise);
        commands_in(reader);
        reader.push(Bytes(sim::frame_body_max + 8));
        commands_in(reader);
        reader.push(sim::encode_command(Bytes{0x02}));
        CHECK(commands_in(reader) == std::vector<Bytes>{Bytes{0x02}});
    }
}
