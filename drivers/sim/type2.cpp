#include "sim/type2.h"

#include <algorithm>

#include "base/check.h"

namespace sim {
namespace {

enum Command : std::uint8_t {
    cmd_read = 0x30,
    cmd_fast_read = 0x3A,
    cmd_get_version = 0x60,
    cmd_write = 0xA2,
    cmd_pwd_auth = 0x1B,
};

constexpr std::uint8_t nak_invalid_argument = 0x0;
constexpr std::uint8_t nak_not_authenticated = 0x4;

struct Shape {
    std::size_t pages;
    std::uint8_t cc_size;       // third byte of the capability container: user bytes / 8
    std::uint8_t version_size;  // seventh byte of GET_VERSION; 0: the model has no such command
};

Shape shape(Type2Model model) {
    switch (model) {
        case Type2Model::ultralight:
            return {16, 0x06, 0x00};
        case Type2Model::ntag213:
            return {45, 0x12, 0x0F};
        case Type2Model::ntag215:
            return {135, 0x3E, 0x11};
        case Type2Model::ntag216:
            return {231, 0x6D, 0x13};
    }
    PETTAN_ASSERT(false);
}

std::ptrdiff_t offset(std::size_t page) {
    return static_cast<std::ptrdiff_t>(page * 4);
}

}  // namespace

std::size_t Type2Memory::page_count(Type2Model model) {
    return shape(model).pages;
}

std::size_t Type2Memory::user_bytes(Type2Model model) {
    return shape(model).cc_size * 8U;
}

Type2Memory::Type2Memory(Type2Model model, base::ByteView uid) : m_model(model), m_bytes(shape(model).pages * 4) {
    PETTAN_ASSERT(uid.size() == 7);
    constexpr std::uint8_t cascade_tag = 0x88;
    const auto check0 = static_cast<std::uint8_t>(cascade_tag ^ uid[0] ^ uid[1] ^ uid[2]);
    const auto check1 = static_cast<std::uint8_t>(uid[3] ^ uid[4] ^ uid[5] ^ uid[6]);
    put(0, base::Bytes{uid[0], uid[1], uid[2], check0, uid[3], uid[4], uid[5], uid[6], check1, 0x48, 0x00, 0x00});
}

void Type2Memory::format_ndef(base::ByteView data_area) {
    PETTAN_ASSERT(data_area.size() <= user_bytes(m_model));
    put(3, base::Bytes{0xE1, 0x10, shape(m_model).cc_size, 0x00});
    put(4, data_area);
}

void Type2Memory::put(std::size_t first_page, base::ByteView bytes) {
    const std::size_t begin = std::min(first_page * 4, m_bytes.size());
    const std::size_t count = std::min(bytes.size(), m_bytes.size() - begin);
    std::copy_n(bytes.begin(), count, m_bytes.begin() + static_cast<std::ptrdiff_t>(begin));
}

void Type2Memory::protect_from(std::uint8_t page, base::ByteView password4) {
    PETTAN_ASSERT(password4.size() == 4);
    m_protected_from = page;
    m_password.assign(password4.begin(), password4.end());
}

Answer Type2Memory::answer(base::ByteView command) {
    const bool knows_ntag_commands = shape(m_model).version_size != 0;
    if (command.empty()) return Silence{};
    switch (command[0]) {
        case cmd_read:
            if (command.size() == 2) return read(command[1]);
            break;
        case cmd_write:
            if (command.size() == 6) return write(command[1], command.subspan(2));
            break;
        case cmd_fast_read:
            if (knows_ntag_commands && command.size() == 3) return fast_read(command[1], command[2]);
            break;
        case cmd_get_version:
            if (knows_ntag_commands && command.size() == 1)
                return base::Bytes{0x00, 0x04, 0x04, 0x02, 0x01, 0x00, shape(m_model).version_size, 0x03};
            break;
        case cmd_pwd_auth:
            if (!m_protected_from || command.size() != 5) break;
            m_unlocked = std::equal(m_password.begin(), m_password.end(), command.begin() + 1);
            if (m_unlocked) return base::Bytes{0x00, 0x00};
            return Nak{nak_not_authenticated};
    }
    return Nak{nak_invalid_argument};
}

// Sixteen bytes, going on at page 0 behind the last readable page.
Answer Type2Memory::read(std::size_t page) const {
    if (page >= pages() || !readable(page)) return Nak{nak_invalid_argument};
    base::Bytes four_pages;
    for (int i = 0; i < 4; ++i) {
        four_pages.insert(four_pages.end(), m_bytes.begin() + offset(page), m_bytes.begin() + offset(page + 1));
        ++page;
        if (page == pages() || !readable(page)) page = 0;
    }
    return four_pages;
}

Answer Type2Memory::fast_read(std::size_t first, std::size_t last) const {
    if (first > last || last >= pages() || !readable(last)) return Nak{nak_invalid_argument};
    return base::Bytes(m_bytes.begin() + offset(first), m_bytes.begin() + offset(last + 1));
}

Answer Type2Memory::write(std::size_t page, base::ByteView four) {
    const unsigned locks = m_bytes[10] | static_cast<unsigned>(m_bytes[11]) << 8U;
    const bool locked = page >= 3 && page < 16 && ((locks >> page) & 1U) != 0;
    if (page < 2 || page >= pages() || locked || !readable(page)) return Nak{nak_invalid_argument};
    const auto at = m_bytes.begin() + offset(page);
    for (std::size_t i = 0; i < 4; ++i) {
        std::uint8_t& byte = at[static_cast<std::ptrdiff_t>(i)];
        if (page > 3) byte = four[i];
        // Locks and the capability container only ever gain bits; the first two bytes of page 2 are the factory's.
        else if (page == 3 || i >= 2)
            byte = static_cast<std::uint8_t>(byte | four[i]);
    }
    return Ack{};
}

}  // namespace sim
