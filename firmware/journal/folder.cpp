#include "journal/folder.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/file.h"
#include "base/time_text.h"

namespace journal {
namespace {

namespace fs = std::filesystem;

base::Unexpected errno_error(std::string_view what, const fs::path& path) {
    const int code = errno;
    const bool full = code == ENOSPC || code == EDQUOT;
    const bool denied = code == EACCES || code == EPERM || code == EROFS || code == ENOTDIR;
    return base::fail(
        full     ? base::ErrorCode::full
        : denied ? base::ErrorCode::denied
                 : base::ErrorCode::failed,
        fmt::format("cannot {} {}: {}{}", what, path.string(), std::strerror(code),
                    denied ? "; give this user the right to write there or choose another folder with --data" : ""));
}

base::Result<void> rename_file(const fs::path& from, const fs::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return errno_error("rename", from);
    return {};
}

// 20260721T101500Z: sorts by time and is a file name everywhere.
std::string time_for_name(base::WallTime now) {
    std::string text = base::format_rfc3339(now, std::chrono::minutes(0));
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

bool any_exists(const fs::path& database) {
    for (const char* end : {"", "-wal", "-shm"})
        if (fs::exists(database.string() + end)) return true;
    return false;
}

}  // namespace

base::Result<void> prepare_folder(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) {
        fs::create_directories(folder.parent_path(), error);
        if (::mkdir(folder.c_str(), 0700) != 0) return errno_error("make the data folder", folder);
    }
    if (::access(folder.c_str(), W_OK | X_OK) != 0) return errno_error("write in the data folder", folder);
    return {};
}

base::Result<FolderLock> FolderLock::take(const fs::path& folder) {
    const fs::path path = folder / "lock";
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return errno_error("open", path);
    FolderLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) return errno_error("lock", path);
        std::string holder = base::read_file(path) ? *base::read_file(path) : "";
        while (holder.ends_with('\n'))
            holder.pop_back();
        return base::fail(base::ErrorCode::busy, fmt::format("{} is in use by process {}: stop that kiosk first",
                                                             folder.string(), holder.empty() ? "unknown" : holder));
    }
    // The number is for people; a full disk must not keep a kiosk from starting.
    const std::string process = fmt::format("{}\n", ::getpid());
    if (::ftruncate(descriptor, 0) == 0)
        static_cast<void>(::pwrite(descriptor, process.data(), process.size(), 0) == 0);
    return lock;
}

FolderLock::~FolderLock() {
    if (m_descriptor >= 0) ::close(m_descriptor);
}

std::uintmax_t size_of(const fs::path& file) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    return error ? 0 : size;
}

base::Result<std::string> set_aside(const fs::path& database, const std::string& reason, base::WallTime now) {
    if (!any_exists(database)) return std::string();
    const std::string wanted = fmt::format("{}.{}-{}", database.string(), reason, time_for_name(now));
    std::string aside = wanted;
    for (int n = 2; any_exists(aside); ++n)
        aside = fmt::format("{}-{}", wanted, n);
    for (const char* end : {"", "-wal", "-shm"}) {
        const fs::path from = database.string() + end;
        if (fs::exists(from)) TRY_VOID(rename_file(from, aside + end));
    }
    return aside;
}

base::Result<std::string> install_next(const fs::path& folder, const std::string& reason, base::WallTime now) {
    if (!fs::exists(next_file(folder))) return std::string();
    TRY(aside, set_aside(database_file(folder), reason, now));
    TRY_VOID(rename_file(next_file(folder), database_file(folder)));
    TRY_VOID(sync_folder(folder));
    return aside;
}

base::Result<void> complete_next(const fs::path& folder, const fs::path& building) {
    const int descriptor = ::open(building.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return errno_error("open", building);
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!synced) return errno_error("write", building);
    TRY_VOID(rename_file(building, next_file(folder)));
    return sync_folder(folder);
}

base::Result<void> sync_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return errno_error("open", folder);
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return synced ? base::Result<void>() : errno_error("write", folder);
}

}  // namespace journal
