// enrol.txt beside the configuration (or in the data folder): the hub's address and a one-time code, each a word, in
// this order; lines that begin with # are comments. For whoever prepares an SD card and has no keyboard at the kiosk.
// Taken once: after success it is renamed to enrol.done.txt; what was taken is never tried again.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace kiosk {

struct EnrolFile {
    std::string url;
    std::string code;
    std::string key_pin;  // a third word, if there is one
};

// Absent where the text is none.
std::optional<EnrolFile> parse_enrol_file(std::string_view text);

// The first that is there: beside `config` (empty: the default file), then in `data`. Empty: there is none.
std::filesystem::path find_enrol_file(const std::filesystem::path& config, const std::filesystem::path& data);

}  // namespace kiosk
