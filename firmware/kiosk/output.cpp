#include "kiosk/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/unique_fd.h"

namespace kiosk {
namespace {

base::Unexpected cannot_write(const std::filesystem::path& path) {
    const int code = errno;
    const std::string what = path.empty() ? "to standard output" : path.string();
    return base::fail(code == ENOSPC ? base::ErrorCode::full : base::ErrorCode::failed,
                      fmt::format("cannot write {}: {}; make room or choose another place", what, std::strerror(code)));
}

void sync_folder_of(const std::filesystem::path& path) {
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    const base::UniqueFd directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.valid()) ::fsync(directory.get());
}

}  // namespace

base::Result<Output> Output::open(const std::filesystem::path& path) {
    if (path.empty()) return Output(stdout, {}, {});
    std::error_code ignored;
    const bool direct = std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored);
    const std::filesystem::path beside = direct ? "" : path.string() + ".new";
    if (!direct) ::unlink(beside.c_str());  // one that was left behind would keep its rights
    std::FILE* file = std::fopen((direct ? path : beside).c_str(), "we");
    if (file == nullptr) return cannot_write(path);
    return Output(file, path, beside);
}

Output::Output(std::FILE* file, std::filesystem::path path, std::filesystem::path beside)
    : m_file(file), m_path(std::move(path)), m_beside(std::move(beside)) {}

Output::Output(Output&& other) noexcept
    : m_file(std::exchange(other.m_file, nullptr)),
      m_path(std::move(other.m_path)),
      m_beside(std::move(other.m_beside)) {}

Output::~Output() {
    if (m_file == nullptr || m_file == stdout) return;
    std::fclose(m_file);
    if (!m_beside.empty()) ::unlink(m_beside.c_str());
}

base::Unexpected Output::failure() const {
    return cannot_write(m_path);
}

base::Result<void> Output::write(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), m_file) != text.size()) return failure();
    return {};
}

base::Result<void> Output::finish() {
    if (std::fflush(m_file) != 0) return failure();
    if (m_file == stdout) return {};
    if (!m_beside.empty()) {
        if (::fsync(::fileno(m_file)) != 0 || ::rename(m_beside.c_str(), m_path.c_str()) != 0) return failure();
        sync_folder_of(m_path);
    }
    std::fclose(std::exchange(m_file, nullptr));
    return {};
}

base::Result<void> print(std::string_view text) {
    TRY(output, Output::open({}));
    TRY_VOID(output.write(text));
    return output.finish();
}

}  // namespace kiosk
