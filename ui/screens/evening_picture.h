// The sheet of an evening as a picture for organizers to keep and to pass on: stamps without names.
#pragma once

#include <filesystem>
#include <span>

#include "base/result.h"
#include "desk/snapshot.h"
#include "ui/messages.h"
#include "ui/pack.h"

namespace screens {

struct EveningPicture {
    attendance::Event event;
    std::vector<attendance::WallTime> came;  // in order
    attendance::Zone zone{};
    std::string community;
};

// Writes a PNG of 2400 × 1500. Needs no display. Any thread.
base::Result<void> write_evening_picture(const std::filesystem::path& path, const EveningPicture& evening,
                                         const ui::Pack& pack, const ui::Messages& words);

}  // namespace screens
