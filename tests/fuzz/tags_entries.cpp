#include "fuzz/tags_entries.h"

#include <array>

#include "base/utf8.h"
#include "tags/fake_tags.h"
#include "tags/samples.h"

namespace fuzz {
namespace {

using attendance::TagTech;
using base::Bytes;
using base::ByteView;
using base::ErrorCode;
using base::Result;
using tags::NdefStatus;

constexpr std::array techs{TagTech::type2, TagTech::classic, TagTech::type3, TagTech::type4, TagTech::a};
constexpr std::size_t max_exchanges = 600;  // promised in tag_memory.h

constexpr std::uint8_t nak_mark = 253;
constexpr std::uint8_t silence_mark = 254;
constexpr std::uint8_t fault_mark = 255;

// Plays the tag's side from the input.
class InputLink : public tags::TagLink {
public:
    explicit InputLink(ByteView input) : m_rest(input) {}
    std::size_t exchanges() const { return m_exchanges; }

    Result<Bytes> transceive(ByteView) override {
        TRY(length, next_mark());
        const ByteView answer = m_rest.first(std::min<std::size_t>(length, m_rest.size()));
        m_rest = m_rest.subspan(answer.size());
        return Bytes(answer.begin(), answer.end());
    }
    Result<void> reselect() override {
        TRY_VOID(yes_or_no());
        return {};
    }
    Result<void> authenticate_classic(std::uint8_t, ByteView) override { return yes_or_no(); }

private:
    Result<std::uint8_t> next_mark() {
        ++m_exchanges;
        if (m_rest.empty()) return base::fail(ErrorCode::unreachable, "the tag left");
        const std::uint8_t mark = m_rest[0];
        m_rest = m_rest.subspan(1);
        if (mark == nak_mark) return base::fail(ErrorCode::denied, "NAK");
        if (mark == silence_mark) return base::fail(ErrorCode::unreachable, "silence");
        if (mark == fault_mark) return base::fail(ErrorCode::failed, "fault");
        return mark;
    }
    Result<void> yes_or_no() {
        TRY(mark, next_mark());
        static_cast<void>(mark);
        return {};
    }

    ByteView m_rest;
    std::size_t m_exchanges = 0;
};

// Writes down a real tag's side.
class RecordingLink : public tags::TagLink {
public:
    RecordingLink(tags::TagLink& tag, Bytes& session) : m_tag(tag), m_session(session) {}

    Result<Bytes> transceive(ByteView command) override {
        auto answer = m_tag.transceive(command);
        if (!answer) return note(answer.error()), answer;
        m_session.push_back(static_cast<std::uint8_t>(answer->size()));
        m_session.insert(m_session.end(), answer->begin(), answer->end());
        return answer;
    }
    Result<void> reselect() override { return noted(m_tag.reselect()); }
    Result<void> authenticate_classic(std::uint8_t block, ByteView key6) override {
        return noted(m_tag.authenticate_classic(block, key6));
    }

private:
    void note(const base::Error& error) {
        m_session.push_back(error.code == ErrorCode::denied        ? nak_mark
                            : error.code == ErrorCode::unreachable ? silence_mark
                                                                   : fault_mark);
    }
    Result<void> noted(Result<void> result) {
        if (result)
            m_session.push_back(0);
        else
            note(result.error());
        return result;
    }

    tags::TagLink& m_tag;
    Bytes& m_session;
};

std::string broken_rule_of(const tags::NdefRecord& record) {
    const auto bad = [](const std::optional<std::string>& text) { return text && !base::is_valid_utf8(*text); };
    if (bad(record.type) || bad(record.id)) return "a type or id is not UTF-8";
    if (bad(record.text) || bad(record.lang) || bad(record.uri)) return "a text, lang or uri is not UTF-8";
    if (record.vcard && (bad(record.vcard->name) || bad(record.vcard->org))) return "a vCard is not UTF-8";
    if (record.vcard && record.vcard->name.empty() && record.vcard->org.empty()) return "a vCard is empty";
    if (record.lang && !record.text) return "a language without a text";
    return "";
}

}  // namespace

std::string broken_rule(const tags::NdefReading& reading) {
    const bool may_have_records = reading.status == NdefStatus::ok || reading.status == NdefStatus::malformed;
    if (reading.status == NdefStatus::unread) return "the status is still unread";
    if (!may_have_records && !reading.records.empty()) return "records with a status that has none";
    if (reading.status == NdefStatus::ok && reading.records.empty()) return "ok without a record";
    if ((reading.status == NdefStatus::ok) != reading.reason.empty()) return "the reason does not fit the status";
    if (reading.records.size() > 32) return "more than 32 records";
    std::size_t bytes = 0;
    for (const tags::NdefRecord& record : reading.records) {
        bytes += record.payload.size();
        if (auto rule = broken_rule_of(record); !rule.empty()) return rule;
    }
    if (bytes > tags::max_message_bytes) return "more than 8 KiB";
    if (const auto name = offered_name(reading); name && (name->empty() || !base::is_valid_utf8(*name)))
        return "the offered name is empty or not UTF-8";
    return "";
}

std::string try_ndef(ByteView input) {
    return broken_rule(tags::parse_ndef(input));
}

std::string try_tag_memory(ByteView input) {
    if (input.empty()) return "";
    const TagTech tech = techs[input[0] % techs.size()];
    InputLink link(input.subspan(1));
    const auto reading = read_ndef(link, fake::identity(tech));
    if (link.exchanges() > max_exchanges) return "more exchanges than promised";
    return broken_rule(reading);
}

Bytes record_session(tags::TagLink& tag, TagTech tech) {
    Bytes session;
    for (std::uint8_t i = 0; i < techs.size(); ++i)
        if (techs[i] == tech) session.push_back(i);
    RecordingLink link(tag, session);
    read_ndef(link, fake::identity(tech));
    return session;
}

std::vector<Bytes> ndef_seeds() {
    return samples::messages();
}

std::vector<Bytes> tag_memory_seeds() {
    std::vector<Bytes> seeds;
    for (const Bytes& message : samples::messages()) {
        fake::Type2 ntag(fake::type2_memory(message, 872));
        seeds.push_back(record_session(ntag, TagTech::type2));
        fake::Type2 ultralight(fake::type2_memory(message, 872));
        seeds.push_back(record_session(ultralight.without_fast_read(), TagTech::type2));
        fake::Classic classic = fake::classic_card(message);
        seeds.push_back(record_session(classic, TagTech::classic));
        fake::Type3 felica = fake::type3_card(message);
        seeds.push_back(record_session(felica, TagTech::type3));
        fake::Type3 two_systems({{0x0003, fake::idm, {}}, {0x12FC, fake::second_idm, fake::type3_blocks(message)}});
        seeds.push_back(record_session(two_systems, TagTech::type3));
        for (const std::uint8_t mapping : Bytes{0x10, 0x20, 0x30}) {
            fake::Type4 type4(fake::type4_application(message, mapping));
            seeds.push_back(record_session(type4, TagTech::type4));
        }
    }
    return seeds;
}

}  // namespace fuzz
