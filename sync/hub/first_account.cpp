#include "hub/first_account.h"

#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "base/file.h"

namespace hub {
namespace {

// systemd names the journal's stream as DEVICE:INODE (systemd.exec(5), $JOURNAL_STREAM); it is inherited, so that only
// the same file counts.
bool is_journal(int fd) {
    const char* stream = std::getenv("JOURNAL_STREAM");
    struct stat file {};
    return stream != nullptr && ::fstat(fd, &file) == 0 && fmt::format("{}:{}", file.st_dev, file.st_ino) == stream;
}

}  // namespace

base::Result<void> tell_first_password(const std::string& account, const std::string& password,
                                       const std::filesystem::path& folder) {
    if (!is_journal(STDOUT_FILENO)) {
        fmt::print("account {} password {}\nThis password is shown this once. Sign in at the address above.\n", account,
                   password);
        return {};
    }
    const std::filesystem::path file = folder / "first-password";
    TRY_VOID(base::replace_file(file, password + "\n", 0600));
    fmt::print("account {}: its password stands in {}. Sign in at the address above, then delete the file.\n", account,
               file.string());
    return {};
}

}  // namespace hub
