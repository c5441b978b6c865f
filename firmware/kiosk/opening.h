// The journal of a kiosk that is starting, whatever room the disk has.
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "journal/journal.h"
#include "kiosk/screen.h"

namespace kiosk {

// Journal::open. While the disk is so full that the journal cannot even be opened, shows the picture that says so and
// tries again: a black screen would tell nobody what to do. Null: it was ended (by a signal, Ctrl-Q or `exit_after`)
// before there was room.
base::Result<std::unique_ptr<journal::Journal>> open_journal(const journal::OpenOptions& options,
                                                             const base::Clock& clock, const ScreenOptions& screen,
                                                             std::optional<std::chrono::milliseconds> exit_after,
                                                             Trace& trace);

}  // namespace kiosk
