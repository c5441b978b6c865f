// Cairo opens fonts for all threads with one FreeType library, which is for one thread at a time (FT_Library), and does
// not lock it: two threads that opened fonts at once have crashed. Whoever lets Pango, Cairo or librsvg near a font holds
// this. Not to be taken twice by one thread.
#pragma once

#include <mutex>

namespace ui {

inline std::mutex& fonts_mutex() {
    static std::mutex mutex;
    return mutex;
}

}  // namespace ui
