#include "power_cut_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <new>

namespace testing {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t sector_bytes = 512;

// SQLite's view of an open file: ours first, the real one behind it in the same memory.
struct Handle {
    sqlite3_file base;
    PowerCutVfs* vfs;
    PowerCutVfs::File* file;  // null: a file that does not matter (temporary)
    bool is_wal;
    sqlite3_file* real;
};

Handle* handle(sqlite3_file* file) {
    return reinterpret_cast<Handle*>(file);
}
sqlite3_file* real(sqlite3_file* file) {
    return handle(file)->real;
}
PowerCutVfs* of(sqlite3_vfs* vfs) {
    return static_cast<PowerCutVfs*>(vfs->pAppData);
}

std::vector<std::uint8_t> read_all(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

int file_close(sqlite3_file* file) {
    return real(file)->pMethods->xClose(real(file));
}

int file_read(sqlite3_file* file, void* bytes, int count, sqlite3_int64 offset) {
    return real(file)->pMethods->xRead(real(file), bytes, count, offset);
}

int file_write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    Handle* h = handle(file);
    if (h->file) {
        const auto* first = static_cast<const std::uint8_t*>(bytes);
        PowerCutVfs::Change change{static_cast<std::uint64_t>(offset), {first, first + count}, {}};
        if (!h->vfs->write(*h->file, std::move(change))) return SQLITE_IOERR_WRITE;
    }
    return h->real->pMethods->xWrite(h->real, bytes, count, offset);
}

int file_truncate(sqlite3_file* file, sqlite3_int64 size) {
    Handle* h = handle(file);
    if (h->file) {
        if (!h->vfs->change()) return SQLITE_IOERR_TRUNCATE;
        h->file->pending.push_back({0, {}, static_cast<std::uint64_t>(size)});
    }
    return h->real->pMethods->xTruncate(h->real, size);
}

int file_sync(sqlite3_file* file, int) {
    Handle* h = handle(file);
    if (!h->file) return SQLITE_OK;
    if (!h->vfs->change()) return SQLITE_IOERR_FSYNC;
    h->vfs->synced(*h->file, h->is_wal);
    return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}
int file_lock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}
int file_unlock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}
int file_reserved(sqlite3_file* file, int* out) {
    return real(file)->pMethods->xCheckReservedLock(real(file), out);
}
int file_control(sqlite3_file* file, int what, void* arg) {
    return real(file)->pMethods->xFileControl(real(file), what, arg);
}
int file_sector(sqlite3_file* file) {
    return real(file)->pMethods->xSectorSize(real(file));
}
int file_device(sqlite3_file* file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}
int shm_map(sqlite3_file* file, int page, int bytes, int extend, void volatile** out) {
    return real(file)->pMethods->xShmMap(real(file), page, bytes, extend, out);
}
int shm_lock(sqlite3_file* file, int offset, int n, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, n, flags);
}
void shm_barrier(sqlite3_file* file) {
    real(file)->pMethods->xShmBarrier(real(file));
}
int shm_unmap(sqlite3_file* file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

// Version 2: with shared memory, without memory-mapped reads, so that every write comes by here.
constexpr sqlite3_io_methods methods = {2,           file_close, file_read,   file_write,    file_truncate, file_sync,
                                        file_size,   file_lock,  file_unlock, file_reserved, file_control,  file_sector,
                                        file_device, shm_map,    shm_lock,    shm_barrier,   shm_unmap,     nullptr,
                                        nullptr};

int vfs_open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* flags_out) {
    Handle* h = new (file) Handle{};
    h->vfs = of(vfs);
    h->real = reinterpret_cast<sqlite3_file*>(h + 1);
    const bool matters = (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) != 0;
    const bool existed = path && fs::exists(path);
    if (matters && !existed && !h->vfs->change()) return SQLITE_CANTOPEN;
    sqlite3_vfs* below = h->vfs->real();
    const int code = below->xOpen(below, path, h->real, flags, flags_out);
    if (code != SQLITE_OK) return code;
    if (matters) h->file = &h->vfs->opened(path, existed);
    h->is_wal = (flags & SQLITE_OPEN_WAL) != 0;
    h->base.pMethods = &methods;
    return SQLITE_OK;
}

int vfs_delete(sqlite3_vfs* vfs, const char* path, int folder_too) {
    if (!of(vfs)->change()) return SQLITE_IOERR_DELETE;
    of(vfs)->deleted(path, folder_too != 0);
    return of(vfs)->real()->xDelete(of(vfs)->real(), path, folder_too);
}

int vfs_access(sqlite3_vfs* vfs, const char* path, int flags, int* out) {
    return of(vfs)->real()->xAccess(of(vfs)->real(), path, flags, out);
}
int vfs_full_path(sqlite3_vfs* vfs, const char* path, int size, char* out) {
    return of(vfs)->real()->xFullPathname(of(vfs)->real(), path, size, out);
}
int vfs_random(sqlite3_vfs* vfs, int count, char* out) {
    return of(vfs)->real()->xRandomness(of(vfs)->real(), count, out);
}
int vfs_sleep(sqlite3_vfs* vfs, int us) {
    return of(vfs)->real()->xSleep(of(vfs)->real(), us);
}
int vfs_time(sqlite3_vfs* vfs, double* out) {
    return of(vfs)->real()->xCurrentTime(of(vfs)->real(), out);
}
int vfs_error(sqlite3_vfs* vfs, int count, char* out) {
    return of(vfs)->real()->xGetLastError ? of(vfs)->real()->xGetLastError(of(vfs)->real(), count, out) : 0;
}

sqlite3_vfs our_vfs{};

}  // namespace

PowerCutVfs::PowerCutVfs(std::uint64_t seed) : m_random(seed), m_real(sqlite3_vfs_find(nullptr)) {
    our_vfs = {};
    our_vfs.iVersion = 1;
    our_vfs.szOsFile = static_cast<int>(sizeof(Handle)) + m_real->szOsFile;
    our_vfs.mxPathname = m_real->mxPathname;
    our_vfs.zName = name();
    our_vfs.pAppData = this;
    our_vfs.xOpen = vfs_open;
    our_vfs.xDelete = vfs_delete;
    our_vfs.xAccess = vfs_access;
    our_vfs.xFullPathname = vfs_full_path;
    our_vfs.xRandomness = vfs_random;
    our_vfs.xSleep = vfs_sleep;
    our_vfs.xCurrentTime = vfs_time;
    our_vfs.xGetLastError = vfs_error;
    sqlite3_vfs_register(&our_vfs, 0);
}

PowerCutVfs::~PowerCutVfs() {
    sqlite3_vfs_unregister(&our_vfs);
}

void PowerCutVfs::cut_after(std::int64_t changes) {
    m_changes_left = changes;
}

bool PowerCutVfs::change() {
    if (m_is_cut) return false;
    if (m_changes_left > 0 && --m_changes_left == 0) m_is_cut = true;
    return !m_is_cut;
}

bool PowerCutVfs::write(File& file, Change written) {
    if (m_is_cut) return false;
    const bool goes_on = change();
    file.pending.push_back(std::move(written));
    return goes_on;
}

PowerCutVfs::File& PowerCutVfs::opened(const std::string& path, bool existed) {
    File& file = m_files[path];
    // Unsynced changes outlive the connection that made them; without any, the file may have been replaced meanwhile.
    if (existed && file.pending.empty()) file.durable = read_all(path);
    if (!existed) {
        const bool had_durable_name =
            file.is_name_durable ? !file.exists && !file.durable.empty() : file.did_name_exist;
        File fresh;
        fresh.is_name_durable = false;
        fresh.did_name_exist = had_durable_name || (!file.is_name_durable && file.did_name_exist);
        fresh.before = file.is_name_durable ? std::move(file.durable) : std::move(file.before);
        file = std::move(fresh);
    }
    file.exists = true;
    return file;
}

void PowerCutVfs::synced(File& file, bool folder_too) {
    for (const Change& change : file.pending)
        apply(change, file.durable, false);
    file.pending.clear();
    if (!folder_too) return;
    for (auto& [path, other] : m_files) {
        other.is_name_durable = true;
        other.before.clear();
        other.did_name_exist = false;
        if (!other.exists) other.durable.clear();
    }
}

void PowerCutVfs::deleted(const std::string& path, bool folder_too) {
    const auto at = m_files.find(path);
    if (at == m_files.end()) return;
    File& file = at->second;
    file.exists = false;
    if (folder_too) {
        file = {};
        file.exists = false;
        return;
    }
    if (!file.is_name_durable) return;
    // The name goes when the folder is synced; until then the old file may come back.
    file.is_name_durable = false;
    file.did_name_exist = true;
    file.before = after_cut(file);
    file.pending.clear();
}

void PowerCutVfs::apply(const Change& change, std::vector<std::uint8_t>& content, bool torn) {
    if (change.truncated_to) {
        content.resize(*change.truncated_to);
        return;
    }
    for (std::size_t begin = 0; begin < change.bytes.size();) {
        const std::size_t at = change.offset + begin;
        const std::size_t end = std::min(change.bytes.size(), begin + sector_bytes - at % sector_bytes);
        if (!torn || chance(50)) {
            if (content.size() < change.offset + end) content.resize(change.offset + end);
            std::copy(change.bytes.begin() + static_cast<std::ptrdiff_t>(begin),
                      change.bytes.begin() + static_cast<std::ptrdiff_t>(end),
                      content.begin() + static_cast<std::ptrdiff_t>(at));
        }
        begin = end;
    }
}

std::vector<std::uint8_t> PowerCutVfs::after_cut(const File& file) {
    std::vector<std::uint8_t> content = file.durable;
    // Each cut has its own temper, from everything lost to everything kept.
    const int lost_percent = static_cast<int>(m_random() % 101);
    const int torn_percent = static_cast<int>(m_random() % 101);
    for (const Change& change : file.pending) {
        if (chance(lost_percent)) {
            ++m_lost;
            continue;
        }
        const bool torn = chance(torn_percent);
        ++(torn ? m_torn : m_kept);
        apply(change, content, torn);
    }
    return content;
}

void PowerCutVfs::put_on_disk(const std::string& path, const File& file) {
    bool exists = file.exists;
    std::vector<std::uint8_t> content;
    if (!file.is_name_durable && chance(50)) {
        exists = file.did_name_exist;
        content = file.before;
    } else if (exists) {
        content = after_cut(file);
    }
    std::error_code ignored;
    fs::remove(path, ignored);
    if (!exists) return;
    std::ofstream out(path, std::ios::binary);
    out.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
}

void PowerCutVfs::power_on() {
    for (const auto& [path, file] : m_files) {
        put_on_disk(path, file);
        std::error_code ignored;
        fs::remove(path + "-shm", ignored);
    }
    m_files.clear();
    m_is_cut = false;
    m_changes_left = -1;
}

}  // namespace testing
