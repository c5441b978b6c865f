#include "journal/ballast.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <span>
#include <system_error>

#include "base/unique_fd.h"

namespace journal {
namespace {

namespace fs = std::filesystem;

struct Size {
    std::uintmax_t bytes;
    std::uintmax_t beside;  // what must stay free behind it
};
// The large one pays for an evening's recording as well: some thousand stamps. Behind a start that needed it, a small
// one pays for the next start, and the rest is for stamps.
constexpr std::array usual{Size{4u << 20, 32u << 20}};
constexpr std::array small{Size{256u << 10, 256u << 10}, Size{128u << 10, 64u << 10}};

fs::path ballast_file(const fs::path& folder) {
    return folder / "ballast";
}

bool lay(const fs::path& file, std::uintmax_t bytes) {
    const base::UniqueFd made(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!made.valid()) return false;
    if (::posix_fallocate(made.get(), 0, static_cast<off_t>(bytes)) == 0) return true;
    ::unlink(file.c_str());
    return false;
}

}  // namespace

void lay_ballast(const fs::path& folder, BallastWas was) {
    const fs::path file = ballast_file(folder);
    std::error_code error;
    const auto room = fs::space(folder, error);
    if (error) return;
    const auto present = fs::file_size(file, error);
    const bool is_there = !error;
    const std::span<const Size> sizes = was == BallastWas::needed ? std::span<const Size>(small) : usual;
    for (const auto& [bytes, beside] : sizes) {
        if (is_there && present >= bytes) return;
        if (room.available < bytes + beside) continue;
        ::unlink(file.c_str());
        if (lay(file, bytes)) return;
    }
}

bool give_up_ballast(const fs::path& folder) {
    return ::unlink(ballast_file(folder).c_str()) == 0;
}

}  // namespace journal
