// Tags in memory, for the tests of drivers/tags: each answers the commands of its kind as the data sheets say, counts
// the exchanges, and can be made to fail at any one of them. No reader, no radio, no time.
//
// Fault model: one fault a tag, at one exchange (transceive, reselect and authenticate all count, from 0).
//   leave   the tag is gone from that exchange on
//   mute    the tag does not answer this once, and is halted
//   nak     the tag refuses this once, and is halted as after any NAK
//   break   the reader fails this once
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "tags/tag_memory.h"

namespace fake {

enum class Fault { leave, mute, nak, break_reader };

class Tag : public tags::TagLink {
public:
    void fail_at(std::size_t exchange, Fault fault) { m_fault = {exchange, fault}; }

    // Called with every answer before the reader sees it, and with the number of its exchange.
    using Tamper = std::function<void(std::size_t exchange, base::Bytes& answer)>;
    void tamper_with(Tamper tamper) { m_tamper = std::move(tamper); }

    // All exchanges; and the commands among them, as they were sent.
    std::size_t exchanges() const { return m_exchanges; }
    const std::vector<base::Bytes>& commands() const { return m_commands; }

    base::Result<base::Bytes> transceive(base::ByteView command) final;
    base::Result<void> reselect() final;
    base::Result<void> authenticate_classic(std::uint8_t block, base::ByteView key6) final;

protected:
    // A `denied` error is a NAK: the tag is halted by it, if its kind does that. `unreachable` is silence.
    virtual base::Result<base::Bytes> answer(base::ByteView command) = 0;
    virtual bool accepts_key(std::uint8_t, base::ByteView) { return false; }
    virtual bool nak_halts() const { return true; }
    virtual void on_reselect() {}

    static base::Unexpected nak() { return base::fail(base::ErrorCode::denied, "NAK"); }
    static base::Unexpected silence() { return base::fail(base::ErrorCode::unreachable, "no answer"); }

private:
    struct PlannedFault {
        std::size_t exchange = 0;
        Fault fault = Fault::leave;
    };
    std::optional<base::Unexpected> planned_fault();

    std::optional<PlannedFault> m_fault;
    Tamper m_tamper;
    std::size_t m_exchanges = 0;
    std::vector<base::Bytes> m_commands;
    bool m_gone = false;
    bool m_halted = false;
};

// NTAG21x, or an Ultralight without GET_VERSION and FAST_READ. Pages of four bytes; READ rolls over to page 0 behind
// the last page it may read, FAST_READ does not.
class Type2 : public Tag {
public:
    explicit Type2(base::Bytes memory) : m_memory(std::move(memory)) {}
    Type2& without_fast_read() { return m_has_fast_read = false, *this; }
    Type2& protected_from(std::size_t page) { return m_protected_from = page, *this; }  // NTAG's AUTH0, with PROT set

private:
    base::Result<base::Bytes> answer(base::ByteView command) override;
    std::size_t readable_pages() const;

    base::Bytes m_memory;
    bool m_has_fast_read = true;
    std::size_t m_protected_from = 256;
};

// 1K: 16 sectors of four blocks. A block is read only after its sector was opened with its key A.
class Classic : public Tag {
public:
    Classic(std::vector<base::Bytes> blocks, std::map<std::size_t, base::Bytes> keys_by_sector)
        : m_blocks(std::move(blocks)), m_keys(std::move(keys_by_sector)) {}

private:
    base::Result<base::Bytes> answer(base::ByteView command) override;
    bool accepts_key(std::uint8_t block, base::ByteView key6) override;
    void on_reselect() override { m_open_sector.reset(); }

    std::vector<base::Bytes> m_blocks;
    std::map<std::size_t, base::Bytes> m_keys;
    std::optional<std::size_t> m_open_sector;
};

// FeliCa: one or two systems, each with its own IDm; blocks of service 000B in one of them.
class Type3 : public Tag {
public:
    struct System {
        std::uint16_t code = 0;
        base::Bytes idm;
        std::vector<base::Bytes> blocks;  // none: a system without service 000B
    };
    explicit Type3(std::vector<System> systems) : m_systems(std::move(systems)) {}
    Type3& refusing_with(std::uint8_t status2) { return m_status2 = status2, *this; }

private:
    base::Result<base::Bytes> answer(base::ByteView command) override;
    base::Result<base::Bytes> answer_polling(base::ByteView command) const;
    base::Result<base::Bytes> answer_read(base::ByteView command) const;
    bool nak_halts() const override { return false; }

    std::vector<System> m_systems;
    std::uint8_t m_status2 = 0xA6;
};

// ISO-DEP: one application of elementary files.
class Type4 : public Tag {
public:
    struct Application {
        base::Bytes name;
        std::map<std::uint16_t, base::Bytes> files;
        std::size_t read_limit = 255;                   // MLe; a longer READ BINARY is refused
        std::optional<std::uint16_t> locked_file = {};  // READ BINARY of it answers 6982
    };
    explicit Type4(Application application) : m_application(std::move(application)) {}

private:
    base::Result<base::Bytes> answer(base::ByteView command) override;
    base::Bytes answer_select(base::ByteView command);
    base::Bytes answer_read(base::ByteView command) const;
    bool nak_halts() const override { return false; }

    Application m_application;
    bool m_selected = false;
    std::optional<std::uint16_t> m_file;
};

// Formatted tags with this message, made as a phone would make them.
base::Bytes type2_memory(const base::Bytes& message, std::size_t data_area_bytes = 144);
base::Bytes type2_memory_of(const base::Bytes& data_area, std::uint8_t data_area_eighths);
std::vector<base::Bytes> classic_blocks(const base::Bytes& data, std::size_t first_sector, std::size_t sectors);
Classic classic_card(const base::Bytes& message);
std::vector<base::Bytes> type3_blocks(const base::Bytes& message, std::uint8_t blocks_per_read = 4);
Type3 type3_card(const base::Bytes& message);
Type4::Application type4_application(const base::Bytes& message, std::uint8_t mapping_version = 0x20,
                                     std::uint16_t read_limit = 59);

// Bytes 0 to 30 of an application directory, and the checksum that stands before them.
std::uint8_t mad_checksum(base::ByteView bytes);
// Puts the right sum into bytes 14 and 15.
void fix_attribute_checksum(base::Bytes& block);
// An NDEF TLV (one length byte or three, as the size wants) and a terminator.
base::Bytes ndef_tlv(const base::Bytes& message);

inline const base::Bytes idm{0x01, 0x2E, 0x4C, 0xE1, 0x02, 0x03, 0x04, 0x05};
inline const base::Bytes second_idm{0x11, 0x2E, 0x4C, 0xE1, 0x02, 0x03, 0x04, 0x05};
tags::TagIdentity identity(attendance::TagTech tech);

}  // namespace fake
