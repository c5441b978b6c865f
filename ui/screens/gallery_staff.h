// The staff's part of the gallery.
#pragma once

#include "screens/gallery.h"

namespace screens {

struct StaffSamples {
    desk::Snapshot rest;              // of an ordinary evening, at rest
    attendance::StampCard card;       // with a few stamps
    attendance::StampCard full_card;  // of twenty squares, all filled
    std::vector<std::string> hard_names;
    std::vector<std::string> hard_words;  // for file names
};

// Every staff screen with ordinary, hard and empty data. Pure.
std::vector<GalleryPicture> staff_pictures(const StaffSamples& samples);

}  // namespace screens
