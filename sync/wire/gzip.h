// gzip (RFC 1952) of whole messages, through zlib.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/result.h"

namespace wire {

std::string gzip(std::string_view plain);

// One complete gzip member and nothing behind it, else bad_input. More than `bytes_max` decompressed: full; memory
// never grows beyond that, however small the input was.
base::Result<std::string> gunzip(std::string_view packed, std::size_t bytes_max);

}  // namespace wire
