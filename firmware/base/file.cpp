#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include "base/unique_fd.h"

namespace base {
namespace {

Unexpected errno_error(const std::string& what, const std::filesystem::path& path) {
    const int code = errno;
    const ErrorCode kind = code == ENOENT                     ? ErrorCode::not_found
                           : code == ENOSPC || code == EDQUOT ? ErrorCode::full
                           : code == EACCES || code == EPERM  ? ErrorCode::denied
                                                              : ErrorCode::failed;
    return fail(kind, "cannot " + what + " " + path.string() + ": " + std::strerror(code));
}

Result<void> write_all(int fd, std::string_view content, const std::filesystem::path& path) {
    while (!content.empty()) {
        const ssize_t n = ::write(fd, content.data(), content.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno_error("write", path);
        content.remove_prefix(static_cast<std::size_t>(n));
    }
    if (::fsync(fd) != 0) return errno_error("write", path);
    return {};
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path) {
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid()) return errno_error("read", path);
    std::string content;
    char buffer[64 * 1024];
    for (;;) {
        const ssize_t n = ::read(file.get(), buffer, sizeof buffer);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno_error("read", path);
        if (n == 0) return content;
        content.append(buffer, static_cast<std::size_t>(n));
    }
}

Result<std::string> read_file_inside(const std::filesystem::path& folder, const std::string& name) {
    const std::filesystem::path path(name);
    if (name.empty() || path.is_absolute() || std::ranges::find(path, "..") != path.end())
        return fail(ErrorCode::bad_input, "\"" + name + "\" is no file of " + folder.string());
    return read_file(folder / path);
}

Result<void> replace_file(const std::filesystem::path& path, std::string_view content, unsigned mode) {
    const std::filesystem::path beside = path.string() + ".new";
    {
        const UniqueFd file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode));
        if (!file.valid()) return errno_error("write", beside);
        if (auto written = write_all(file.get(), content, beside); !written) {
            ::unlink(beside.c_str());
            return written;
        }
    }
    if (::rename(beside.c_str(), path.c_str()) != 0) {
        auto error = errno_error("replace", path);
        ::unlink(beside.c_str());
        return error;
    }
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    const UniqueFd directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.valid()) ::fsync(directory.get());
    return {};
}

bool exists(const std::filesystem::path& path) {
    std::error_code error;
    return std::filesystem::exists(path, error);
}

std::filesystem::path absolute(const std::filesystem::path& path) {
    std::error_code error;
    auto whole = std::filesystem::absolute(path, error);
    return error ? path : whole;
}

std::filesystem::path temporary_folder() {
    std::error_code error;
    auto folder = std::filesystem::temp_directory_path(error);
    return error ? std::filesystem::path("/tmp") : folder;
}

std::vector<std::filesystem::path> list_folder(const std::filesystem::path& folder, std::error_code& error) {
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        files.push_back(at->path());
    std::ranges::sort(files);
    return files;
}

}  // namespace base
