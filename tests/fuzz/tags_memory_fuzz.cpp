#include <cstdio>
#include <cstdlib>

#include "fuzz/tags_entries.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (const auto rule = fuzz::try_tag_memory({data, size}); !rule.empty()) {
        std::fprintf(stderr, "broken: %s\n", rule.c_str());
        std::abort();
    }
    return 0;
}
