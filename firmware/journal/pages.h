// The pages of a database file as they lie on the disk, its WAL laid over them, read without SQLite: for files that
// SQLite cannot, or must not, read as they are. Written from sqlite.org/fileformat2.html (sections 1.2 to 1.6 and 4).
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "base/unique_fd.h"
#include "journal/schema.h"

namespace journal {

using Page = std::array<std::uint8_t, page_bytes>;

// What a look at a WAL alone shows. Offsets are those of page contents in it.
struct WalView {
    std::map<std::uint32_t, std::uint64_t> pages;  // page number -> newest committed content
    std::vector<std::pair<std::uint32_t, std::uint64_t>>
        behind;  // committed contents behind a broken place, oldest first
    // Commits stand behind a broken place: SQLite would stop reading there and lose them without a word. A torn last
    // commit is no damage: it was never acknowledged.
    bool is_damaged = false;
};
WalView look_at_wal(const std::filesystem::path& wal);

// One after the other: the file's pages, each as the WAL has it if it has it; then what stands behind a broken place.
class Pages {
public:
    // A missing file has no pages.
    explicit Pages(const std::filesystem::path& database);

    std::size_t count() const { return m_count_in_order + m_wal.behind.size(); }
    // Absent when it cannot be read (a bad sector, a hole). Indexes begin at 0.
    bool read(std::size_t index, Page& page) const;
    // SQLite's number of that page, from 1.
    std::uint32_t number(std::size_t index) const;

private:
    base::UniqueFd m_database;
    base::UniqueFd m_wal_file;
    WalView m_wal;
    std::uint32_t m_count_in_file = 0;
    std::size_t m_count_in_order = 0;
};

// Whether the first 100 bytes can be those of a journal, as far as they never change.
bool is_header_sound(const std::filesystem::path& database);

// A value of a record; texts and blobs lie in the page.
struct Column {
    enum class Type { null, integer, text, other } type = Type::null;
    std::int64_t integer = 0;
    std::string_view text;

    bool is_integer() const { return type == Type::integer; }
    bool is_text() const { return type == Type::text; }
    bool is_null() const { return type == Type::null; }
};

struct Record {
    std::int64_t rowid = 0;
    std::vector<Column> columns;
};

// Number of rows of a table's leaf page; 0 for any other page.
std::uint32_t leaf_rows(const Page& page, std::uint32_t number);

// A row of a leaf page; absent where its bytes make no sense or go on in another page (none of ours is so long).
bool read_record(const Page& page, std::uint32_t number, std::uint32_t index, Record& record);

}  // namespace journal
