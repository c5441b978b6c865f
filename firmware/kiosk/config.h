// The kiosk's configuration: one TOML file (toml.io, v1.0), every key optional. firmware/deploy/pettan.toml.example
// shows and explains them all; a test keeps it equal to the defaults here.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attendance/season_rule.h"
#include "base/result.h"
#include "desk/snapshot.h"

namespace kiosk {

enum class Video { automatic, fullscreen, window, offscreen };

struct ScreenSize {
    int width_px = 0;
    int height_px = 0;
    bool operator==(const ScreenSize&) const = default;
};

struct ScreenConfig {
    Video video = Video::automatic;
    std::optional<ScreenSize> size;   // absent: the display's own
    double diagonal_inch = 0;         // 0: not known
    double viewing_distance_m = 0.7;  // of who reads the small print
    bool operator==(const ScreenConfig&) const = default;
};

struct SoundConfig {
    int volume_percent = 70;
    bool mute = false;
    bool operator==(const SoundConfig&) const = default;
};

struct Config {
    desk::Community community;       // also where the reader is, and whether the layout is mirrored
    std::string pack = "washi";      // a name, or a path to a folder (ui/pack.h)
    bool deck = true;                // whether the sentences that come along are said (deck/shipped.h)
    attendance::SeasonRule season;   // days of the kiosk's own time zone
    std::filesystem::path data_dir;  // empty: see data_folder()
    std::string reader = "pn532_uart:/dev/ttyUSB0:115200";  // a connection string, "sim" or "none"
    std::string scanner;           // connection string of a scanner beside the reader; empty: none
    bool reader_is_named = false;  // false: nobody said which, the above is a guess
    ScreenConfig screen;
    SoundConfig sound;
    std::string hub_url;    // empty: no hub
    std::string first_pin;  // of the staff's screens, while none was set; empty: none
};

// bad_input with "FILE:LINE: section.key …" and the values it accepts; an unknown key with the nearest known one.
base::Result<Config> parse_config(std::string_view toml, const std::string& file_name);

// Each key, as "section.name", and what it accepts, in English: the parser's own table, for the manual page.
struct Setting {
    std::string key;
    std::string accepted;
};
std::vector<Setting> settings();

inline constexpr const char* default_config_file = "/etc/pettan/pettan.toml";

// `file` as given by --config; empty: the default file if there is one, else the defaults.
base::Result<Config> load_config(const std::filesystem::path& file);

// The value of an environment variable, if set.
using Environment = std::function<std::optional<std::string>(const char*)>;

// Where the data are: --data, else the configuration, else the service's STATE_DIRECTORY, else $XDG_DATA_HOME/pettan,
// else $HOME/.local/share/pettan, else /var/lib/pettan, which is also for the service's user, whose home it is.
std::filesystem::path data_folder(const std::filesystem::path& given, const Config& config,
                                  const Environment& environment);

// Words that the command line takes too.
std::optional<Video> video_from(std::string_view word);
std::optional<ScreenSize> screen_size_from(std::string_view text);  // "1280x800"; 320x240 to 7680x4320

}  // namespace kiosk
