// An ISO-DEP card (ISO/IEC 14443-4, 7816-4) with or without the NDEF application (NFC Forum Type 4 Tag 2.0): SELECT and
// READ BINARY. Blocks are neither chained nor numbered with a CID.
#pragma once

#include <cstdint>
#include <utility>

#include "base/bytes.h"
#include "sim/answer.h"

namespace sim {

class Type4Memory {
public:
    // Without the NDEF application.
    explicit Type4Memory(base::Bytes ats) : m_ats(std::move(ats)) {}

    // Installs the application: `file` is the whole NDEF file with its length in front, `read_max` the most that one
    // READ BINARY gives (MLe).
    void install_ndef(base::Bytes file, std::uint16_t read_max);
    // What a hostile or careless writer left in place of the right files. A capability container alone makes the
    // application.
    void put_capability_container(base::ByteView bytes) { m_capability_container.assign(bytes.begin(), bytes.end()); }

    void put_ndef_file(base::ByteView bytes) { m_ndef_file.assign(bytes.begin(), bytes.end()); }

    // The answer to RATS, with its length byte.
    const base::Bytes& ats() const { return m_ats; }
    bool in_protocol() const { return m_in_protocol; }
    void enter_protocol() { m_in_protocol = true; }

    void forget();
    // A raw frame: RATS before the protocol is entered, one block of it after.
    Answer answer(base::ByteView frame);
    // One command of ISO 7816-4; the reader did the blocks.
    base::Bytes apdu(base::ByteView command);

private:
    enum class File { none, capability_container, ndef };

    base::Bytes select_by_name(base::ByteView name);
    base::Bytes select_file(base::ByteView id);
    base::Bytes read_binary(std::size_t offset, std::size_t length_expected) const;

    base::Bytes m_ats;
    base::Bytes m_capability_container;  // empty: there is no application
    base::Bytes m_ndef_file;
    std::uint16_t m_read_max = 59;
    bool m_in_protocol = false;
    bool m_application_selected = false;
    File m_file = File::none;
};

}  // namespace sim
