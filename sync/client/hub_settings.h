// What a kiosk keeps of its hub, as settings of its journal. The device number and the acknowledged seq stand beside
// them under the journal's own names (journal.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "journal/journal.h"
#include "journal/reader.h"

namespace client {

struct Hub {
    std::string url;      // "https://hub.local:8443", without a slash at its end
    std::string id;       // the hub's, as in its hello
    std::string token;    // this device's secret
    std::string key_pin;  // "sha256//…"; empty: the hub stands behind a proxy, the certificate authorities decide
    std::int64_t device = 0;
    std::string cursor;               // of the changes that were applied; empty: none yet
    std::string identity;             // the hub's own public key, which vouches for a new pin; empty: an older hub's
    std::int64_t key_pin_serial = 0;  // of the newest pin that it vouched for
    std::string card_keys_mark{};     // of the card keys that it gave last
};

// Names of settings that others ask for: the hub's address, this device's secret, the hub's id and its key.
inline constexpr std::string_view url_setting = "hub_url";
inline constexpr std::string_view token_setting = "hub_token";
inline constexpr std::string_view id_setting = "hub_id";
inline constexpr std::string_view key_pin_setting = "hub_pin";
inline constexpr std::string_view identity_setting = "hub_identity";
inline constexpr std::string_view key_pin_serial_setting = "hub_pin_serial";

// Where the desk keeps the cursor: in the transaction that applies the changes which came with it.
inline constexpr std::string_view cursor_setting = journal::roster_cursor_setting;

// Absent: this kiosk is not enrolled.
base::Result<std::optional<Hub>> read_hub(journal::Reader& reader);

// Keeps a new enrolment: on the thread that owns the journal. Another hub or another number than before: everything
// will be sent from the first entry on. A power cut in between leaves the kiosk not enrolled, never half.
base::Result<void> keep_hub(journal::Journal& journal, const Hub& hub);

}  // namespace client
