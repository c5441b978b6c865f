// `pettan-kiosk run`: the kiosk itself, until it is told to stop (SIGINT, SIGTERM, the window closed, --exit-after).
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "attendance/ids.h"
#include "kiosk/config.h"

namespace kiosk {

// What the command line says; an absent value leaves it to the configuration.
struct RunOptions {
    std::filesystem::path config;       // --config; empty: not given
    std::filesystem::path data;         // --data, already resolved by data_folder(); never empty
    std::optional<std::string> reader;  // a connection string, "sim" or "none"
    std::optional<Video> video;
    std::optional<ScreenSize> size;
    std::optional<std::string> lang;           // of words/languages.h
    std::optional<attendance::EventId> event;  // opened at the start, as by `event open`
    std::filesystem::path trace;               // empty: no trace
    std::filesystem::path screenshots;         // folder; empty: none
    std::optional<std::chrono::milliseconds> exit_after;
};

// Returns when the kiosk was told to end, or why it cannot start. Threads start and stop in run.cpp and nowhere else:
//   main    window, frames, touches           desk     the only writer of the journal
//   reader  keeps pettan-reader running       disk     looks at the room left, once a minute
//   pin, export  do for the staff's screens what the desk must not wait for
//   sync    speaks with the hub               enrol    joins one, if a file says so (enrol_file.h)
//   sound   plays (ui/sound.h)                sim-…    the simulated reader, with --reader sim
base::Result<void> run(const Config& config, const RunOptions& options);

}  // namespace kiosk
