#include "kiosk/enrol_file.h"

#include <sstream>

#include "kiosk/config.h"

namespace kiosk {
namespace {

constexpr const char* name = "enrol.txt";

}  // namespace

std::optional<EnrolFile> parse_enrol_file(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // as some editors write it
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    std::istringstream lines{std::string(text)};
    std::string words;
    for (std::string line; std::getline(lines, line);)
        if (!line.starts_with('#')) words += line + "\n";
    std::istringstream given(words);
    EnrolFile file;
    given >> file.url >> file.code >> file.key_pin;
    if (file.code.empty()) return std::nullopt;
    return file;
}

std::filesystem::path find_enrol_file(const std::filesystem::path& config, const std::filesystem::path& data) {
    const std::filesystem::path beside =
        (config.empty() ? std::filesystem::path(default_config_file) : config).parent_path() / name;
    std::error_code ignored;
    if (std::filesystem::exists(beside, ignored)) return beside;
    return std::filesystem::exists(data / name, ignored) ? data / name : std::filesystem::path();
}

}  // namespace kiosk
