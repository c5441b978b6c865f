// Makes a kiosk known to a hub, by its address and a one-time code. Blocking, for a minute at most: for the command
// line and the staff screen's worker, never for the desk's thread.
#pragma once

#include <optional>
#include <string>

#include "client/http.h"
#include "client/hub_settings.h"

namespace client {

struct EnrolOptions {
    std::string url;                           // "https://hub.local:8443"; without a scheme: https
    std::string code;                          // case, spaces and hyphens do not matter
    std::string name;                          // what staff call this kiosk
    std::string version;                       // of the program
    std::string card_key;                      // 64 hexadecimal digits: the hub adopts it if it has none
    std::optional<wire::FormerDevice> former;  // said only to the hub that gave it
    std::string former_hub;                    // its id
    // As the hub prints it at its start. Empty: whoever answers first is believed, and the pin that comes back is shown
    // to be compared.
    std::string pin;
    HttpLimits limits;
};

struct Enrolment {
    Hub hub;
    std::string card_key;  // 64 hexadecimal digits: what card ids are made with from now on; perhaps the one given
};

// Errors, each with a sentence for staff: bad_input (address), not_found (no hub there), denied (the code, or the key
// is not the one that the hub names), too_new (versions), busy (later), unreachable, failed.
base::Result<Enrolment> enrol(const EnrolOptions& options);

// Whether the enrolled hub can be reached now, for doctor. Errors as above, or unreachable.
base::Result<void> greet(const Hub& hub, const HttpLimits& limits);

}  // namespace client
