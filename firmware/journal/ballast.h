// Room that is kept for starting: DIR/ballast. A full disk keeps SQLite from making its -shm file, and a kiosk that
// records nothing for want of room must still start, say so and let its staff take the data home. The ballast is given
// up when a start finds no room, and laid again from what is left behind the start.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace journal {

// Lays it if it is not there and there is much more room than it takes. Behind a start that needed it, a small one for
// the next start from what is left.
enum class BallastWas { not_needed, needed };
void lay_ballast(const std::filesystem::path& folder, BallastWas was);

// True if there was one: trying again is worth it.
bool give_up_ballast(const std::filesystem::path& folder);

}  // namespace journal
