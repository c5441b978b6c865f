#include "journal/leftovers.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "base/file.h"
#include "base/time_text.h"
#include "base/unique_fd.h"
#include "journal/folder.h"
#include "journal/ids.h"
#include "journal/pages.h"

namespace journal {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view file_name = "pettan.db.";
constexpr std::array<std::string_view, 3> reasons{"damaged-", "replaced-", "schema-"};
constexpr std::array<const char*, 3> companions{"", "-wal", "-shm"};

// Before this a clock is not set.
constexpr base::WallTime plausible_from{std::chrono::sys_days(std::chrono::year(2026) / 1 / 1)};

fs::path backup_mark(const fs::path& folder) {
    return folder / "backup.made";
}

base::WallTime changed_at(const fs::path& file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0) return {};
    return base::WallTime(std::chrono::seconds(found.st_mtim.tv_sec) +
                          std::chrono::microseconds(found.st_mtim.tv_nsec / 1000));
}

// Of a name such as pettan.db.damaged-20260721T101500Z (folder.h, set_aside).
base::WallTime time_in_name(const fs::path& file) {
    std::string text = file.filename().string();
    const auto dash = text.find('-');
    if (dash == std::string::npos || text.size() < dash + 17) return {};
    text = text.substr(dash + 1, 16);
    for (const std::size_t at : {4U, 7U})
        text.insert(at, "-");
    for (const std::size_t at : {13U, 16U})
        text.insert(at, ":");
    return base::parse_rfc3339(text).value_or(base::WallTime());
}

std::optional<std::string> reason_of(const fs::path& file) {
    const std::string name = file.filename().string();
    if (!name.starts_with(file_name) || name.ends_with("-wal") || name.ends_with("-shm")) return std::nullopt;
    for (const std::string_view reason : reasons)
        if (std::string_view(name).substr(file_name.size()).starts_with(reason))
            return std::string(reason.substr(0, reason.size() - 1));
    return std::nullopt;
}

// --- Overwriting -----------------------------------------------------------------------------------------------------

// A file of pages, changed in place.
class RawPages {
public:
    // A database begins with its first page; a WAL has a header, and one before each page (sqlite.org/fileformat2.html,
    // section 4.1).
    RawPages(const fs::path& file, bool is_wal)
        : m_file(::open(file.c_str(), O_RDWR | O_CLOEXEC)), m_head(is_wal ? 32 : 0), m_before(is_wal ? 24 : 0) {
        m_count = m_file.valid() && size_of(file) > m_head ? (size_of(file) - m_head) / (m_before + page_bytes) : 0;
    }
    std::size_t count() const { return m_count; }
    bool read(std::size_t index, Page& page) const {
        return ::pread(m_file.get(), page.data(), page.size(), offset(index)) == static_cast<ssize_t>(page.size());
    }
    // SQLite's number of that page.
    std::uint32_t number(std::size_t index) const {
        if (m_before == 0) return static_cast<std::uint32_t>(index) + 1;
        std::array<std::uint8_t, 4> bytes{};
        if (::pread(m_file.get(), bytes.data(), bytes.size(), offset(index) - static_cast<off_t>(m_before)) != 4)
            return 0;
        return static_cast<std::uint32_t>(bytes[0]) << 24U | static_cast<std::uint32_t>(bytes[1]) << 16U |
               static_cast<std::uint32_t>(bytes[2]) << 8U | bytes[3];
    }
    bool write(std::size_t index, const Page& page) const {
        return ::pwrite(m_file.get(), page.data(), page.size(), offset(index)) == static_cast<ssize_t>(page.size());
    }
    bool sync() const { return !m_file.valid() || ::fsync(m_file.get()) == 0; }

private:
    off_t offset(std::size_t index) const {
        return static_cast<off_t>(m_head + index * (m_before + page_bytes) + m_before);
    }

    base::UniqueFd m_file;
    std::size_t m_head;
    std::size_t m_before;
    std::size_t m_count = 0;
};

// The person of a row of `person` or `roster_person`, and where its texts stand.
struct NamesOnPage {
    IdNumber person = 0;
    std::string_view texts;  // one behind the other: a row's texts lie so
};

std::optional<NamesOnPage> names_of(const Record& r) {
    if (r.columns.size() != 7) return std::nullopt;
    for (const std::size_t i : {2U, 3U, 4U, 5U})
        if (!r.columns[i].is_text()) return std::nullopt;
    if (!r.columns[1].is_integer() || !r.columns[6].is_integer()) return std::nullopt;
    const IdNumber person = r.columns[0].is_integer() ? r.columns[0].integer : r.rowid;
    const char* begin = r.columns[2].text.data();
    const char* end = r.columns[5].text.data() + r.columns[5].text.size();
    return NamesOnPage{person, {begin, static_cast<std::size_t>(end - begin)}};
}

template <typename Take>
void each_record(const RawPages& pages, Take take) {
    Page page;
    Record record;
    for (std::size_t index = 0; index < pages.count(); ++index) {
        if (!pages.read(index, page)) continue;
        const std::uint32_t number = pages.number(index);
        for (std::uint32_t cell = 0; cell < leaf_rows(page, number); ++cell)
            if (read_record(page, number, cell, record)) take(record);
    }
}

bool is_blank(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c == ' '; });
}

void blank_out(Page& page, std::string_view text) {
    const auto at = static_cast<std::size_t>(reinterpret_cast<const std::uint8_t*>(text.data()) - page.data());
    std::fill_n(page.begin() + static_cast<std::ptrdiff_t>(at), text.size(), std::uint8_t{' '});
}

struct Erased {
    std::set<IdNumber> numbers;   // in this file
    std::set<std::string> texts;  // of their rows; long enough to be nobody else's
};

Erased find_erased(std::span<const RawPages> files, const std::set<std::string>& people) {
    constexpr std::size_t bytes_min = 8;
    Erased erased;
    for (const RawPages& pages : files)
        each_record(pages, [&](const Record& r) {
            const bool is_id = r.columns.size() == 3 && r.columns[1].is_integer() && r.columns[2].is_text();
            if (is_id && r.columns[1].integer == static_cast<std::int64_t>(IdKind::person) &&
                people.contains(std::string(r.columns[2].text)))
                erased.numbers.insert(r.rowid);
        });
    for (const RawPages& pages : files)
        each_record(pages, [&](const Record& r) {
            const auto names = names_of(r);
            if (names && erased.numbers.contains(names->person) && names->texts.size() >= bytes_min)
                erased.texts.emplace(names->texts);
        });
    return erased;
}

int scrub_page(Page& page, std::uint32_t number, const Erased& erased) {
    int places = 0;
    Record record;
    for (std::uint32_t cell = 0; cell < leaf_rows(page, number); ++cell) {
        if (!read_record(page, number, cell, record)) continue;
        const auto names = names_of(record);
        if (!names || !erased.numbers.contains(names->person) || is_blank(names->texts)) continue;
        blank_out(page, names->texts);
        ++places;
    }
    const std::string_view all(reinterpret_cast<const char*>(page.data()), page.size());
    for (const std::string& text : erased.texts)
        for (auto at = all.find(text); at != std::string_view::npos && !is_blank(text); at = all.find(text, at)) {
            blank_out(page, all.substr(at, text.size()));
            ++places;
        }
    return places;
}

base::Result<int> scrub(const fs::path& database, const std::set<std::string>& people) {
    const std::array<RawPages, 2> files{RawPages(database, false), RawPages(database.string() + "-wal", true)};
    const Erased erased = find_erased(files, people);
    int places = 0;
    Page page;
    for (const RawPages& pages : files) {
        for (std::size_t index = 0; index < pages.count(); ++index) {
            if (!pages.read(index, page)) continue;
            const int on_page = scrub_page(page, pages.number(index), erased);
            if (on_page > 0 && !pages.write(index, page))
                return base::fail(base::ErrorCode::denied,
                                  fmt::format("cannot write {}, which holds names of erased people: give this user the "
                                              "right, or remove the file",
                                              database.string()));
            places += on_page;
        }
        if (places > 0 && !pages.sync())
            return base::fail(base::ErrorCode::failed, fmt::format("cannot write {}", database.string()));
    }
    return places;
}

}  // namespace

std::vector<Leftover> leftovers(const fs::path& folder) {
    std::vector<Leftover> found;
    std::error_code ignored;
    for (const fs::path& file : base::list_folder(folder, ignored)) {
        const auto reason = reason_of(file);
        if (!reason) continue;
        Leftover leftover{file, *reason, std::max(changed_at(file), time_in_name(file)), 0};
        for (const char* companion : companions)
            leftover.bytes += size_of(file.string() + companion);
        found.push_back(std::move(leftover));
    }
    std::ranges::stable_sort(found, {}, &Leftover::since);
    return found;
}

base::Result<int> scrub_leftovers(const fs::path& folder, const std::vector<std::string>& people) {
    const std::set<std::string> wanted(people.begin(), people.end());
    int places = 0;
    if (wanted.empty()) return places;
    for (const Leftover& leftover : leftovers(folder)) {
        // Its time tells how long it lies there.
        const auto since = changed_at(leftover.file).time_since_epoch();
        TRY(of_file, scrub(leftover.file, wanted));
        places += of_file;
        const timespec time{std::chrono::floor<std::chrono::seconds>(since).count(),
                            (since % std::chrono::seconds(1)).count() * 1000};
        const std::array<timespec, 2> times{time, time};
        ::utimensat(AT_FDCWD, leftover.file.c_str(), times.data(), 0);
    }
    return places;
}

base::Result<void> note_backup(const fs::path& folder) {
    return base::replace_file(backup_mark(folder), "", 0600);
}

std::vector<fs::path> remove_old_leftovers(const fs::path& folder, const TwoClocks& clocks) {
    std::vector<fs::path> removed;
    if (clocks.now.quality != base::ClockQuality::synchronised) return removed;
    const base::WallTime backup = changed_at(backup_mark(folder));
    for (const Leftover& leftover : leftovers(folder)) {
        if (leftover.since < plausible_from || leftover.since > clocks.now.wall) {
            ::utimensat(AT_FDCWD, leftover.file.c_str(), nullptr, 0);
            continue;
        }
        const auto is_old = [&](base::WallTime now) { return now - leftover.since >= leftovers_stay; };
        if (!is_old(clocks.now.wall) || !is_old(clocks.other_start) || backup <= leftover.since) continue;
        bool gone = true;
        for (const char* companion : companions) {
            const fs::path file = leftover.file.string() + companion;
            gone = (::unlink(file.c_str()) == 0 || !base::exists(file)) && gone;
        }
        if (gone) removed.push_back(leftover.file);
    }
    return removed;
}

}  // namespace journal
