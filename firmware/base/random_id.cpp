#include "base/random_id.h"

#include <sys/random.h>

#include <array>
#include <cstdint>

#include "base/check.h"

namespace base {

std::string random_id() {
    static constexpr char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    std::array<std::uint8_t, 20> raw{};
    PETTAN_ASSERT(getrandom(raw.data(), raw.size(), 0) == static_cast<ssize_t>(raw.size()));
    std::string id;
    for (const std::uint8_t byte : raw)
        id.push_back(digits[byte & 31U]);
    return id;
}

}  // namespace base
