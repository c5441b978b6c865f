// Where a command's result goes: standard output, or a file that is replaced as a whole.
#pragma once

#include <cstdio>
#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace kiosk {

// A file is written beside its place ("<name>.new") and takes it in finish(), after fsync: until then, and whenever
// something fails, the old file stays. Whoever may read it is the umask's to say: main() leaves its owner.
// What is no plain file (a device, a pipe) is written to directly.
class Output {
public:
    // An empty path: standard output.
    static base::Result<Output> open(const std::filesystem::path& path);
    Output(Output&& other) noexcept;
    Output& operator=(Output&&) = delete;
    ~Output();

    base::Result<void> write(std::string_view text);
    base::Result<void> finish();

private:
    Output(std::FILE* file, std::filesystem::path path, std::filesystem::path beside);
    base::Unexpected failure() const;

    std::FILE* m_file;  // ours, unless it is stdout; null when finished
    std::filesystem::path m_path;
    std::filesystem::path m_beside;  // empty: written directly
};

// Prints a command's result.
base::Result<void> print(std::string_view text);

}  // namespace kiosk
