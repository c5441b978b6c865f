// Pictures to keep and to pass on: the sheet of an evening (stamps without names), and the card that somebody filled.
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

// The card that somebody filled, as the screen showed it at last, for their phone.
struct CardPicture {
    std::string shown_name;
    attendance::StampCard card;  // full
    attendance::Zone zone{};
};

// Writes a PNG of 1080 × 1920. Needs no display. Any thread.
base::Result<void> write_card_picture(const std::filesystem::path& path, const CardPicture& full, const ui::Pack& pack,
                                      const ui::Messages& words);

}  // namespace screens
