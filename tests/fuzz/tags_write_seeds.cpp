// tags_write_seeds ndef|memory DIR: writes the starting corpus of one fuzzer into DIR.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "fuzz/tags_entries.h"

int main(int argc, char** argv) {
    if (argc != 3) return std::fprintf(stderr, "usage: tags_write_seeds ndef|memory DIR\n"), 2;
    const std::filesystem::path folder(argv[2]);
    std::filesystem::create_directories(folder);
    int number = 0;
    for (const auto& seed : std::string_view(argv[1]) == "ndef" ? fuzz::ndef_seeds() : fuzz::tag_memory_seeds()) {
        std::ofstream file(folder / ("seed-" + std::to_string(number++)), std::ios::binary);
        file << base::as_text(seed);
        if (!file.flush()) return std::fprintf(stderr, "cannot write into %s\n", argv[2]), 1;
    }
    return 0;
}
