// What a connection string says of a scanner: "wedge:NAME?layout=jp&prefix=]C1&suffix=#". Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "wedge/scan_decoder.h"

namespace wedge {

struct WedgeOptions {
    // A part of the device's name, or the path of its device file. Empty: whatever names itself a scanner, or types like
    // one.
    std::string device;
    ScanFormat format;
};

// bad_input: an option that there is not.
base::Result<WedgeOptions> parse_options(std::string_view connstring);

}  // namespace wedge
