// The PIN of the staff's screens as it is kept and sent: how many digits it has (the screen takes it at the last one) and
// its Argon2id hash (base/argon2.h), never the digits.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace attendance {

inline constexpr std::size_t pin_digits_min = 4;
inline constexpr std::size_t pin_digits_max = 12;
bool is_pin(std::string_view text);  // 4 to 12 digits

struct KeptPin {
    std::size_t digits = pin_digits_min;
    std::string hash;  // empty: none was set
};
// As one text: "4 $argon2id$…". What is no such text is no PIN.
KeptPin kept_pin_from(std::string_view text);
std::string to_text(const KeptPin& pin);

}  // namespace attendance
