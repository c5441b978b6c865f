// The address behind the QR code of a new card: the hub's page where people say who they are (sync/PROTOCOL.md).
#pragma once

#include <string>

#include "journal/journal.h"

namespace kiosk {

// `public_url`: as the configuration names the hub for phones; empty: as the kiosk itself reaches it. Empty while there
// is no hub, and for one that only this machine can reach. On the thread that owns the journal.
std::string register_url(journal::Journal& journal, const std::string& public_url, const attendance::CardId& card);

}  // namespace kiosk
