#include "kiosk/config.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "attendance/person.h"
#include "attendance/stamp_card.h"
#include "base/file.h"
#include "base/toml_check.h"
#include "desk/staff_cards.h"
#include "words/languages.h"

namespace kiosk {
namespace {

// One key: what it accepts in words, and the function that takes the value or says no.
struct Key {
    std::string_view section;
    std::string_view name;
    std::string accepted;
    std::function<bool(const toml::node&)> take;
};

bool take_text(const toml::node& node, std::string& into) {
    auto text = base::toml_text(node, attendance::text_bytes_max);
    if (text) into = *std::move(text);
    return text.has_value();
}

bool take_texts(const toml::node& node, std::vector<std::string>& into) {
    const toml::array* array = node.as_array();
    if (array == nullptr) return false;
    std::vector<std::string> texts(array->size());
    for (std::size_t i = 0; i < array->size(); ++i)
        if (!take_text(*array->get(i), texts[i])) return false;
    into = std::move(texts);
    return true;
}

template <typename Number>
bool take_number(const toml::node& node, Number low, Number high, Number& into) {
    const auto number = base::toml_number(node, low, high);
    if (number) into = *number;
    return number.has_value();
}

bool take_date(const toml::node& node, std::optional<std::chrono::year_month_day>& into) {
    const auto date = node.value_exact<toml::date>();
    if (!date) return false;
    const std::chrono::year_month_day day{std::chrono::year(date->year), std::chrono::month(date->month),
                                          std::chrono::day(date->day)};
    if (!day.ok()) return false;
    into = day;
    return true;
}

template <typename Value>
bool take_word(const toml::node& node, std::optional<Value> (*from)(std::string_view), Value& into) {
    const auto word = node.value_exact<std::string>();
    const auto value = word ? from(*word) : std::nullopt;
    if (value) into = *value;
    return value.has_value();
}

std::optional<desk::ReaderPlace> reader_place_from(std::string_view word) {
    if (word == "right") return desk::ReaderPlace::right;
    if (word == "left") return desk::ReaderPlace::left;
    if (word == "below") return desk::ReaderPlace::below;
    if (word == "above") return desk::ReaderPlace::above;
    if (word == "behind") return desk::ReaderPlace::behind;
    return std::nullopt;
}

bool take_bool(const toml::node& node, bool& into) {
    const auto value = node.value_exact<bool>();
    if (value) into = *value;
    return value.has_value();
}

bool take_lang(const toml::node& node, std::string& into) {
    const auto word = node.value_exact<std::string>();
    if (!word || !words::is_language(*word)) return false;
    into = *word;
    return true;
}

bool take_url(const toml::node& node, std::string& into) {
    const auto url = node.value_exact<std::string>();
    if (!url || !(url->empty() || url->starts_with("https://") || url->starts_with("http://"))) return false;
    into = *url;
    return true;
}

bool take_path(const toml::node& node, std::filesystem::path& into) {
    const auto path = node.value_exact<std::string>();
    if (path) into = *path;
    return path.has_value();
}

std::vector<Key> keys_of(Config& config) {
    using toml::node;
    const std::string text = fmt::format("a text of at most {} bytes", attendance::text_bytes_max);
    const std::string truth = "true or false";
    return {
        {"community", "name", text, [&](const node& n) { return take_text(n, config.community.name); }},
        {"community", "statements", "a list of texts in brackets, each of at most 400 bytes",
         [&](const node& n) { return take_texts(n, config.community.statements); }},
        {"community", "lang", fmt::format("one of \"{}\"", fmt::join(words::language_codes(), "\", \"")),
         [&](const node& n) { return take_lang(n, config.community.lang); }},
        {"community", "full_names", truth,
         [&](const node& n) {
             bool full = false;
             if (!take_bool(n, full)) return false;
             config.community.names = full ? attendance::PublicNames::full : attendance::PublicNames::careful;
             return true;
         }},
        {"community", "deck", truth, [&](const node& n) { return take_bool(n, config.deck); }},
        {"community", "pack", "the name of a pack, such as \"washi\", or a path to a folder with a / in it",
         [&](const node& n) { return take_text(n, config.pack) && !config.pack.empty(); }},
        {"season", "name", text, [&](const node& n) { return take_text(n, config.season.name); }},
        {"season", "from", "a date without quotes, such as 2026-07-01",
         [&](const node& n) { return take_date(n, config.season.from); }},
        {"season", "to", "a date without quotes, such as 2026-09-30",
         [&](const node& n) { return take_date(n, config.season.to); }},
        {"season", "squares",
         fmt::format("a whole number from {} to {}", attendance::squares_min, attendance::squares_max),
         [&](const node& n) {
             return take_number(n, attendance::squares_min, attendance::squares_max, config.season.squares);
         }},
        {"data", "dir", "a path in quotes", [&](const node& n) { return take_path(n, config.data_dir); }},
        {"reader", "connection",
         "a connection string such as \"pn532_uart:/dev/ttyUSB0:115200\" or \"pcsc:\", \"sim\" or \"none\"",
         [&](const node& n) {
             config.reader_is_named = take_text(n, config.reader) && !config.reader.empty();
             return config.reader_is_named;
         }},
        {"reader", "scanner", "a connection string such as \"wedge:\", or \"\"",
         [&](const node& n) { return take_text(n, config.scanner); }},
        {"reader", "place", "\"right\", \"left\", \"below\", \"above\" or \"behind\"",
         [&](const node& n) { return take_word(n, reader_place_from, config.community.reader_place); }},
        {"screen", "large_text", truth, [&](const node& n) { return take_bool(n, config.community.fit.large_text); }},
        {"screen", "low_reach", truth, [&](const node& n) { return take_bool(n, config.community.fit.low_reach); }},
        {"screen", "calm", truth, [&](const node& n) { return take_bool(n, config.community.calm); }},
        {"screen", "mirrored", truth, [&](const node& n) { return take_bool(n, config.community.mirrored); }},
        {"screen", "video", "\"auto\", \"fullscreen\", \"window\" or \"offscreen\"",
         [&](const node& n) { return take_word(n, video_from, config.screen.video); }},
        {"screen", "size", "\"WIDTHxHEIGHT\" in pixels, from \"320x240\" to \"7680x4320\"",
         [&](const node& n) {
             ScreenSize size;
             if (!take_word(n, screen_size_from, size)) return false;
             config.screen.size = size;
             return true;
         }},
        {"screen", "diagonal_inch", "a number from 0 (not known) to 200",
         [&](const node& n) { return take_number(n, 0.0, 200.0, config.screen.diagonal_inch); }},
        {"screen", "viewing_distance_m", "a number from 0.3 to 10",
         [&](const node& n) { return take_number(n, 0.3, 10.0, config.screen.viewing_distance_m); }},
        {"sound", "volume", "a whole number from 0 to 100",
         [&](const node& n) { return take_number(n, 0, 100, config.sound.volume_percent); }},
        {"sound", "mute", truth, [&](const node& n) { return take_bool(n, config.sound.mute); }},
        {"hub", "url", "an address such as \"https://hub.example.org\", or \"\" for none",
         [&](const node& n) { return take_url(n, config.hub_url); }},
        {"staff", "first_pin", "4 to 12 digits in quotes, or \"\" for none",
         [&](const node& n) {
             return take_text(n, config.first_pin) &&
                    (config.first_pin.empty() || attendance::is_pin(config.first_pin));
         }},
    };
}

class Reading {
public:
    explicit Reading(std::vector<Key> keys) : m_keys(std::move(keys)) {}

    void read(const toml::table& root) {
        for (const auto& [name, node] : root) {
            const std::string section(name.str());
            if (const auto known = sections(); std::find(known.begin(), known.end(), section) == known.end())
                m_faults.unknown("section", name, section, known);
            else if (const toml::table* table = node.as_table())
                read_section(section, *table);
            else
                m_faults.note(name.source().begin.line,
                              fmt::format("{} is a section; write [{}] on a line of its own", section, section));
        }
    }

    base::TomlFaults& faults() { return m_faults; }

private:
    void read_section(const std::string& section, const toml::table& table) {
        for (const auto& [name, node] : table) {
            const auto key = std::find_if(m_keys.begin(), m_keys.end(), [&](const Key& candidate) {
                return candidate.section == section && candidate.name == name.str();
            });
            if (key == m_keys.end())
                m_faults.unknown("key", name, section + "." + std::string(name.str()), full_names());
            else if (!key->take(node))
                m_faults.note(name.source().begin.line,
                              fmt::format("{}.{} accepts {}", section, name.str(), key->accepted));
        }
    }

    std::vector<std::string> sections() const {
        std::vector<std::string> names;
        for (const Key& key : m_keys)
            if (names.empty() || names.back() != key.section) names.emplace_back(key.section);
        return names;
    }
    std::vector<std::string> full_names() const {
        std::vector<std::string> names;
        for (const Key& key : m_keys)
            names.push_back(fmt::format("{}.{}", key.section, key.name));
        return names;
    }

    std::vector<Key> m_keys;
    base::TomlFaults m_faults;
};

void check_season(const attendance::SeasonRule& season, const toml::table& root, base::TomlFaults& faults) {
    const auto line = [&](const char* key) { return root["season"][key].node()->source().begin.line; };
    if (season.from.has_value() != season.to.has_value())
        return faults.note(line(season.from ? "from" : "to"),
                           "season.from and season.to go together; write both or none");
    if (season.from && *season.from > *season.to)
        faults.note(line("to"), "season.to accepts a date that is not before season.from");
}

// A pack's path counts from the configuration's folder.
std::string beside(const std::filesystem::path& file, const std::string& pack) {
    if (pack.find('/') == std::string::npos) return pack;
    const auto path = (file.parent_path() / pack).lexically_normal().string();
    return path.find('/') == std::string::npos ? "./" + path : path;
}

}  // namespace

base::Result<Config> parse_config(std::string_view toml, const std::string& file_name) {
    Config config;
    Reading reading(keys_of(config));
    if (const auto root = base::parse_toml(toml, reading.faults())) {
        reading.read(*root);
        if (reading.faults().none()) check_season(config.season, *root, reading.faults());
    }
    TRY_VOID(reading.faults().report(file_name));
    return config;
}

std::vector<Setting> settings() {
    Config config;
    std::vector<Setting> all;
    for (Key& key : keys_of(config))
        all.push_back({fmt::format("{}.{}", key.section, key.name), std::move(key.accepted)});
    return all;
}

base::Result<Config> load_config(const std::filesystem::path& file) {
    const std::filesystem::path path = file.empty() ? std::filesystem::path(default_config_file) : file;
    const auto content = base::read_file(path);
    if (content) {
        TRY(config, parse_config(*content, path.string()));
        config.pack = beside(path, config.pack);
        return config;
    }
    if (file.empty() && content.error().code == base::ErrorCode::not_found) return Config{};
    return base::fail(content.error().code,
                      content.error().message + "; check --config, or copy firmware/deploy/pettan.toml.example there");
}

std::filesystem::path data_folder(const std::filesystem::path& given, const Config& config,
                                  const Environment& environment) {
    if (!given.empty()) return given;
    if (!config.data_dir.empty()) return config.data_dir;
    const auto set = [&](const char* name) { return environment(name).value_or(""); };
    // systemd separates several with a colon; the unit names one.
    if (const std::string state = set("STATE_DIRECTORY"); !state.empty()) return state.substr(0, state.find(':'));
    if (const std::string xdg = set("XDG_DATA_HOME"); !xdg.empty()) return std::filesystem::path(xdg) / "pettan";
    // The service's user has that folder for a home: a command given as this user is about the service's data.
    constexpr std::string_view service_folder = "/var/lib/pettan";
    if (const std::string home = set("HOME"); !home.empty() && home != service_folder)
        return std::filesystem::path(home) / ".local" / "share" / "pettan";
    return service_folder;
}

std::optional<Video> video_from(std::string_view word) {
    if (word == "auto") return Video::automatic;
    if (word == "fullscreen") return Video::fullscreen;
    if (word == "window") return Video::window;
    if (word == "offscreen") return Video::offscreen;
    return std::nullopt;
}

std::optional<ScreenSize> screen_size_from(std::string_view text) {
    ScreenSize size;
    const char* end = text.data() + text.size();
    const auto width = std::from_chars(text.data(), end, size.width_px);
    if (width.ec != std::errc() || width.ptr == end || *width.ptr != 'x') return std::nullopt;
    const auto height = std::from_chars(width.ptr + 1, end, size.height_px);
    if (height.ec != std::errc() || height.ptr != end) return std::nullopt;
    const bool fits = size.width_px >= 320 && size.width_px <= 7680 && size.height_px >= 240 && size.height_px <= 4320;
    return fits ? std::optional(size) : std::nullopt;
}

}  // namespace kiosk
