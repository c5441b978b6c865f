#include "http/spool.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace http {
namespace {

constexpr std::size_t gathered_max = 256 * 1024;

base::Unexpected failure(const char* what) {
    const auto code = errno == ENOSPC || errno == EDQUOT ? base::ErrorCode::full : base::ErrorCode::denied;
    return base::fail(code, fmt::format("{} a file for what is being sent: {}", what, std::strerror(errno)));
}

// A file that has no name and goes with its descriptor.
int nameless_file(const std::filesystem::path& folder) {
    const int fd = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0) return fd;
    std::string name = (folder / "pettan-spool-XXXXXX").string();
    const int named = ::mkostemp(name.data(), O_CLOEXEC);
    if (named >= 0) ::unlink(name.c_str());
    return named;
}

}  // namespace

base::Result<std::shared_ptr<Spool>> Spool::make() {
    // On the disk rather than in memory, where /tmp is.
    base::UniqueFd file(nameless_file("/var/tmp"));
    if (!file.valid()) file.reset(nameless_file("/tmp"));
    if (!file.valid()) return failure("cannot open");
    return std::shared_ptr<Spool>(new Spool(std::move(file)));
}

Spool::~Spool() = default;

base::Result<void> Spool::write(std::string_view part) {
    if (m_given_up) return base::fail(base::ErrorCode::failed, "whoever asked for it has gone");
    m_gathered += part;
    return m_gathered.size() < gathered_max ? base::Result<void>() : flush();
}

base::Result<void> Spool::flush() {
    std::uint64_t at = m_written;  // written by this thread only
    if (at + m_gathered.size() > bytes_max) return base::fail(base::ErrorCode::full, "this is more than can be sent");
    std::string_view rest = m_gathered;
    while (!rest.empty()) {
        const ssize_t n = ::pwrite(m_file.get(), rest.data(), rest.size(), static_cast<off_t>(at));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return failure("cannot write");
        at += static_cast<std::uint64_t>(n);
        rest.remove_prefix(static_cast<std::size_t>(n));
    }
    m_gathered.clear();
    wake(at, State::waits);
    return {};
}

base::Result<void> Spool::take_file(const std::string& path) {
    const base::UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid()) return failure("cannot read");
    std::string part(gathered_max, '\0');
    base::Result<void> done;
    for (;;) {
        const ssize_t n = ::read(file.get(), part.data(), part.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) done = failure("cannot read");
        if (n <= 0) break;
        done = write(std::string_view(part).substr(0, static_cast<std::size_t>(n)));
        if (!done) break;
    }
    return done;
}

base::Result<void> Spool::finish() {
    TRY_VOID(flush());
    wake(m_written, State::ends);
    return {};
}

void Spool::fail() {
    wake(m_written, State::broken);
}

void Spool::wake(std::uint64_t written, State end) {
    std::function<void()> ready;
    {
        const std::lock_guard lock(m_mutex);
        m_written = written;
        m_end = end;
        ready.swap(m_ready);
    }
    if (ready) ready();
}

BodySource::Part Spool::read(std::uint64_t offset, char* into, std::size_t size, std::function<void()> ready) {
    std::size_t there = 0;
    {
        const std::lock_guard lock(m_mutex);
        if (offset >= m_written) {
            if (m_end == State::waits) m_ready = std::move(ready);
            return {0, m_end};
        }
        there = static_cast<std::size_t>(std::min<std::uint64_t>(size, m_written - offset));
    }
    const ssize_t n = ::pread(m_file.get(), into, there, static_cast<off_t>(offset));
    if (n <= 0) return {0, State::broken};
    return {static_cast<std::size_t>(n), State::more};
}

}  // namespace http
