// The memory of MIFARE Ultralight and NTAG21x behind its commands (NXP MF0ICU1, NTAG213/215/216 data sheets).
// Locks are modelled for the static lock bytes only; counters and the signature are not.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "sim/answer.h"

namespace sim {

enum class Type2Model { ultralight, ntag213, ntag215, ntag216 };

class Type2Memory {
public:
    // Pages 0 to 2 as the factory writes them for this number (7 bytes): the number with its check bytes, locks open.
    // The rest is zeros.
    Type2Memory(Type2Model model, base::ByteView uid);

    static std::size_t page_count(Type2Model model);
    // Where NDEF data may stand, in bytes, as the capability container tells it.
    static std::size_t user_bytes(Type2Model model);

    // The capability container, and this data area (TLVs, at most user_bytes) from page 4 on.
    void format_ndef(base::ByteView data_area);
    // Overwrites memory as a hostile or careless writer may have left it; what does not fit is cut.
    void put(std::size_t first_page, base::ByteView bytes);
    // Reading from this page on needs the password first (PROT and AUTH0).
    void protect_from(std::uint8_t page, base::ByteView password4);

    void forget() { m_unlocked = false; }
    Answer answer(base::ByteView command);

private:
    std::size_t pages() const { return m_bytes.size() / 4; }
    bool readable(std::size_t page) const { return !m_protected_from || m_unlocked || page < *m_protected_from; }
    Answer read(std::size_t page) const;
    Answer fast_read(std::size_t first, std::size_t last) const;
    Answer write(std::size_t page, base::ByteView four);

    Type2Model m_model;
    base::Bytes m_bytes;
    std::optional<std::uint8_t> m_protected_from;
    base::Bytes m_password;
    bool m_unlocked = false;
};

}  // namespace sim
