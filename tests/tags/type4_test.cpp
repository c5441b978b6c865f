#include "tags/fake_tags.h"
#include "tags/samples.h"
#include "testing/catch.h"

using attendance::TagTech;
using base::Bytes;
using tags::NdefReading;
using tags::NdefStatus;

namespace {

NdefReading read(fake::Tag& tag) {
    return read_ndef(tag, fake::identity(TagTech::type4));
}

const Bytes hello = samples::message({samples::text("en", "Hello")});
const Bytes long_message = samples::message({samples::text("en", std::string(600, 'x'))});

template <typename Change>
NdefReading read_changed(Change change, std::uint8_t mapping_version = 0x20) {
    auto application = fake::type4_application(hello, mapping_version);
    change(application);
    fake::Type4 tag(application);
    return read(tag);
}

// With this byte of the capability container set to that value.
NdefReading read_with_capability(std::size_t at, std::uint8_t value, std::uint8_t mapping_version = 0x20) {
    return read_changed([&](fake::Type4::Application& app) { app.files[0xE103].at(at) = value; }, mapping_version);
}

}  // namespace

TEST_CASE("a message on a Type 4 tag is read in all three mapping versions") {
    for (const std::uint8_t version : Bytes{0x10, 0x20, 0x21, 0x30}) {
        for (const Bytes& message : {hello, long_message}) {
            fake::Type4 tag(fake::type4_application(message, version));
            const auto reading = read(tag);
            CAPTURE(int{version}, reading.reason);
            REQUIRE(reading.status == NdefStatus::ok);
            CHECK(reading.records[0].text == (message == hello ? "Hello" : std::string(600, 'x')));
        }
    }
}

TEST_CASE("the commands are those of the Type 4 specification") {
    fake::Type4 tag(fake::type4_application(hello));
    REQUIRE(read(tag).status == NdefStatus::ok);
    CHECK(tag.commands() ==
          std::vector<Bytes>{{0x00, 0xA4, 0x04, 0x00, 0x07, 0xD2, 0x76, 0x00, 0x00, 0x85, 0x01, 0x01, 0x00},
                             {0x00, 0xA4, 0x00, 0x0C, 0x02, 0xE1, 0x03},
                             {0x00, 0xB0, 0x00, 0x00, 0x0F},
                             {0x00, 0xA4, 0x00, 0x0C, 0x02, 0xE1, 0x04},
                             {0x00, 0xB0, 0x00, 0x00, 0x02},
                             {0x00, 0xB0, 0x00, 0x02, 0x0C}});
}

TEST_CASE("no read is longer than the tag allows, nor than 250 bytes") {
    for (const std::uint16_t limit : std::vector<std::uint16_t>{15, 16, 59, 249, 250, 251, 65535}) {
        fake::Type4 tag(fake::type4_application(long_message, 0x20, limit));
        const auto reading = read(tag);
        CAPTURE(limit);
        REQUIRE(reading.status == NdefStatus::ok);
        for (const Bytes& command : tag.commands())
            if (command[1] == 0xB0) CHECK(int{command[4]} <= std::min<int>(limit, 250));
    }
}

TEST_CASE("a tag without the NDEF application has none") {
    const auto reading = read_changed([](fake::Type4::Application& app) { app.name = {0xA0, 0x00}; });
    CHECK(reading.status == NdefStatus::none);
}

TEST_CASE("an empty file is empty") {
    for (const std::uint8_t version : Bytes{0x10, 0x20, 0x30}) {
        fake::Type4 tag(fake::type4_application({}, version));
        CHECK(read(tag).status == NdefStatus::empty);
    }
}

TEST_CASE("a file that wants a key is locked, whether the container says so or the read") {
    CHECK(read_with_capability(13, 0x80).status == NdefStatus::locked);
    CHECK(read_changed([](fake::Type4::Application& app) { app.locked_file = 0xE104; }).status == NdefStatus::locked);
    CHECK(read_changed([](fake::Type4::Application& app) { app.locked_file = 0xE103; }).status == NdefStatus::locked);
    CHECK(read_with_capability(14, 0xFF).status == NdefStatus::ok);  // may not be written: not our matter
}

TEST_CASE("a missing file is refused") {
    CHECK(read_changed([](fake::Type4::Application& app) { app.files.erase(0xE103); }).status == NdefStatus::malformed);
    CHECK(read_changed([](fake::Type4::Application& app) { app.files.erase(0xE104); }).status == NdefStatus::malformed);
}

TEST_CASE("a capability container that cannot be true is refused") {
    CHECK(read_with_capability(1, 14).status == NdefStatus::malformed);  // CCLEN
    CHECK(read_with_capability(1, 15).status == NdefStatus::ok);
    CHECK(read_with_capability(1, 16).status == NdefStatus::ok);
    CHECK(read_with_capability(1, 16, 0x30).status == NdefStatus::malformed);
    CHECK(read_with_capability(1, 17, 0x30).status == NdefStatus::ok);
    CHECK(read_with_capability(2, 0x00).status == NdefStatus::malformed);  // version
    CHECK(read_with_capability(2, 0x40).status == NdefStatus::malformed);
    CHECK(read_with_capability(4, 14).status == NdefStatus::malformed);  // MLe
    CHECK(read_with_capability(4, 15).status == NdefStatus::ok);
    CHECK(read_with_capability(7, 0x05).status == NdefStatus::malformed);  // no NDEF file control
    CHECK(read_with_capability(8, 5).status == NdefStatus::malformed);
    CHECK(read_with_capability(2, 0x20, 0x30).status == NdefStatus::malformed);  // extended control in version 2
}

TEST_CASE("an NDEF file with a reserved number is refused") {
    for (const std::uint16_t id : std::vector<std::uint16_t>{0x0000, 0xE102, 0xE103, 0x3F00, 0x3FFF, 0xFFFF}) {
        const auto reading = read_changed([&](fake::Type4::Application& app) {
            app.files[0xE103][9] = static_cast<std::uint8_t>(id >> 8);
            app.files[0xE103][10] = static_cast<std::uint8_t>(id & 0xFF);
        });
        CHECK(reading.status == NdefStatus::malformed);
        CHECK_THAT(reading.reason, contains("reserved number"));
    }
}

TEST_CASE("a message may fill its file to the last byte and not further") {
    for (const std::size_t room : {hello.size() + 1, hello.size() + 2, hello.size() + 3}) {
        const auto sized = read_changed([&](fake::Type4::Application& app) {
            app.files[0xE103][11] = 0;
            app.files[0xE103][12] = static_cast<std::uint8_t>(room);
        });
        CAPTURE(room, hello.size());
        CHECK(sized.status == (room < hello.size() + 2 ? NdefStatus::malformed : NdefStatus::ok));
    }
    for (const std::uint8_t room : Bytes{0, 1}) {
        const auto reading = read_changed([&](fake::Type4::Application& app) {
            app.files[0xE103][11] = 0;
            app.files[0xE103][12] = room;
        });
        CHECK_THAT(reading.reason, contains("too small"));
    }
}

TEST_CASE("a message of more than 8 KiB is refused before it is read") {
    for (const std::size_t size : {8191U, 8192U, 8193U}) {
        fake::Type4 tag(fake::type4_application(Bytes(size, 0xD0), 0x30, 250));
        const auto reading = read(tag);
        CAPTURE(size);
        CHECK(reading.status == NdefStatus::malformed);  // D0 D0 D0 … is no message either
        CHECK((tag.commands().size() < 10) == (size > 8192));
    }
}

TEST_CASE("an answer without a status, or shorter than what was asked for, is refused") {
    for (std::size_t exchange = 0; exchange < 6; ++exchange)
        for (const std::size_t length : {0U, 1U}) {
            fake::Type4 tag(fake::type4_application(hello));
            tag.tamper_with([&](std::size_t at, Bytes& answer) {
                if (at == exchange) answer.resize(length);
            });
            CHECK(read(tag).status == NdefStatus::malformed);
        }
    fake::Type4 tag(fake::type4_application(hello));
    tag.tamper_with([](std::size_t at, Bytes& answer) {
        if (at == 5) answer.erase(answer.begin());
    });
    CHECK(read(tag).status == NdefStatus::malformed);
}
