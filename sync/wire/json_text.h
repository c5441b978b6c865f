// JSON as text, without exceptions: a byte that is no UTF-8 becomes U+FFFD instead of ending the program.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace wire {

inline std::string json_text(const nlohmann::json& value) {
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace wire
