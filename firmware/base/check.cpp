#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace base {

void check_failed(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: broken assumption: %s\n", file, line, condition);
    std::fflush(stderr);
    std::abort();
}

}  // namespace base
