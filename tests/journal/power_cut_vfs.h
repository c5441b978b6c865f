// A SQLite VFS over real files that knows what a disk would hold if the power failed now.
//
// Fault model: a write lives in the page cache until its file is synced. At a cut each unsynced write is lost, kept, or
// torn: of its 512-byte sectors any may have arrived (a sector itself is whole: powersafe overwrite, as SQLite
// assumes), in any order, so an older of two unsynced writes may be there without the newer one and the newer without
// the older. Unsynced truncations are lost or kept. A new file's name, and a deletion, live in the folder and are lost
// or kept until the folder is synced (SQLite does that with the first sync of a WAL). Reordering between synced and
// unsynced is not modelled: a disk that lies about fsync is beyond any database. Thread: one.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

struct sqlite3_vfs;

namespace testing {

class PowerCutVfs {
public:
    explicit PowerCutVfs(std::uint64_t seed);  // registers itself with SQLite under name()
    ~PowerCutVfs();
    PowerCutVfs(const PowerCutVfs&) = delete;
    PowerCutVfs& operator=(const PowerCutVfs&) = delete;

    static constexpr const char* name() { return "power-cut"; }

    // The power fails in the middle of the n-th change (write, sync, truncation, deletion) from now; that and all later
    // ones fail with an I/O error and change nothing.
    void cut_after(std::int64_t changes);
    bool is_cut() const { return m_is_cut; }

    // When all connections are closed: makes the files what the disk holds, and the power is back.
    void power_on();

    std::int64_t writes_lost() const { return m_lost; }
    std::int64_t writes_kept() const { return m_kept; }
    std::int64_t writes_torn() const { return m_torn; }

    // For the C functions that SQLite calls.
    struct Change {
        std::uint64_t offset = 0;
        std::vector<std::uint8_t> bytes;  // written at offset
        std::optional<std::uint64_t> truncated_to;
    };
    struct File {
        std::vector<std::uint8_t> durable;
        std::vector<Change> pending;
        bool exists = true;  // as programs see it
        bool is_name_durable = true;
        bool did_name_exist = false;  // while not durable: whether another file had the name, with this content
        std::vector<std::uint8_t> before;
    };
    File& opened(const std::string& path, bool existed);
    // Counts a change; false: the power is off.
    bool change();
    // The same, but the cutting write itself may arrive in part.
    bool write(File& file, Change written);
    void synced(File& file, bool folder_too);
    void deleted(const std::string& path, bool folder_too);
    sqlite3_vfs* real() const { return m_real; }

private:
    std::vector<std::uint8_t> after_cut(const File& file);
    void apply(const Change& change, std::vector<std::uint8_t>& content, bool torn);
    void put_on_disk(const std::string& path, const File& file);
    bool chance(int percent) { return static_cast<int>(m_random() % 100) < percent; }

    std::mt19937_64 m_random;
    sqlite3_vfs* m_real;
    std::map<std::string, File> m_files;
    std::int64_t m_changes_left = -1;  // negative: no cut is planned
    bool m_is_cut = false;
    std::int64_t m_lost = 0, m_kept = 0, m_torn = 0;
};

}  // namespace testing
