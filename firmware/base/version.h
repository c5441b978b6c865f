// What `--version` of every program prints: the project's version and the commit that it was built from, such as
// "0.1.0 (05ef5ba)"; the commit ends in "+" where the checkout had changes, and is absent outside a checkout.
#pragma once

#include <string_view>

namespace base {

std::string_view version();

}  // namespace base
