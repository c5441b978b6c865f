#include "journal/folder.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <pwd.h>
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

// What a command that ran under sudo leaves behind, and the way out.
std::string whose(const fs::path& path) {
    struct stat state {};
    const fs::path there = ::lstat(path.c_str(), &state) == 0 ? path : path.parent_path();
    if (::lstat(there.c_str(), &state) != 0 || state.st_uid == ::geteuid()) return "";
    const auto name_of = [](uid_t id) {
        const passwd* user = ::getpwuid(id);
        return user == nullptr ? std::to_string(id) : std::string(user->pw_name);
    };
    const fs::path folder = S_ISDIR(state.st_mode) ? there : there.parent_path();
    return fmt::format("; it belongs to {}, as after a command under sudo: sudo chown -R {}: {}", name_of(state.st_uid),
                       name_of(::geteuid()), folder.string());
}

// Root's plain files in another user's folder become that user's. Only through a descriptor, and none with a second
// name: a link to a file from elsewhere must not give that away. O_PATH: closing another kind of descriptor would let
// go of SQLite's locks.
void give_to_owner(const fs::path& folder) {
    struct stat owner {};
    if (::geteuid() != 0 || ::stat(folder.c_str(), &owner) != 0 || owner.st_uid == 0) return;
    std::error_code problem;
    for (fs::recursive_directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem)) {
        const base::UniqueFd file(::open(at->path().c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
        struct stat state {};
        if (!file.valid() || ::fstat(file.get(), &state) != 0 || state.st_uid != 0) continue;
        const bool is_ours = S_ISDIR(state.st_mode) || (S_ISREG(state.st_mode) && state.st_nlink == 1);
        if (is_ours) static_cast<void>(::fchownat(file.get(), "", owner.st_uid, owner.st_gid, AT_EMPTY_PATH) == 0);
    }
}

base::Unexpected errno_error(std::string_view what, const fs::path& path) {
    const int code = errno;
    const bool full = code == ENOSPC || code == EDQUOT;
    const bool denied = code == EACCES || code == EPERM || code == EROFS || code == ENOTDIR;
    return base::fail(
        full     ? base::ErrorCode::full
        : denied ? base::ErrorCode::denied
                 : base::ErrorCode::failed,
        fmt::format("cannot {} {}: {}{}{}", what, path.string(), std::strerror(code),
                    denied ? "; give this user the right to write there or choose another folder with --data" : "",
                    denied ? whose(path) : ""));
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
        if (base::exists(database.string() + end)) return true;
    return false;
}

std::string holder_named_in(const fs::path& lock_file) {
    const auto text = base::read_file(lock_file);
    std::string holder = text ? *text : "";
    std::erase(holder, '\n');
    return holder.empty() ? "unknown" : holder;
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

FolderLock::~FolderLock() {
    if (m_file.valid()) give_to_owner(m_folder);
}

base::Result<FolderLock> FolderLock::take(const fs::path& folder) {
    const fs::path path = folder / "lock";
    base::UniqueFd file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file.valid()) return errno_error("open", path);
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) return errno_error("lock", path);
        return base::fail(base::ErrorCode::busy, fmt::format("{} is in use by process {}: stop that kiosk first",
                                                             folder.string(), holder_named_in(path)));
    }
    // The number is for people; a full disk must not keep a kiosk from starting.
    const std::string process = fmt::format("{}\n", ::getpid());
    if (::ftruncate(file.get(), 0) == 0)
        static_cast<void>(::pwrite(file.get(), process.data(), process.size(), 0) == 0);
    give_to_owner(folder);
    return FolderLock(std::move(file), folder);
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
        if (base::exists(from)) TRY_VOID(rename_file(from, aside + end));
    }
    return aside;
}

base::Result<std::string> install_next(const fs::path& folder, const std::string& reason, base::WallTime now) {
    if (!base::exists(next_file(folder))) return std::string();
    TRY(aside, set_aside(database_file(folder), reason, now));
    TRY_VOID(rename_durably(next_file(folder), database_file(folder)));
    return aside;
}

base::Result<void> complete_next(const fs::path& folder, const fs::path& building) {
    const base::UniqueFd file(::open(building.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid() || ::fsync(file.get()) != 0) return errno_error("write", building);
    return rename_durably(building, next_file(folder));
}

base::Result<void> rename_durably(const fs::path& from, const fs::path& to) {
    TRY_VOID(rename_file(from, to));
    return sync_folder(base::absolute(to).parent_path());
}

base::Result<void> sync_folder(const fs::path& folder) {
    const base::UniqueFd file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!file.valid() || ::fsync(file.get()) != 0) return errno_error("write", folder);
    return {};
}

}  // namespace journal
