// Every exchange fails once, every message and memory is cut at every byte, every claimed length takes every value.
#include <functional>
#include <memory>
#include <set>

#include "fuzz/tags_entries.h"
#include "tags/fake_tags.h"
#include "tags/samples.h"
#include "testing/catch.h"

using attendance::TagTech;
using base::Bytes;
using fake::Fault;
using tags::NdefReading;
using tags::NdefStatus;

namespace {

struct Kind {
    std::string name;
    TagTech tech;
    std::function<std::unique_ptr<fake::Tag>()> make;
    std::set<NdefStatus> after_nak;  // what one refused exchange may lead to
};

const Bytes name_card =
    samples::message({samples::media("text/vcard", samples::vcard_v3), samples::text("ja", "髙橋")});

template <typename FakeTag>
std::function<std::unique_ptr<fake::Tag>()> copies_of(const FakeTag& tag) {
    return [tag] { return std::make_unique<FakeTag>(tag); };
}

// A formatted tag of every kind, and for each a variant whose reading takes a detour.
std::vector<Kind> kinds(const Bytes& message = name_card) {
    const fake::Type2 ntag(fake::type2_memory(message, 496));
    const fake::Type3 two_systems({{0x0003, fake::idm, {}}, {0x12FC, fake::second_idm, fake::type3_blocks(message)}});
    const auto type4 = [&](std::uint8_t mapping) {
        return copies_of(fake::Type4(fake::type4_application(message, mapping)));
    };
    return {
        {"NTAG", TagTech::type2, copies_of(ntag), {NdefStatus::locked, NdefStatus::ok}},
        {"Ultralight",
         TagTech::type2,
         copies_of(fake::Type2(ntag).without_fast_read()),
         {NdefStatus::locked, NdefStatus::ok}},
        {"Classic", TagTech::classic, copies_of(fake::classic_card(message)), {NdefStatus::locked}},
        {"FeliCa", TagTech::type3, copies_of(fake::type3_card(message)), {NdefStatus::locked}},
        {"FeliCa with two systems", TagTech::type3, copies_of(two_systems), {NdefStatus::locked}},
        {"Type 4, mapping 1", TagTech::type4, type4(0x10), {NdefStatus::locked}},
        {"Type 4, mapping 2", TagTech::type4, type4(0x20), {NdefStatus::locked}},
        {"Type 4, mapping 3", TagTech::type4, type4(0x30), {NdefStatus::locked}},
    };
}

NdefReading read(fake::Tag& tag, TagTech tech) {
    return read_ndef(tag, fake::identity(tech));
}

std::size_t exchanges_of_a_clean_reading(const Kind& kind) {
    const auto tag = kind.make();
    REQUIRE(read(*tag, kind.tech).status == NdefStatus::ok);
    return tag->exchanges();
}

NdefReading read_with_fault(const Kind& kind, std::size_t exchange, Fault fault) {
    const auto tag = kind.make();
    tag->fail_at(exchange, fault);
    return read(*tag, kind.tech);
}

// A tampered reading may be anything but against the rules, and never longer than promised.
void check_tampered(const Kind& kind, const fake::Tag::Tamper& tamper) {
    const auto tag = kind.make();
    tag->tamper_with(tamper);
    const auto reading = read(*tag, kind.tech);
    if (const auto rule = fuzz::broken_rule(reading); !rule.empty()) FAIL_CHECK(kind.name + ": " + rule);
    if (tag->exchanges() > 600) FAIL_CHECK(kind.name + ": more exchanges than promised");
}

}  // namespace

TEST_CASE("a tag that leaves at any exchange is torn") {
    for (const Kind& kind : kinds())
        for (std::size_t exchange = 0; exchange < exchanges_of_a_clean_reading(kind); ++exchange) {
            CAPTURE(kind.name, exchange);
            const auto reading = read_with_fault(kind, exchange, Fault::leave);
            CHECK(reading.status == NdefStatus::torn);
            CHECK(reading.records.empty());
        }
}

TEST_CASE("a reader that fails at any exchange is torn, with the reader's reason") {
    for (const Kind& kind : kinds())
        for (std::size_t exchange = 0; exchange < exchanges_of_a_clean_reading(kind); ++exchange) {
            CAPTURE(kind.name, exchange);
            const auto reading = read_with_fault(kind, exchange, Fault::break_reader);
            CHECK(reading.status == NdefStatus::torn);
            CHECK(reading.reason == "the reader broke");
        }
}

TEST_CASE("a NAK at any exchange locks the tag or is got over, and never shows half a message") {
    for (const Kind& kind : kinds()) {
        const auto clean_tag = kind.make();
        const auto clean = read(*clean_tag, kind.tech);
        for (std::size_t exchange = 0; exchange < clean_tag->exchanges(); ++exchange) {
            const auto reading = read_with_fault(kind, exchange, Fault::nak);
            CAPTURE(kind.name, exchange, to_string(reading.status));
            CHECK(kind.after_nak.contains(reading.status));
            if (reading.status != NdefStatus::ok) {
                CHECK(reading.records.empty());
                continue;
            }
            REQUIRE(reading.records.size() == clean.records.size());
            CHECK(reading.records[0].payload == clean.records[0].payload);
            CHECK(reading.records[1].text == clean.records[1].text);
        }
    }
}

TEST_CASE("an NTAG that refuses GET_VERSION or FAST_READ, or is silent to it, is read all the same") {
    const Kind ntag = kinds().front();
    for (const Fault fault : {Fault::nak, Fault::mute}) {
        CHECK(read_with_fault(ntag, 2, fault).status == NdefStatus::ok);
        CHECK(read_with_fault(ntag, 3, fault).status == NdefStatus::ok);
    }
}

TEST_CASE("a message cut at any byte is malformed and keeps the records before the cut") {
    for (const Bytes& message : samples::messages()) {
        const auto whole = tags::parse_ndef(message);
        REQUIRE(whole.status == NdefStatus::ok);
        for (std::size_t size = 1; size < message.size(); ++size) {
            // A copy of its own: the address sanitizer then sees any byte read behind its end.
            const Bytes cut(message.begin(), message.begin() + static_cast<std::ptrdiff_t>(size));
            const auto reading = tags::parse_ndef(cut);
            CAPTURE(size, message.size(), reading.reason);
            REQUIRE(fuzz::broken_rule(reading).empty());
            CHECK(reading.status == NdefStatus::malformed);
            CHECK(reading.records.size() < whole.records.size());
            for (std::size_t i = 0; i < reading.records.size(); ++i)
                CHECK(reading.records[i].payload == whole.records[i].payload);
        }
    }
}

TEST_CASE("a payload cut at any byte breaks no rule") {
    for (const Bytes& message : samples::messages())
        for (const tags::NdefRecord& record : tags::parse_ndef(message).records)
            for (std::size_t size = 0; size < record.payload.size(); ++size) {
                const Bytes cut(record.payload.begin(), record.payload.begin() + static_cast<std::ptrdiff_t>(size));
                for (const auto& [tnf, type] : {std::pair<std::uint8_t, const char*>{1, "T"},
                                                {1, "U"},
                                                {1, "Sp"},
                                                {2, "text/plain"},
                                                {2, "text/vcard"}}) {
                    const auto rule = fuzz::try_ndef(samples::message({{tnf, type, cut}}));
                    if (!rule.empty()) FAIL_CHECK(rule);
                }
            }
}

TEST_CASE("every byte of a message, the lengths among them, may take every value") {
    for (const Bytes& message : samples::messages()) {
        const std::size_t bytes = std::min<std::size_t>(message.size(), 40);
        for (std::size_t at = 0; at < bytes; ++at)
            for (unsigned value = 0; value < 256; ++value) {
                Bytes changed = message;
                changed[at] = static_cast<std::uint8_t>(value);
                const auto rule = fuzz::try_ndef(changed);
                if (!rule.empty()) FAIL_CHECK(rule << " with byte " << at << " = " << value);
            }
    }
}

TEST_CASE("an answer cut at any byte breaks no rule") {
    for (const Kind& kind : kinds())
        for (std::size_t exchange = 0; exchange < exchanges_of_a_clean_reading(kind); ++exchange)
            for (std::size_t size = 0; size < 64; ++size)
                check_tampered(kind, [&](std::size_t at, Bytes& answer) {
                    if (at == exchange && size < answer.size())
                        answer = Bytes(answer.begin(), answer.begin() + static_cast<std::ptrdiff_t>(size));
                });
}

TEST_CASE("every byte at the head of every answer, the lengths among them, may take every value") {
    // Long enough for FAST_READ and several blocks, short enough to be read some hundred thousand times.
    for (const Kind& kind : kinds(samples::message({samples::text("en", std::string(70, 'x'))}))) {
        std::vector<std::size_t> answer_sizes;
        const auto clean = kind.make();
        clean->tamper_with([&](std::size_t, Bytes& answer) { answer_sizes.push_back(answer.size()); });
        REQUIRE(read(*clean, kind.tech).status == NdefStatus::ok);
        const std::size_t answers_with_claims = std::min<std::size_t>(answer_sizes.size(), 5);
        for (std::size_t nth = 0; nth < answers_with_claims; ++nth)
            for (std::size_t byte = 0; byte < std::min<std::size_t>(answer_sizes[nth], 18); ++byte)
                for (unsigned value = 0; value < 256; ++value)
                    check_tampered(kind, [&, answers = std::size_t{0}](std::size_t, Bytes& answer) mutable {
                        if (answers++ == nth && byte < answer.size()) answer[byte] = static_cast<std::uint8_t>(value);
                    });
    }
}

TEST_CASE("every attribute of a FeliCa card may take every value under a right checksum") {
    for (std::size_t byte = 0; byte < 14; ++byte)
        for (unsigned value = 0; value < 256; ++value) {
            auto blocks = fake::type3_blocks(name_card);
            blocks[0][byte] = static_cast<std::uint8_t>(value);
            fake::fix_attribute_checksum(blocks[0]);
            fake::Type3 card({{0x12FC, fake::idm, blocks}});
            const auto rule = fuzz::broken_rule(read(card, TagTech::type3));
            if (!rule.empty()) FAIL_CHECK(rule);
            if (card.exchanges() > 600) FAIL_CHECK("more exchanges than promised");
        }
}

TEST_CASE("every entry of a Classic card's directory may take every value under a right checksum") {
    for (std::size_t byte = 1; byte < 32; ++byte)
        for (unsigned value = 0; value < 256; ++value) {
            auto blocks = fake::classic_blocks(fake::ndef_tlv({0xD0, 0x00, 0x00}), 1, 15);
            blocks[1 + byte / 16][byte % 16] = static_cast<std::uint8_t>(value);
            Bytes directory(blocks[1].begin() + 1, blocks[1].end());
            directory.insert(directory.end(), blocks[2].begin(), blocks[2].end());
            blocks[1][0] = fake::mad_checksum(directory);
            std::map<std::size_t, Bytes> keys{{0, {0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5}}};
            for (std::size_t sector = 1; sector < 16; ++sector)
                keys[sector] = {0xD3, 0xF7, 0xD3, 0xF7, 0xD3, 0xF7};
            fake::Classic card(blocks, keys);
            const auto rule = fuzz::broken_rule(read(card, TagTech::classic));
            if (!rule.empty()) FAIL_CHECK(rule);
        }
}

TEST_CASE("a Type 2 tag whose memory ends at any page, and whose area claims any size, breaks no rule") {
    const Bytes memory = fake::type2_memory(name_card, 496);
    for (std::size_t pages = 0; pages <= memory.size() / 4; ++pages)
        for (const bool fast : {true, false}) {
            fake::Type2 tag(Bytes(memory.begin(), memory.begin() + static_cast<std::ptrdiff_t>(pages * 4)));
            if (!fast) tag.without_fast_read();
            const auto reading = read(tag, TagTech::type2);
            const std::size_t needed = (16 + fake::ndef_tlv(name_card).size() - 1 + 3) / 4;
            CAPTURE(pages, fast, needed);
            CHECK(fuzz::broken_rule(reading).empty());
            // Without its page 3 a tag shows page 0 there, which is no capability container.
            const bool shows_wrong_page_3 = pages >= 1 && pages <= 3;
            CHECK(reading.status == (pages >= needed      ? NdefStatus::ok
                                     : shows_wrong_page_3 ? NdefStatus::none
                                                          : NdefStatus::locked));
        }
    for (unsigned eighths = 0; eighths < 256; ++eighths) {
        Bytes changed = memory;
        changed[14] = static_cast<std::uint8_t>(eighths);
        fake::Type2 tag(changed);
        const auto reading = read(tag, TagTech::type2);
        const bool fits = eighths * 8 + 1 >= fake::ndef_tlv(name_card).size();  // the terminator need not
        CHECK(reading.status == (eighths == 0 ? NdefStatus::empty : fits ? NdefStatus::ok : NdefStatus::malformed));
    }
}

TEST_CASE("a Type 4 file that ends at any byte is refused or whole") {
    const auto application = fake::type4_application(name_card);
    const std::size_t needed = name_card.size() + 2;
    for (std::size_t size = 0; size <= needed; ++size) {
        auto cut = application;
        cut.files[0xE104].resize(size);
        fake::Type4 tag(cut);
        CAPTURE(size);
        CHECK(read(tag, TagTech::type4).status == (size < needed ? NdefStatus::malformed : NdefStatus::ok));
    }
    for (std::size_t size = 0; size < 15; ++size) {
        auto cut = application;
        cut.files[0xE103].resize(size);
        fake::Type4 tag(cut);
        CHECK(read(tag, TagTech::type4).status == NdefStatus::malformed);
    }
}
