#include <fmt/format.h>
#include <sys/utsname.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <sstream>

#include "base/clock.h"
#include "base/file.h"
#include "base/time_text.h"
#include "base/utf8.h"
#include "base/version.h"
#include "journal/number_setting.h"
#include "journal/reader.h"
#include "kiosk/commands/commands.h"

namespace kiosk {
namespace {

namespace fs = std::filesystem;

// The first line, by which a report is known.
constexpr std::string_view about =
    "Pettan support report. It holds no names of people, no card numbers and no secrets. Read it before you send it.\n";

std::string first_line(const fs::path& file) {
    const auto content = base::read_file(file);
    if (!content) return "not known";
    return base::clean_for_display(content->substr(0, content->find_first_of("\n\0")));
}

std::string of_os_release(const std::string& key) {
    const auto content = base::read_file("/etc/os-release");
    std::istringstream lines(content ? *content : "");
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(key + "=")) return line.substr(key.size() + 1);
    return "not known";
}

std::string versions() {
    utsname kernel{};
    ::uname(&kernel);
    return fmt::format("pettan {}\nsystem {}\nkernel {} {}\n", base::version(), of_os_release("PRETTY_NAME"),
                       kernel.release, kernel.machine);
}

std::string machine() {
    return fmt::format("model {}\nuptime and idle seconds {}\nload {}\nthousandths of a degree {}\ntime {}\n",
                       first_line("/proc/device-tree/model"), first_line("/proc/uptime"), first_line("/proc/loadavg"),
                       first_line("/sys/class/thermal/thermal_zone0/temp"),
                       base::format_rfc3339(base::system_clock()->read().wall, std::chrono::minutes(0)));
}

// Settings whose texts say how the kiosk is built, and nothing of anybody.
constexpr std::array shown_texts{"pack", "lang", "connection", "scanner", "place", "video"};

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

// Of a number or a switch: itself, without a remark behind it.
std::optional<std::string_view> plain_value(std::string_view value) {
    value = trimmed(value.substr(0, value.find('#')));
    const bool is_number = !value.empty() && value.find_first_not_of("+-.0123456789") == std::string_view::npos;
    if (is_number || value == "true" || value == "false") return value;
    return std::nullopt;
}

// Of each line that sets something: a number or a switch as it is, of a text its length.
std::string settings_without_texts(const std::string& toml) {
    std::string text;
    std::istringstream lines(toml);
    for (std::string whole; std::getline(lines, whole);) {
        const std::string_view line = trimmed(whole);
        const auto equals = line.find('=');
        const std::string_view key = trimmed(line.substr(0, equals));
        const bool is_word =
            !key.empty() && key.find_first_not_of("abcdefghijklmnopqrstuvwxyz_.") == std::string_view::npos;
        if (line.starts_with('[') && equals == std::string_view::npos && line.find('"') == std::string_view::npos) {
            text += fmt::format("{}\n", line.substr(0, line.find(']') + 1));
        } else if (equals != std::string_view::npos && is_word) {
            const std::string_view value = trimmed(line.substr(equals + 1));
            if (const auto plain = plain_value(value))
                text += fmt::format("{} = {}\n", key, *plain);
            else if (std::ranges::find(shown_texts, key) != shown_texts.end())
                text += fmt::format("{} = {}\n", key, base::clean_for_display(value));
            else
                text += fmt::format("{} = ({} bytes)\n", key, value.size());
        }
    }
    return text;
}

std::string settings_of(const fs::path& given) {
    const fs::path file = given.empty() ? default_config_file : given;
    const auto toml = base::read_file(file);
    return toml ? settings_without_texts(*toml) : toml.error().message + "\n";
}

base::Result<std::string> counts_of(const Folder& data) {
    TRY(reader, journal::Reader::open(data));
    TRY(last, reader->last_seq());
    TRY(epochs, reader->epochs());
    TRY(acked, journal::number_setting(*reader, journal::acked_seq_setting));
    std::map<std::string_view, std::int64_t> kinds;
    for (std::int64_t after = 0; after < last;) {
        TRY(feed, reader->feed(after, 1000));
        if (feed.entries.empty()) break;
        for (const attendance::Entry& entry : feed.entries)
            ++kinds[attendance::to_string(entry.kind)];
        after += static_cast<std::int64_t>(feed.entries.size());
    }
    std::string text = fmt::format("entries {}, sent {}, epoch {}\n", last, acked, epochs.highest());
    for (const auto& [kind, count] : kinds)
        text += fmt::format("{} {}\n", kind, count);
    std::error_code ignored;
    for (const char* name : {"pettan.db", "pettan.db-wal"})
        if (const auto bytes = fs::file_size(data / name, ignored); !ignored)
            text += fmt::format("{} {} bytes\n", name, bytes);
    return text;
}

// Each run of hexadecimal digits that is as long as a card's number becomes a word.
std::string without_numbers(const std::string& text) {
    constexpr std::string_view digits = "0123456789abcdefABCDEF";
    constexpr std::size_t shortest = 8;
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_not_of(digits, at), text.size());
        if (end == at) {
            result += text[at++];
            continue;
        }
        result += end - at >= shortest ? "(number)" : text.substr(at, end - at);
        at = end;
    }
    return result;
}

// The service's log, which names nobody. Whatever looks like a card's number or a key goes.
std::string log_end() {
    constexpr const char* command =
        "timeout 20 journalctl --unit pettan-kiosk --lines 500 --no-pager --output short-iso 2>&1";
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command, "r"), ::pclose);
    if (!pipe) return "not to be had\n";
    std::string log;
    std::array<char, 4096> part{};
    while (const std::size_t n = std::fread(part.data(), 1, part.size(), pipe.get()))
        log.append(part.data(), n);
    return without_numbers(log);
}

// A home folder is named after somebody.
std::string without_home(std::string text) {
    const char* home = std::getenv("HOME");
    if (home == nullptr || std::string_view(home).size() < 2) return text;
    for (std::size_t at = text.find(home); at != std::string::npos; at = text.find(home, at))
        text.replace(at, std::string_view(home).size(), "~");
    return text;
}

}  // namespace

base::Result<void> support(const Folder& data, const base::Result<Config>& config, const fs::path& config_file,
                           const Support& command) {
    if (const auto present = base::read_file(command.file); present && !present->starts_with(about))
        return base::fail(
            base::ErrorCode::bad_input,
            fmt::format("{} is there already and is no support report; name a new file", command.file.string()));
    std::string text(about);
    const auto section = [&](std::string_view title, const std::string& content) {
        text += fmt::format("\n[{}]\n{}", title, content);
    };
    section("versions", versions());
    section("machine", machine());
    std::string findings;
    doctor(data, config, [&](const std::string& line) { findings += line + "\n"; });
    section("doctor", findings);
    section("settings", settings_of(config_file));
    const auto counts = counts_of(data);
    section("journal", counts ? *counts : counts.error().message + "\n");
    section("log", log_end());
    TRY_VOID(base::replace_file(command.file, without_home(std::move(text)), 0600));
    fmt::print("{} is written. Read it before you send it.\n", command.file.string());
    return {};
}

}  // namespace kiosk
