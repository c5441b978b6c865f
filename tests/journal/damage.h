// Ways to hurt a file.
#pragma once

#include <filesystem>
#include <fstream>

namespace testing {

inline void overwrite(const std::filesystem::path& path, std::uintmax_t offset, std::string_view bytes) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(offset));
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

inline void flip(const std::filesystem::path& path, std::uintmax_t offset, char mask) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(static_cast<std::streamoff>(offset));
    char byte = 0;
    file.get(byte);
    file.seekp(static_cast<std::streamoff>(offset));
    file.put(static_cast<char>(byte ^ mask));
}

// As a power cut would leave the folder: a copy made while the journal is open, WAL and all.
inline void copy_folder(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::filesystem::create_directories(to);
    for (const auto& entry : std::filesystem::directory_iterator(from))
        if (entry.path().extension() != ".db-shm" && entry.path().filename() != "lock")
            std::filesystem::copy_file(entry.path(), to / entry.path().filename(),
                                       std::filesystem::copy_options::overwrite_existing);
}

}  // namespace testing
