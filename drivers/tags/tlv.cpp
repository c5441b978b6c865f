#include "tags/tlv.h"

#include <vector>

#include "base/check.h"
#include "tags/layouts.h"

namespace tags {
namespace {

using base::Result;

constexpr std::uint8_t null_tlv = 0x00;
constexpr std::uint8_t lock_control_tlv = 0x01;
constexpr std::uint8_t memory_control_tlv = 0x02;
constexpr std::uint8_t ndef_message_tlv = 0x03;
constexpr std::uint8_t terminator_tlv = 0xFE;
constexpr std::uint8_t long_length = 0xFF;

constexpr std::size_t max_reserved_areas = 8;  // real tags have one or two

struct Area {
    std::size_t begin = 0;
    std::size_t end = 0;
};

class TlvWalk {
public:
    TlvWalk(FetchedMemory& memory, std::size_t begin, std::size_t end) : m_memory(memory), m_at(begin), m_end(end) {}

    bool at_end() const { return free_from(m_at) >= m_end; }

    Result<base::Bytes> take(std::size_t count) {
        // Where the last byte lies is known before anything is fetched, so that the memory can fetch in one go.
        std::size_t after = m_at;
        for (std::size_t i = 0; i < count; ++i) {
            after = free_from(after) + 1;
            if (after > m_end) return damaged("a block in the tag's memory is longer than the memory");
        }
        TRY_VOID(m_memory.fetch_through(after));
        base::Bytes taken;
        taken.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            m_at = free_from(m_at);
            taken.push_back(m_memory.bytes()[m_at++]);
        }
        return taken;
    }

    Result<std::size_t> take_length() {
        TRY(first, take(1));
        if (first[0] != long_length) return std::size_t{first[0]};
        TRY(rest, take(2));
        return std::size_t{number_at(rest, 0, 2)};
    }

    // Position and page size of a control TLV's three bytes; `size` in bytes.
    Result<void> reserve(base::ByteView control, std::size_t size) {
        const unsigned bytes_per_page_log2 = control[2] & 0x0FU;
        const std::size_t begin = (std::size_t{control[0]} >> 4 << bytes_per_page_log2) + (control[0] & 0x0FU);
        if (begin >= m_end) return {};  // after the data area, where it is in nobody's way
        if (m_reserved.size() == max_reserved_areas) return damaged("the tag reserves too many areas");
        m_reserved.push_back({begin, begin + size});
        return {};
    }

private:
    // The first address from `at` on that no area reserves. Every round leaves one area behind for good.
    std::size_t free_from(std::size_t at) const {
        for (bool moved = true; moved;) {
            moved = false;
            for (const Area& area : m_reserved)
                if (at >= area.begin && at < area.end) {
                    at = area.end;
                    moved = true;
                }
        }
        return at;
    }

    FetchedMemory& m_memory;
    std::size_t m_at;
    std::size_t m_end;
    std::vector<Area> m_reserved;
};

std::size_t zero_means_256(std::uint8_t value) {
    return value == 0 ? 256 : value;
}

Result<void> take_control(TlvWalk& walk, std::uint8_t tag) {
    TRY(length, walk.take_length());
    if (length != 3) return damaged("a control block in the tag's memory has a wrong length");
    TRY(control, walk.take(length));
    const std::size_t size = zero_means_256(control[1]);
    return walk.reserve(control, tag == lock_control_tlv ? (size + 7) / 8 : size);
}

}  // namespace

Result<void> FetchedMemory::fetch_through(std::size_t end) {
    while (m_bytes.size() < end) {
        const std::size_t before = m_bytes.size();
        TRY_VOID(fetch_more(end - before));
        PETTAN_ASSERT(m_bytes.size() > before);
    }
    return {};
}

Result<base::Bytes> find_ndef_message(FetchedMemory& memory, std::size_t begin, std::size_t end) {
    TlvWalk walk(memory, begin, end);
    while (!walk.at_end()) {
        TRY(tag, walk.take(1));
        if (tag[0] == null_tlv) continue;
        if (tag[0] == terminator_tlv) break;
        if (tag[0] == lock_control_tlv || tag[0] == memory_control_tlv) {
            TRY_VOID(take_control(walk, tag[0]));
            continue;
        }
        TRY(length, walk.take_length());
        if (tag[0] == ndef_message_tlv && length > max_message_bytes)
            return damaged("the message is longer than 8 KiB");
        TRY(value, walk.take(length));
        if (tag[0] == ndef_message_tlv) return value;
    }
    return base::Bytes{};
}

}  // namespace tags
