#include <algorithm>
#include <array>

#include "tags/layouts.h"
#include "tags/tlv.h"

namespace tags {
namespace {

using base::Result;

constexpr std::uint8_t command_read = 0x30;
constexpr std::uint8_t command_fast_read = 0x3A;
constexpr std::uint8_t command_get_version = 0x60;

constexpr std::size_t page_bytes = 4;
constexpr std::size_t read_bytes = 4 * page_bytes;
constexpr std::size_t fast_read_pages_max = 60;  // with the chip's framing it still fits one libnfc frame
constexpr std::size_t sector_pages = 256;        // beyond them a tag wants SECTOR SELECT
constexpr std::size_t get_version_pays_above_bytes = 2 * read_bytes;
constexpr std::size_t data_area_begin = 16;

// Pages from 0 on. FAST_READ (NTAG21x, Ultralight EV1) brings 60 pages at once where READ brings four; which tags have
// it only GET_VERSION tells, and an older tag answers that with a NAK and falls silent until it is selected again.
class Type2Memory : public FetchedMemory {
public:
    explicit Type2Memory(TagLink& link) : m_link(link) {}

private:
    enum class FastRead { unasked, yes, no };

    Result<void> fetch_more(std::size_t missing) override {
        if (m_fast_read == FastRead::unasked && missing > get_version_pays_above_bytes) TRY_VOID(ask_version());
        if (m_fast_read == FastRead::yes && missing > read_bytes) {
            TRY(done, fast_read((missing + page_bytes - 1) / page_bytes));
            if (done) return {};
        }
        return read();
    }

    Result<void> ask_version() {
        const std::array<std::uint8_t, 1> command{command_get_version};
        auto version = m_link.transceive(command);
        const bool known = version && version->size() == 8;
        m_fast_read = known ? FastRead::yes : FastRead::no;
        return known ? Result<void>{} : recover(version);
    }

    // False where the tag refuses: a part of the pages may be behind a password, and READ will tell.
    Result<bool> fast_read(std::size_t pages) {
        const std::size_t first = m_bytes.size() / page_bytes;
        pages = std::min({pages, fast_read_pages_max, sector_pages - std::min(first, sector_pages)});
        if (pages == 0) return false;
        const std::array<std::uint8_t, 3> command{command_fast_read, static_cast<std::uint8_t>(first),
                                                  static_cast<std::uint8_t>(first + pages - 1)};
        auto answer = m_link.transceive(command);
        if (!answer || is_nak(*answer)) {
            m_fast_read = FastRead::no;
            TRY_VOID(recover(answer));
            return false;
        }
        if (answer->size() != pages * page_bytes) return damaged("the tag answered FAST_READ with a wrong length");
        m_bytes.insert(m_bytes.end(), answer->begin(), answer->end());
        return true;
    }

    Result<void> read() {
        const std::size_t first = m_bytes.size() / page_bytes;
        if (first >= sector_pages) return damaged("the message lies beyond the tag's first sector");
        TRY(answer, read_four(first));
        answer.resize(bytes_before_rollover(answer));
        m_bytes.insert(m_bytes.end(), answer.begin(), answer.end());
        return {};
    }

    Result<base::Bytes> read_four(std::size_t page) {
        const std::array<std::uint8_t, 2> command{command_read, static_cast<std::uint8_t>(page)};
        TRY(answer, m_link.transceive(command));
        if (is_nak(answer)) return locked("the tag refuses to be read");
        if (answer.size() != read_bytes) return damaged("the tag answered READ with a wrong length");
        return answer;
    }

    // A READ that crosses into protected or missing pages goes on at page 0 instead of saying no. So a page that looks
    // like page 0 is left to a READ of its own, if the walk comes to it: a protected one answers that with a NAK.
    std::size_t bytes_before_rollover(const base::Bytes& answer) const {
        if (m_bytes.empty()) return read_bytes;
        for (std::size_t at = page_bytes; at < read_bytes; at += page_bytes)
            if (std::equal(m_bytes.begin(), m_bytes.begin() + page_bytes,
                           answer.begin() + static_cast<std::ptrdiff_t>(at)))
                return at;
        return read_bytes;
    }

    static bool is_nak(const base::Bytes& answer) { return answer.size() == 1 && (answer[0] & 0x0FU) != 0x0AU; }

    // After a NAK, or the silence of a copied chip, the same tag goes on once it is selected again. A fault of the
    // reader ends the reading.
    Result<void> recover(const Result<base::Bytes>& answer) {
        if (!answer && answer.error().code == base::ErrorCode::failed) return base::fail(answer.error());
        return m_link.reselect();
    }

    TagLink& m_link;
    FastRead m_fast_read = FastRead::unasked;
};

}  // namespace

Result<base::Bytes> read_type2(TagLink& link) {
    Type2Memory memory(link);
    TRY_VOID(memory.fetch_through(data_area_begin));
    const base::ByteView capability = memory.bytes().subspan(12, 4);  // the capability container, page 3
    const std::uint8_t magic = capability[0];
    const unsigned major_version = capability[1] >> 4;
    const std::size_t data_area_bytes = std::size_t{capability[2]} * 8;
    const unsigned read_access = capability[3] >> 4;
    if (magic != 0xE1) return no_ndef("the tag is not formatted for NDEF");
    if (major_version != 1) return damaged("the tag's NDEF version is not known");
    if (read_access != 0) return locked("the tag is protected against reading");
    return find_ndef_message(memory, data_area_begin, data_area_begin + data_area_bytes);
}

}  // namespace tags
