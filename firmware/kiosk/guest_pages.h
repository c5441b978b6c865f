// The addresses behind the QR codes that guests scan (sync/PROTOCOL.md): where the hub asks who they are, and their own
// page there.
#pragma once

#include <string>

#include "base/clock.h"
#include "journal/journal.h"

namespace kiosk {

// `public_url`: as the configuration names the hub for phones; empty: as the kiosk itself reaches it. Empty while there
// is no hub, and for one that only this machine can reach. On the thread that owns the journal.
std::string register_url(journal::Journal& journal, const std::string& public_url, const attendance::CardId& card);
// The same; good for wire::own_page_code_lives from `now`.
std::string own_page_url(journal::Journal& journal, const std::string& public_url, const attendance::CardId& card,
                         base::WallTime now);

}  // namespace kiosk
