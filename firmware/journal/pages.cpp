#include "journal/pages.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace journal {
namespace {

constexpr std::size_t wal_header_bytes = 32;
constexpr std::size_t frame_header_bytes = 24;
constexpr std::size_t frame_bytes = frame_header_bytes + page_bytes;
constexpr std::uint32_t wal_magic = 0x377f0682;  // checksums over little-endian words, as all our machines write them

std::uint64_t size_of_open(int descriptor) {
    struct stat status {};
    if (descriptor < 0 || ::fstat(descriptor, &status) != 0) return 0;
    return static_cast<std::uint64_t>(status.st_size);
}

bool read_at(int descriptor, std::uint64_t offset, std::uint8_t* bytes, std::size_t count) {
    while (count > 0) {
        const ssize_t n = ::pread(descriptor, bytes, count, static_cast<off_t>(offset));
        if (n <= 0) return false;
        bytes += n;
        offset += static_cast<std::uint64_t>(n);
        count -= static_cast<std::size_t>(n);
    }
    return true;
}

std::uint32_t big_endian(const std::uint8_t* bytes) {
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
}

std::uint32_t little_endian(const std::uint8_t* bytes) {
    return std::uint32_t{bytes[3]} << 24 | std::uint32_t{bytes[2]} << 16 | std::uint32_t{bytes[1]} << 8 | bytes[0];
}

// The WAL's running checksum: each frame's goes on from the one before.
struct Checksum {
    std::uint32_t a = 0, b = 0;
    bool operator==(const Checksum&) const = default;

    void add(const std::uint8_t* bytes, std::size_t count) {
        for (std::size_t i = 0; i < count; i += 8) {
            a += little_endian(bytes + i) + b;
            b += little_endian(bytes + i + 4) + a;
        }
    }
    static Checksum stored(const std::uint8_t* bytes) { return {big_endian(bytes), big_endian(bytes + 4)}; }
};

struct Frame {
    std::uint32_t page = 0;
    bool commits = false;
    bool sound = false;  // its checksum follows from the frame before it, whether or not that one is sound itself
};

// All frames of the WAL's present life. A broken frame does not hide those behind it: each stores the running checksum
// from which the next one's follows.
std::vector<Frame> read_frames(int descriptor, bool& is_header_broken) {
    std::array<std::uint8_t, frame_bytes> bytes{};
    std::array<std::uint8_t, 8> salts{};
    Checksum running;
    const std::uint64_t size = size_of_open(descriptor);
    if (size < wal_header_bytes + frame_bytes || !read_at(descriptor, 0, bytes.data(), wal_header_bytes)) return {};
    Checksum header;
    header.add(bytes.data(), wal_header_bytes - 8);
    is_header_broken = big_endian(bytes.data()) != wal_magic || header != Checksum::stored(bytes.data() + 24);
    std::memcpy(salts.data(), bytes.data() + 16, salts.size());
    running = Checksum::stored(bytes.data() + 24);
    std::vector<Frame> frames;
    for (std::uint64_t offset = wal_header_bytes; offset + frame_bytes <= size; offset += frame_bytes) {
        Frame frame;
        if (read_at(descriptor, offset, bytes.data(), bytes.size())) {
            // A broken header cannot be asked for its salts: the first frame's are taken.
            if (is_header_broken && frames.empty()) std::memcpy(salts.data(), bytes.data() + 8, salts.size());
            running.add(bytes.data(), 8);
            running.add(bytes.data() + frame_header_bytes, page_bytes);
            frame.sound = std::memcmp(bytes.data() + 8, salts.data(), salts.size()) == 0 &&
                          running == Checksum::stored(bytes.data() + 16);
            frame.page = big_endian(bytes.data());
            frame.commits = big_endian(bytes.data() + 4) != 0;
            running = Checksum::stored(bytes.data() + 16);
        }
        frames.push_back(frame);
    }
    return frames;
}

std::uint64_t content_offset(std::size_t frame) {
    return wal_header_bytes + static_cast<std::uint64_t>(frame) * frame_bytes + frame_header_bytes;
}

// One, two, … eight bytes of seven bits and a ninth of eight, the highest first. Absent behind the end of the page.
bool read_varint(const Page& page, std::size_t& at, std::uint64_t& value) {
    value = 0;
    for (int i = 0; i < 9; ++i) {
        if (at >= page.size()) return false;
        const std::uint8_t byte = page[at++];
        if (i == 8) {
            value = value << 8 | byte;
            return true;
        }
        value = value << 7 | (byte & 0x7f);
        if ((byte & 0x80) == 0) return true;
    }
    return true;
}

std::int64_t read_integer(const Page& page, std::size_t at, std::size_t bytes) {
    std::uint64_t value = (page[at] & 0x80) != 0 ? ~std::uint64_t{0} : 0;
    for (std::size_t i = 0; i < bytes; ++i)
        value = value << 8 | page[at + i];
    return static_cast<std::int64_t>(value);
}

bool read_column(const Page& page, std::size_t& at, std::size_t end, std::uint64_t serial_type, Column& column) {
    constexpr std::array<std::size_t, 10> sizes{0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
    const std::uint64_t size = serial_type < sizes.size() ? sizes[serial_type] : (serial_type - 12) / 2;
    if (serial_type == 10 || serial_type == 11 || size > end - at) return false;
    column = {};
    if (serial_type >= 1 && serial_type <= 6) {
        column.type = Column::Type::integer;
        column.integer = read_integer(page, at, size);
    } else if (serial_type == 8 || serial_type == 9) {
        column.type = Column::Type::integer;
        column.integer = serial_type == 9 ? 1 : 0;
    } else if (serial_type >= 13 && serial_type % 2 == 1) {
        column.type = Column::Type::text;
        column.text = {reinterpret_cast<const char*>(page.data() + at), size};
    } else if (serial_type != 0) {
        column.type = Column::Type::other;
    }
    at += size;
    return true;
}

std::size_t page_header(std::uint32_t number) {
    return number == 1 ? 100 : 0;
}

}  // namespace

WalView look_at_wal(const std::filesystem::path& wal) {
    WalView view;
    const base::UniqueFd file(::open(wal.c_str(), O_RDONLY | O_CLOEXEC));
    bool is_broken = false;  // from here on SQLite reads nothing
    const std::vector<Frame> frames = read_frames(file.get(), is_broken);
    bool committed_since = is_broken;
    std::vector<std::pair<std::uint32_t, std::uint64_t>> pending;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const Frame& frame = frames[i];
        if (!frame.sound) {
            if (!is_broken) pending.clear();
            is_broken = true;
            continue;
        }
        // The next transaction began only after the one with the broken frame had been acknowledged.
        view.is_damaged |= is_broken && committed_since;
        committed_since |= is_broken && frame.commits;
        pending.emplace_back(frame.page, content_offset(i));
        if (!frame.commits) continue;
        for (const auto& [page, offset] : pending) {
            if (is_broken)
                view.behind.emplace_back(page, offset);
            else
                view.pages[page] = offset;
        }
        pending.clear();
    }
    return view;
}

Pages::Pages(const std::filesystem::path& database)
    : m_database(::open(database.c_str(), O_RDONLY | O_CLOEXEC)),
      m_wal_file(::open((database.string() + "-wal").c_str(), O_RDONLY | O_CLOEXEC)),
      m_wal(look_at_wal(database.string() + "-wal")),
      m_count_in_file(static_cast<std::uint32_t>((size_of_open(m_database.get()) + page_bytes - 1) / page_bytes)),
      m_count_in_order(std::max(m_count_in_file, m_wal.pages.empty() ? 0 : m_wal.pages.rbegin()->first)) {}

std::uint32_t Pages::number(std::size_t index) const {
    return index < m_count_in_order ? static_cast<std::uint32_t>(index) + 1
                                    : m_wal.behind[index - m_count_in_order].first;
}

bool Pages::read(std::size_t index, Page& page) const {
    if (index >= m_count_in_order)
        return read_at(m_wal_file.get(), m_wal.behind[index - m_count_in_order].second, page.data(), page.size());
    const std::uint32_t number = this->number(index);
    if (const auto in_wal = m_wal.pages.find(number); in_wal != m_wal.pages.end())
        return read_at(m_wal_file.get(), in_wal->second, page.data(), page.size());
    if (number > m_count_in_file) return false;
    return read_at(m_database.get(), std::uint64_t{number - 1} * page_bytes, page.data(), page.size());
}

bool is_header_sound(const std::filesystem::path& database) {
    const base::UniqueFd file(::open(database.c_str(), O_RDONLY | O_CLOEXEC));
    std::array<std::uint8_t, 100> header{};
    if (!read_at(file.get(), 0, header.data(), header.size())) return false;
    constexpr std::string_view magic("SQLite format 3\0", 16);
    // Page size 4096; read and written as WAL; nothing reserved; 64, 32, 32.
    constexpr std::array<std::uint8_t, 8> fixed{0x10, 0x00, 2, 2, 0, 64, 32, 32};
    return std::memcmp(header.data(), magic.data(), magic.size()) == 0 &&
           std::equal(fixed.begin(), fixed.end(), header.begin() + 16) &&
           big_endian(header.data() + 68) == application_id;
}

std::uint32_t leaf_rows(const Page& page, std::uint32_t number) {
    constexpr std::uint8_t table_leaf = 0x0d;
    const std::size_t header = page_header(number);
    if (page[header] != table_leaf) return 0;
    const std::uint32_t rows = std::uint32_t{page[header + 3]} << 8 | page[header + 4];
    return std::min<std::uint32_t>(rows, (page_bytes - 8) / 2);
}

bool read_record(const Page& page, std::uint32_t number, std::uint32_t index, Record& record) {
    const std::size_t pointer = page_header(number) + 8 + 2 * std::size_t{index};
    if (pointer + 2 > page.size()) return false;
    std::size_t at = std::size_t{page[pointer]} << 8 | page[pointer + 1];
    std::uint64_t payload = 0, rowid = 0, header_size = 0;
    if (!read_varint(page, at, payload) || !read_varint(page, at, rowid)) return false;
    if (payload > page.size() - at) return false;
    const std::size_t begin = at, end = at + payload;
    if (!read_varint(page, at, header_size) || header_size > payload) return false;
    record.rowid = static_cast<std::int64_t>(rowid);
    record.columns.clear();
    std::size_t content = begin + header_size;
    while (at < begin + header_size) {
        std::uint64_t serial_type = 0;
        Column column;
        if (!read_varint(page, at, serial_type) || !read_column(page, content, end, serial_type, column)) return false;
        record.columns.push_back(column);
    }
    return content == end;
}

}  // namespace journal
